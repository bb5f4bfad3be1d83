import { expect, test } from 'vitest';
import { openConsole, openPage } from './open-console.js';

test('A20: one reading is changed by one request, another tab shows it, and Undo restores it', async () => {
  const sent: string[] = [];
  const { page, url, mock } = await openConsole({
    at: '/__admin#/readings?api=dnl&id=text-match',
    async prepare(page) {
      page.on('request', request => {
        if (request.method() !== 'GET') sent.push(`${request.method()} ${request.postData()}`);
      });
    },
  });
  const other = await openPage(url);
  await other.goto(`${url}/__admin#/readings`);
  await other.getByRole('link', { name: /^Do name, carrier_name/ }).waitFor();
  await page.getByRole('radio', { name: /^contains/ }).click();
  await page.getByText('text-match is now contains.').waitFor();
  await other.getByText('not as documented').waitFor();
  expect(sent).toEqual(['PUT {"readings":{"text-match":"contains"}}']);
  expect(await mock.settings.read()).toEqual({ profile: 'documented', readings: { 'text-match': 'contains' } });
  await page.getByRole('button', { name: 'Undo' }).click();
  await other.getByText('not as documented').waitFor({ state: 'detached' });
  expect(await mock.settings.read()).toEqual({ profile: 'documented', readings: {} });
});

test('A21: the effect of a reading is the same request under two answers', async () => {
  const { page } = await openConsole({
    at: '/__admin#/readings?api=dnl&id=text-match',
    before: ({ send }) => send('GET', '/v1/user/list?name=a'),
  });
  await page.getByLabel('GET').fill('/v1/user/list?name=a');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('The responses differ.').waitFor();
  const [exact = '', contains = ''] = await page.locator('.both pre').allTextContents();
  expect(exact).toContain('"total": 0');
  expect(contains).not.toContain('"total": 0');
  await page.getByLabel('GET').fill('/v1/user/1');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('Both responses are the same.').waitFor();
});

test('a profile replaces all choices, and Undo restores them', async () => {
  const { page, mock } = await openConsole({
    at: '/__admin#/readings',
    before: ({ mock }) => mock.settings.choose({ profile: 'documented', readings: { 'text-match': 'contains' } }),
  });
  await page.getByText('not as documented').waitFor();
  await page.getByRole('radio', { name: /^consistent/ }).click();
  await page.getByText('The profile is consistent, without other choices.').waitFor();
  expect(await mock.settings.read()).toEqual({ profile: 'consistent', readings: {} });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('not as documented').waitFor();
  expect(await mock.settings.read()).toEqual({ profile: 'documented', readings: { 'text-match': 'contains' } });
});
