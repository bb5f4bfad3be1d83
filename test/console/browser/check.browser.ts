import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { runSuite } from '../../../src/check/index.js';
import { createReport, write } from '../../../src/report/index.js';
import { largeReport } from './large-report.js';
import { openConsole, startMockServer } from './open-console.js';

const AT = '/__admin#/check';

/** The numbers of the report that is shown. */
async function numbers(page: Page): Promise<Record<string, string>> {
  await page.locator('.numbers').waitFor({ timeout: 120_000 });
  const names = await page.locator('.numbers dt').allTextContents();
  const counts = await page.locator('.numbers dd').allTextContents();
  return Object.fromEntries(names.map((name, at) => [name, counts[at] ?? '']));
}

/** A server like another one, whose lists say one record too many. */
async function startWrongServer(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const server = createServer((request, response) => {
    const { method, url: path, headers } = request;
    const forward = sendRequest({ hostname, port, method, path, headers }, answer => {
      const chunks: Buffer[] = [];
      answer.on('data', chunk => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const wrong = text.replace(/"total":(\d+)/, (_, total) => `"total":${Number(total) + 1}`);
        const { 'content-length': length, ...others } = answer.headers;
        const whole = length === undefined || method === 'HEAD' ? answer.headers : others;
        response.writeHead(answer.statusCode ?? 0, whole).end(wrong);
      });
    });
    request.pipe(forward);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('A32: a check of the mock itself shows how far it is, and ends with the numbers of the report', async () => {
  const { page, mock, url } = await openConsole({ at: AT });
  await page.getByLabel('Seed').fill('5');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText(/^\d+ of \d+ cases$/).waitFor();
  const shown = await numbers(page);
  await page.getByText('No violation.').waitFor();
  const tokens = { token: mock.tokens.dnl.admin, nonAdminToken: mock.tokens.dnl.nonAdmin };
  const { summary } = await runSuite({ target: `${url}/~again`, api: 'dnl', seed: 5, tokens });
  expect(shown).toMatchObject(
    Object.fromEntries(Object.entries(summary).map(([name, count]) => [name, String(count)])),
  );
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the report' }).click();
  expect((await download).suggestedFilename()).toBe('check-1.json');
});

test('A33: a check that is stopped says that it is partial', async () => {
  const { page } = await openConsole({ at: AT });
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText(/^\d+ of \d+ cases$/).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('The run is not complete.').waitFor();
  await page.getByText(/^stopped, /).waitFor();
});

test('A34: a total that is one too many is the only root cause, with its statement and a command', async () => {
  const other = await startMockServer();
  const target = await startWrongServer(other.url);
  const { page } = await openConsole({ at: AT });
  await page.getByLabel('Server').fill(target);
  await page.getByLabel('Token').fill(other.mock.tokens.dnl.admin);
  await page.getByText('The same with curl').click();
  expect(await page.locator('.curl .command').textContent()).not.toContain(other.mock.tokens.dnl.admin);
  await page.getByRole('button', { name: 'Start' }).click();
  // before the end
  await page.getByText('Found so far').waitFor();
  await page.getByText('What payload.total says of the list is false.').first().waitFor();
  await page.getByText(/^\d+ violations from 1 root cause\.$/).waitFor({ timeout: 120_000 });
  const cause = page.locator('.cause').first();
  expect(await cause.locator('summary').textContent()).toContain('What payload.total says of the list is false.');
  expect(await cause.locator('.says').first().textContent()).toContain('total');
  expect(await cause.locator('.command').first().textContent()).toMatch(/^curl /);
});

test('A35: a report from a file is shown as one of a run, and another file is refused', async () => {
  const { page, mock, url } = await openConsole({ at: AT });
  const outcome = await runSuite({ target: url, api: 'dnl', writes: 'none', tokens: { token: mock.tokens.dnl.admin } });
  const buffer = Buffer.from(write('json', createReport(outcome), { color: false }));
  const chooser = page.getByLabel('Open a report');
  await chooser.setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await page.getByText('other.json is not a report of a check.').waitFor();
  await chooser.setInputFiles({ name: 'report.json', mimeType: 'application/json', buffer });
  await page.getByRole('heading', { name: 'report.json' }).waitFor();
  expect((await numbers(page)).pass).toBe(String(outcome.summary.pass));
});

test('A35: a report of 5,000 cases that is dropped on the page is there, with the violations of what is open', async () => {
  const { page } = await openConsole({ at: AT });
  await page.getByRole('heading', { name: 'Check', level: 1 }).waitFor();
  await page.evaluate(text => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'ci.json', { type: 'application/json' }));
    const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
    document.querySelector('[aria-label="List of checks"]')?.dispatchEvent(event);
  }, largeReport(5000));
  await page.getByRole('heading', { name: 'ci.json' }).waitFor();
  await page.getByText('5000 violations from 2 root causes.').waitFor();
  const violations = page.locator('.violation');
  expect(await violations.count()).toBe(50);
  await page.getByRole('button', { name: 'Show all 2,500' }).click();
  await violations.nth(2499).waitFor({ state: 'attached' });
  expect(await violations.nth(2499).textContent()).toContain('The total is wrong, number 2499.');
  await page.locator('.cause > summary').nth(1).click();
  await page.getByText('The total is wrong, number 2500.').waitFor();
});

test('a check that writes to another host needs the name of the host', async () => {
  const { page } = await openConsole({ at: AT });
  await page.getByLabel('Server').fill('https://api.example.com/v1');
  await page.getByLabel('Writes').selectOption('own');
  const start = page.getByRole('button', { name: 'Start' });
  expect(await start.isDisabled()).toBe(true);
  await page.getByLabel('Type api.example.com to let the check write there').fill('api.example.com');
  expect(await start.isDisabled()).toBe(false);
});

test('a sandbox has no checks of its own', async () => {
  const { page } = await openConsole({ at: `/~alice${AT}` });
  await page.getByText('A sandbox has no checks.').waitFor();
  expect(await page.getByRole('button', { name: 'Start' }).count()).toBe(0);
});
