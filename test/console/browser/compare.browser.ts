import { expect, test } from 'vitest';
import { openConsole, startMockServer } from './open-console.js';

const AT = '/__admin#/compare';
const PROFILES = `${AT}?left=profile:documented&right=profile:consistent`;

test('A36: two profiles differ exactly in the operations whose readings differ, each with its reading', async () => {
  const { page, mock } = await openConsole({ at: PROFILES });
  const before = await mock.records.read('dnl', 'users');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByText(/^\d+ of \d+ requests differ\.$/).waitFor();
  const causes = await page.locator('.causes a').allTextContents();
  expect(causes.toSorted()).toEqual([
    'create-example-url',
    'not-found-text',
    'repeated-parameter',
    'unfiltered-bulk',
    'wrong-token-write',
  ]);
  const rows = await page.locator('.pairs > li').allTextContents();
  expect(rows.filter(row => !causes.some(cause => row.includes(cause)))).toEqual([]);
  await page.getByRole('link', { name: /POST \/v1\/user\/create/ }).click();
  await page.getByText('nothing would differ.').waitFor();
  expect(await page.locator('.differences tbody').count()).toBeGreaterThan(0);
  await page.getByRole('link', { name: 'wrong-token-write' }).last().click();
  await page.getByRole('heading', { name: 'Readings', level: 1 }).waitFor();
  expect(await mock.records.read('dnl', 'users')).toEqual(before);
});

test('a place that may differ is ignored from then on, and the address keeps it', async () => {
  const { page } = await openConsole({ at: PROFILES });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('link', { name: /POST \/v1\/user\/create/ }).click();
  const ignore = page.getByRole('button', { name: /^Ignore / });
  const pointer = (await ignore.first().getAttribute('aria-label'))?.replace('Ignore ', '') ?? '';
  const count = await ignore.count();
  await ignore.first().click();
  await expect.poll(() => ignore.count(), { timeout: 60_000 }).toBe(count - 1);
  expect(await page.getByLabel('May differ').inputValue()).toBe(pointer);
  expect(decodeURIComponent(page.url())).toContain(`ignore=${pointer}`);
});

test('another server gets a pasted curl command with its own credential, which no command shows', async () => {
  const other = await startMockServer({ records: 7 });
  const { page } = await openConsole({ at: AT, records: 5 });
  await page.getByRole('combobox', { name: 'Right' }).selectOption('other');
  await page.getByLabel('URL').fill(other.url);
  await page.getByLabel('Header with the credential').fill(`X-Auth-Token: ${other.mock.tokens.dnl.admin}`);
  await page.getByLabel('Requests', { exact: true }).selectOption('written');
  await page
    .getByLabel(/^One request a line/)
    .fill(`curl -X GET \\\n  'http://localhost:8000/v1/user/list?per_page=1'\n/v1/user/list\n`);
  await page.getByText('The same with curl').click();
  const command = await page.locator('.curl .command').textContent();
  expect(command).toContain('"X-Auth-Token":"TOKEN"');
  expect(command).not.toContain(`"target":"${other.url}","headers":{"X-Auth-Token":"${other.mock.tokens.dnl.admin}`);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByText('2 of 2 requests differ.').waitFor();
  await page.getByRole('link', { name: 'GET /v1/user/list', exact: true }).click();
  await page.getByText('/body/payload/total').waitFor();
});

test('a line that is no request is named, and nothing can be sent', async () => {
  const { page } = await openConsole({ at: `${AT}?requests=7%0Anot%20a%20request` });
  await page.getByText('Line 2 is no number, no path and no curl command: not a request').waitFor();
  expect(await page.getByRole('button', { name: 'Compare', exact: true }).isDisabled()).toBe(true);
});

test('a comparison that may change another host needs the name of the host', async () => {
  const { page } = await openConsole({ at: `${AT}?right=https://api.example.com` });
  await page.getByLabel('Also send requests that may change something').check();
  const start = page.getByRole('button', { name: 'Compare', exact: true });
  expect(await start.isDisabled()).toBe(true);
  await page.getByLabel('Type api.example.com to let requests change something there').fill('api.example.com');
  expect(await start.isDisabled()).toBe(false);
});

test('what is wrong with a comparison is said, and a sandbox has none', async () => {
  const { page, url } = await openConsole({ at: `${AT}?requests=99`, expected: /404/ });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByText('The journal has no request 99.').waitFor();
  await page.goto(`${url}/~alice${AT}`);
  await page.getByText('A sandbox has no comparisons.').waitFor();
});
