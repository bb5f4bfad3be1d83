import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openConsole } from './open-console.js';

test('the journal is saved as a HAR without secrets, which adds its exchanges to the list again', async () => {
  const { page, rows, mock } = await openConsole({ before: ({ send }) => send('GET', '/v1/user/list?page=x') });
  await rows.first().waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as HAR' }).click();
  const file = await (await saved).path();
  const text = await readFile(file, 'utf8');
  expect(text).not.toContain(mock.tokens.dnl.admin);
  expect(JSON.parse(text).log.entries).toHaveLength(1);
  const chooser = page.getByLabel('Add the exchanges of a HAR');
  await chooser.setInputFiles({ name: 'again.har', mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.getByText('Exchanges of again.har: 1 added.').waitFor();
  await page.getByRole('button', { name: 'curl' }).click();
  expect(await page.locator('.change .command').textContent()).toContain(`-d '@again.har'`);
  await rows.nth(1).waitFor();
  await rows.first().click();
  await page.getByRole('tab', { name: 'Why' }).click();
  await page.getByText('Another server made the response').waitFor();
});

test('a file that is no HAR is refused', async () => {
  const { page } = await openConsole({ expected: /400/ });
  const buffer = Buffer.from('no archive');
  await page.getByLabel('Add the exchanges of a HAR').setInputFiles({ name: 'x.har', mimeType: 'text/plain', buffer });
  await page.getByText('Invalid control request').waitFor();
});
