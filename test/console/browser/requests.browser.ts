import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { column, openConsole, openPage, startMockServer } from './open-console.js';

describe('A8: a request', () => {
  test('appears at the top with its status, operation and time', async () => {
    const { page, rows, send } = await openConsole();
    await page.getByRole('heading', { name: 'No requests yet' }).waitFor();
    await send('GET', '/v1/user/99999');
    await rows.first().waitFor();
    await send('GET', '/v1/user/list?page=x');
    await page.getByText('/v1/user/list').waitFor();
    expect(await column(page, 'url')).toEqual(['/v1/user/list?page=x', '/v1/user/99999']);
    expect(await column(page, 'status')).toEqual(['400', '404']);
    expect(await column(page, 'operation')).toEqual(['listUsers', 'getUser']);
    expect((await column(page, 'time'))[0]).toMatch(/^\d\d:\d\d:\d\d$/);
    expect(await column(page, 'marks')).toEqual(['▲ 1', '']);
  });

  test('is sent by the page where there is none yet', async () => {
    const { page, rows } = await openConsole();
    expect(await page.locator('.paste pre').textContent()).toMatch(
      /^curl 'http:.*\/v1\/user\/list' .*X-Auth-Token: ey/s,
    );
    await page.getByRole('button', { name: 'Send it for me' }).click();
    await rows.first().waitFor();
    expect(await column(page, 'status')).toEqual(['200']);
  });

  test('does not move what is read, and is counted', async () => {
    const { page, rows, send } = await openConsole({
      before: ({ send }) => Promise.all(Array.from({ length: 120 }, (_, at) => send('GET', `/v1/user/${at}`))),
    });
    await rows.first().waitFor();
    await page.getByRole('grid').evaluate(grid => grid.scrollTo({ top: 1200 }));
    await page.waitForFunction(() => Number(document.querySelector('.row')?.getAttribute('aria-rowindex')) > 10);
    const before = await rows.nth(10).textContent();
    await send('GET', '/v1/none');
    const pill = page.getByRole('button', { name: '1 new' });
    await pill.waitFor();
    expect(await rows.nth(10).textContent()).toBe(before);
    await pill.click();
    await page.getByText('/v1/none').waitFor();
  });

  test('waits while the list is paused', async () => {
    const { page, rows, send } = await openConsole({ before: ({ send }) => send('GET', '/v1/user/1') });
    await rows.first().waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Paused' }).waitFor();
    await send('GET', '/v1/user/2');
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await column(page, 'url')).toEqual(['/v1/user/1']);
    await page.keyboard.press('Space');
    await page.getByText('/v1/user/2').waitFor();
  });
});

test('A10: after a restart of the server the page says so, and shows the new requests, each once', async () => {
  const first = await startMockServer();
  const page = await openPage(first.url, { expected: /ERR_|Failed to load/ });
  await page.goto(`${first.url}/__admin`);
  await first.send('GET', '/v1/user/1');
  await page.getByText('/v1/user/1').waitFor();
  await first.mock.close();
  await page.getByText(/Reconnecting in \d s/).waitFor();
  expect(await column(page, 'url')).toEqual(['/v1/user/1']);
  const second = await startMockServer({}, Number(new URL(first.url).port));
  await second.send('GET', '/v1/user/2');
  await second.send('GET', '/v1/user/3');
  await page.getByText('The server was started again.').waitFor();
  await page.getByText('/v1/user/3').waitFor();
  await page.getByRole('button', { name: 'Live' }).waitFor();
  await second.send('GET', '/v1/user/4');
  await page.getByText('/v1/user/4').waitFor();
  expect(await column(page, 'url')).toEqual(['/v1/user/4', '/v1/user/3', '/v1/user/2']);
});

test('a connection that breaks goes on where it was', async () => {
  const { page, send } = await openConsole({ expected: /ERR_|Failed to load/ });
  await send('GET', '/v1/user/1');
  await page.getByText('/v1/user/1').waitFor();
  await page.context().setOffline(true);
  // the stream that is there goes on; a new one cannot begin
  await page.context().setOffline(false);
  await send('GET', '/v1/user/2');
  await page.getByText('/v1/user/2').waitFor();
  expect(await column(page, 'url')).toEqual(['/v1/user/2', '/v1/user/1']);
});

test('A11: requests that the journal had dropped are a row that says which', async () => {
  const nine = { id: 9, at: '2026-11-30T12:00:00.000Z', milliseconds: 1, method: 'GET', url: '/nine', status: 200 };
  const start = 'event: start\ndata: {"startedAt":"now","oldest":1,"next":2}\n\n';
  const missed = [
    'event: gone\nid: 8\ndata: {"from":2,"to":8}\n\n',
    `event: requests\nid: 9\ndata: ${JSON.stringify([{ ...nine, respondedBy: 'handler' }])}\n\n`,
  ];
  // a stream that ends at once is read again and again
  let body = start;
  const { page, rows } = await openConsole({
    before: ({ send }) => send('GET', '/v1/user/1'),
    prepare: page =>
      page.route('**/__admin/events**', route => route.fulfill({ contentType: 'text/event-stream', body })),
  });
  await rows.first().waitFor();
  body = start + missed.join('');
  await page.getByText('7 not shown: the journal had dropped numbers 2 to 8 already.').waitFor();
  await page.getByText('/nine').waitFor();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

describe('A12: a filter', () => {
  const before = async ({ send }: Awaited<ReturnType<typeof startMockServer>>) => {
    const body = (name: string) => JSON.stringify({ name, passwd: 'x', user_type: 'agent', email: null });
    await send('GET', '/v1/user/list?page=x');
    await send('POST', '/v1/user/create', { body: body('findme-one') });
    await send('POST', '/v1/user/create', { body: body('findme-one') });
    await send('POST', '/v1/user/create', { body: body('other') });
    await send('POST', '/v1/user/create?refused=1', { body: '{"name":"findme-two","user_type":"odd"}' });
    await send('GET', '/v1/none');
  };

  test('finds what the control plane finds, and survives a reload and the way back', async () => {
    const { page, rows, mock } = await openConsole({ before });
    await rows.first().waitFor();
    const filter = page.getByLabel('Filter', { exact: true });
    await filter.fill('status:4xx -op:listUsers body:findme');
    await page.getByText('?refused=1').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.row').length < 4);
    const found = await mock.journal.find({ bodyPatterns: [{ contains: 'findme' }] });
    const expected = found
      .filter(({ operation, response }) => operation !== 'listUsers' && Math.floor((response?.status ?? 0) / 100) === 4)
      .map(({ request }) => request.url);
    expect(expected.length).toBeGreaterThan(0);
    expect(await column(page, 'url')).toEqual(expected);
    await page.reload();
    await page.getByText('?refused=1').waitFor();
    expect(await filter.inputValue()).toBe('status:4xx -op:listUsers body:findme');
    await rows.first().click();
    await page.getByRole('tablist').waitFor();
    await page.goBack();
    await page.getByRole('tablist').waitFor({ state: 'detached' });
    await page.getByText('?refused=1').waitFor();
    expect(await column(page, 'url')).toEqual(expected);
  });

  test('of the buttons is a term in the text', async () => {
    const { page, rows } = await openConsole({ before });
    await rows.first().waitFor();
    await page.getByRole('button', { name: 'Unmatched' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.row').length === 1);
    expect(await page.getByLabel('Filter', { exact: true }).inputValue()).toBe('is:unmatched');
    await page.getByRole('button', { name: 'Unmatched' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.row').length > 1);
  });

  test('that is wrong is named, and one without a match says so', async () => {
    const { page, rows } = await openConsole({ before });
    await rows.first().waitFor();
    const filter = page.getByLabel('Filter', { exact: true });
    await filter.fill('colour:red');
    await page.getByText('There is no colour:').waitFor();
    await filter.fill('status:599');
    await page.getByRole('heading', { name: 'No request matches the filter' }).waitFor();
    await page.getByRole('button', { name: 'Show all requests' }).click();
    await rows.first().waitFor();
  });

  test('follows what comes, also where the server searches', async () => {
    const { rows, send } = await openConsole({ before, at: '/__admin#/requests?q=body:findme' });
    await rows.nth(2).waitFor();
    await send('POST', '/v1/user/create', { body: '{"name":"findme-three"}' });
    await rows.nth(3).waitFor();
    expect(await rows.count()).toBe(4);
  });
});

test('A14: the keyboard alone filters, opens, reads and copies', async () => {
  const { page, send } = await openConsole({ context: { permissions: ['clipboard-read', 'clipboard-write'] } });
  await send('GET', '/v1/user/1');
  await send('GET', '/v1/none');
  await send('GET', '/v1/user/list?page=x');
  await page.getByText('/v1/none').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('is:failed -op:getUser');
  await page.waitForFunction(() => document.querySelectorAll('.row').length === 2);
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'GET /v1/user/list?page=x' }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'GET /v1/none' }).waitFor();
  await page.keyboard.press('k');
  await page.getByRole('heading', { name: 'GET /v1/user/list?page=x' }).waitFor();
  await page.keyboard.press('c');
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith('curl'));
  await page.getByRole('tab', { name: 'Response' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.getByText('must be an integer in its range').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('tablist').waitFor({ state: 'detached' });
});

test('A15: the copied command gets the same response', async () => {
  const { page, rows, mock } = await openConsole({ before: ({ send }) => send('GET', '/v1/user/list?per_page=1') });
  await rows.first().click();
  await page.getByRole('tab', { name: 'Curl' }).click();
  const command = (await page.locator('pre.command').textContent()) ?? '';
  const { stdout } = await promisify(execFile)('bash', ['-c', `${command} -w '\n%{http_code}'`], {
    env: { PATH: process.env.PATH ?? '', UNDERSTUDY_TOKEN: mock.tokens.dnl.admin },
  });
  const [body = '', status] = stdout.split('\n');
  await page.getByRole('tab', { name: 'Response' }).click();
  await page.getByRole('heading', { name: /^Body/ }).waitFor();
  expect(status).toBe('200');
  const { requests } = await mock.journal.list();
  expect(requests[1]?.response?.body).toMatchObject({ payload: { total: JSON.parse(body).payload.total } });
});

test('A17: the reason of an unmatched request names the nearest operations, with what differs', async () => {
  const { page, rows, mock } = await openConsole({ before: ({ send }) => send('GET', '/v1/users/list') });
  await rows.first().click();
  await page.getByRole('tab', { name: 'Why' }).click();
  await page.locator('.nearest').waitFor();
  const [unmatched] = await mock.journal.unmatched();
  expect(await page.locator('.nearest li').allTextContents()).toEqual(unmatched?.nearest);
  expect(await page.locator('.nearest li').first().locator('mark').allTextContents()).toEqual(['user']);
});

test('A18: a violation is explained by its statement, and Back returns to the list', async () => {
  const { page, rows } = await openConsole({ before: ({ send }) => send('GET', '/v1/user/list?page=first') });
  await rows.first().click();
  await page.getByRole('tab', { name: 'Why' }).click();
  await page.getByText('list.page').waitFor();
  await page.getByText('openapi.yaml#/paths/~1user~1list').waitFor();
  await page.goBack();
  await page.getByRole('tablist').waitFor({ state: 'detached' });
  await rows.first().waitFor();
});

test('A41: what a client sends is text: no element, no hidden character', async () => {
  const evil = '<img src=x onerror=alert(1)>\u202e';
  const { page, rows } = await openConsole({
    before: ({ send }) =>
      send('POST', `/v1/user/create?x=${encodeURIComponent(evil)}&y=<img>`, {
        body: JSON.stringify({ name: evil }),
        headers: { 'X-Evil': '<img src=x onerror=alert(1)>' },
      }),
  });
  await rows.first().click();
  for (const name of ['Response', 'Request', 'Why', 'Contract', 'Curl']) {
    await page.getByRole('tab', { name, exact: false }).first().click();
    await page.locator('.panel').waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('body').textContent()).not.toContain('\u202e');
  }
  await page.getByRole('tab', { name: 'Request' }).click();
  await page.getByText('\\u{202e}').first().waitFor();
});

test('A42: a body that is not kept whole says so, and opens in parts', async () => {
  const { page, rows } = await openConsole({
    records: 200,
    before: ({ send }) => send('GET', '/v1/user/list?per_page=200'),
  });
  await rows.first().click();
  await page.getByText(/^Only the first 64 KiB of \d+ KiB are kept\.$/).waitFor();
});

test('a long body is shown in part, until all of it is wanted', async () => {
  const { page, rows } = await openConsole({ before: ({ send }) => send('GET', '/v1/user/list?per_page=20') });
  await rows.first().click();
  const more = page.getByRole('button', { name: /^Show all [\d,]+ lines$/ });
  await more.click();
  await more.waitFor({ state: 'detached' });
});
