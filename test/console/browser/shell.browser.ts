import { describe, expect, test } from 'vitest';
import { openConsole, openPage, startMockServer } from './open-console.js';

test('A1: the printed address leads a browser to the console', async () => {
  const { page, url } = await openConsole({ at: '/' });
  await page.getByRole('heading', { name: 'Requests', exact: true }).waitFor();
  expect(page.url()).toBe(`${url}/__admin`);
});

test('A2: a tour of all pages loads nothing from elsewhere, and the browser has nothing to say', async () => {
  const { page, rows } = await openConsole({
    async before({ send }) {
      await send('GET', '/v1/user/list?page=x');
      await send('GET', '/v1/none');
    },
  });
  await rows.first().click();
  for (const name of ['Request', 'Why', 'Contract', 'Curl', 'Response']) {
    await page.getByRole('tab', { name, exact: false }).first().click();
  }
  await page.keyboard.press('Escape');
  for (const name of await page.locator('.rail a').allTextContents()) {
    await page.getByRole('navigation').getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    expect(await page.title()).toBe(`${name} · Understudy`);
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Help' }).waitFor();
  // openConsole has watched
});

test('A3: a frame of the console stays empty', async () => {
  const { url } = await startMockServer();
  const page = await openPage(url, { expected: /frame-ancestors|404/ });
  await page.route('**/framing', route =>
    route.fulfill({ contentType: 'text/html', body: '<iframe src="/__admin"></iframe>' }),
  );
  await page.goto(`${url}/framing`);
  await page.waitForLoadState('networkidle');
  const [, frame] = page.frames();
  expect(frame?.url()).toMatch(/^chrome-error:/);
});

test('A4: a page of another site may link to the console, and read nothing', async () => {
  const { url } = await startMockServer();
  const page = await openPage(url, { expected: /./ });
  // localhost is another site than 127.0.0.1
  const other = url.replace('127.0.0.1', 'localhost');
  await page.route(`${other}/other`, route =>
    route.fulfill({ contentType: 'text/html', body: `<a href="${url}/__admin">console</a>` }),
  );
  page.removeAllListeners('request');
  await page.goto(`${other}/other`);
  const read = await page.evaluate(
    address =>
      fetch(`${address}/__admin/requests`).then(
        () => 'read',
        () => 'refused',
      ),
    url,
  );
  expect(read).toBe('refused');
  await page.getByRole('link', { name: 'console' }).click();
  await page.getByRole('heading', { name: 'Requests', exact: true }).waitFor();
});

describe('A6: with an admin token', () => {
  const options = { adminToken: 'the-right-one', expected: /401/ };

  test('the page asks for it, says that a wrong one is wrong, and keeps it in the tab alone', async () => {
    const { page, send } = await openConsole(options);
    const field = page.getByLabel('Admin token');
    await field.waitFor();
    expect(await field.evaluate(element => element === document.activeElement)).toBe(true);
    await field.fill('a-wrong-one');
    await page.keyboard.press('Enter');
    await page.getByText('The server does not accept this token.').waitFor();
    await field.fill('the-right-one');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Live' }).waitFor();
    await send('GET', '/v1/user/1');
    await page.locator('.row').first().click();
    await page.getByRole('tab', { name: 'Curl' }).click();
    expect(page.url()).not.toContain('the-right-one');
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, document.cookie]))).not.toContain('right');
    expect(await page.content()).not.toContain('the-right-one');
    await page.reload();
    await page.locator('.row').first().waitFor();
  });

  test('A7: one in the address is gone from it before the first request for data', async () => {
    const addresses: string[] = [];
    const { page } = await openConsole({
      ...options,
      at: '/__admin#token=the-right-one',
      async prepare(page) {
        page.on('request', request => {
          if (request.resourceType() === 'fetch') addresses.push(page.url());
        });
      },
    });
    await page.getByRole('button', { name: 'Live' }).waitFor();
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter(address => address.includes('token'))).toEqual([]);
  });
});

test('where the control plane is closed, the page says so and names the flag', async () => {
  const { mock } = await startMockServer();
  const { port } = new URL(await mock.listen(0, '0.0.0.0'));
  const url = `http://127.0.0.1:${port}`;
  const page = await openPage(url, { expected: /403/ });
  await page.goto(`${url}/__admin`);
  await page.getByText('The control plane is closed to other machines.').waitFor();
  await page.getByText('--admin-token').waitFor();
});

describe('A40: the colours', () => {
  const background = () => getComputedStyle(document.documentElement).backgroundColor;
  const [light, dark] = ['rgb(247, 246, 243)', 'rgb(23, 23, 22)'];

  test.each(['light', 'dark'] as const)('follow the system: %s', async colorScheme => {
    const { page } = await openConsole({ context: { colorScheme } });
    expect(await page.evaluate(background)).toBe(colorScheme === 'light' ? light : dark);
  });

  test('that were chosen are there again before the script of the page runs', async () => {
    const { page } = await openConsole({ context: { colorScheme: 'light' } });
    await page.getByRole('button', { name: /^Colours: system/ }).click();
    await page.getByRole('button', { name: /^Colours: light/ }).click();
    expect(await page.evaluate(background)).toBe(dark);
    await page.route('**/main-*.js', () => {});
    await page.reload({ waitUntil: 'commit' });
    await page.locator('#console').waitFor({ state: 'attached' });
    expect(await page.evaluate(background)).toBe(dark);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});

test('A43: without JavaScript there is a sentence, with a link to the description', async () => {
  const { page } = await openConsole({ context: { javaScriptEnabled: false } });
  const sentence = page.locator('noscript p');
  await sentence.waitFor();
  expect(await sentence.textContent()).toContain('needs JavaScript');
  expect(await sentence.locator('a').getAttribute('href')).toBe('/__admin/openapi.json');
});

test('A29: a frozen clock, rules and readings are said on the page, and A30: a reset says what is lost', async () => {
  const { page, mock } = await openConsole();
  await page.getByRole('button', { name: 'Live' }).waitFor();
  await mock.clock.set({ frozen: true });
  await mock.rules.add({ match: {}, response: { status: 503 } });
  await mock.settings.choose({ profile: 'documented', readings: { 'text-match': 'contains' } });
  const strip = page.getByRole('region', { name: 'What differs from the start' });
  await strip.getByText('1 reading changed').waitFor();
  expect(await strip.getByRole('listitem').allTextContents()).toEqual(['1 rule', 'clock frozen', '1 reading changed']);
  expect(await page.locator('.clock').textContent()).toContain('frozen');
  await strip.getByRole('button', { name: 'Reset…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reset to the start?' });
  await dialog.getByText('This undoes: 1 rule, clock frozen, 1 reading changed.').waitFor();
  await dialog.getByRole('button', { name: 'Reset', exact: true }).click();
  await strip.waitFor({ state: 'detached' });
  expect(await mock.rules.list()).toEqual([]);
});

test('A31: the console of a sandbox shows and calls only that sandbox', async () => {
  const calls: string[] = [];
  const { page, rows } = await openConsole({
    at: '/~alice/__admin',
    async before({ send }) {
      await send('GET', '/v1/user/1');
      await send('GET', '/~alice/v1/user/2');
      await send('GET', '/~bob/v1/user/3');
    },
    async prepare(page) {
      page.on('request', request => calls.push(new URL(request.url()).pathname));
    },
  });
  await rows.first().click();
  await page.getByRole('tab', { name: 'Contract' }).click();
  await page.getByText('Responses').waitFor();
  expect(await rows.locator('.url').allTextContents()).toEqual(['/~alice/v1/user/2']);
  expect(await page.locator('.scope').textContent()).toContain('~alice');
  expect(calls.filter(path => !path.startsWith('/~alice/'))).toEqual([]);
});

test('the top bar says when the mock will be reset', async () => {
  const { page } = await openConsole({ resetEvery: 3_600_000 });
  await page.locator('.facts').getByText('Next reset').waitFor();
  expect(await page.locator('.facts').textContent()).toMatch(/Next reset\d?\d:\d\d/);
});

test('the console of a browser with a sandbox of its own is that of this sandbox', async () => {
  const { page, url, rows } = await openConsole({ visitorSandboxes: true, adminToken: 'secret', expected: /404/ });
  await page.locator('.scope').getByText('~visitor-').waitFor();
  await page.evaluate(() => fetch('/v1/mine'));
  await page.evaluate(() => fetch('/v1/others', { credentials: 'omit' }));
  await rows.first().waitFor();
  expect(await rows.count()).toBe(1);
  expect(await rows.first().textContent()).toContain('/v1/mine');
  const owner = await fetch(`${url}/__admin/requests`, { headers: { Authorization: 'Bearer secret' } });
  expect(((await owner.json()) as { requests: unknown[] }).requests).toHaveLength(1);
});
