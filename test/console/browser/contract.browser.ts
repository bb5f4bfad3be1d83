import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../../src/contract/index.js';
import { openConsole } from './open-console.js';

function parameters(page: Page) {
  return page.getByRole('region', { name: 'Parameters' });
}

const LIST = '/__admin#/contract/dnl/listUsers';

test('an operation shows its parameters, body and responses, with the statements about them', async () => {
  const { page } = await openConsole({ at: '/__admin#/contract' });
  await page.getByRole('link', { name: 'POST /user/create' }).click();
  await page.getByRole('heading', { name: /^createUser/ }).waitFor();
  for (const name of ['Operation', 'Body', 'Response 200', 'Response 400']) {
    expect(await page.getByRole('region', { name, exact: true }).count(), name).toBe(1);
  }
  await page.getByRole('link', { name: 'GET /user/list' }).click();
  await page.getByRole('button', { name: 'list.page', exact: true }).waitFor();
  await page.getByLabel('API', { exact: true }).selectOption('acefone');
  await page.getByRole('link', { name: 'PATCH /user/{id}' }).waitFor();
});

test('a row shows its statements, and a statement its rows', async () => {
  const { page } = await openConsole({ at: LIST });
  await parameters(page).getByRole('button', { name: '1 statement about page', exact: true }).click();
  await page.getByRole('button', { name: 'Only page: show all' }).waitFor();
  const ids = page.locator('.statement .source button');
  expect(await ids.allTextContents()).toEqual(['list.page']);
  await ids.first().click();
  expect(await page.locator('.fact.lit code').allTextContents()).toEqual(['page']);
  await page.reload();
  await page.locator('.fact.lit').waitFor();
  await page.getByRole('button', { name: 'Only page: show all' }).click();
  await page.getByRole('button', { name: 'list.per_page', exact: true }).waitFor();
});

test('A18: a violation leads to its statement, which is marked with what rests on it; Back returns to the request', async () => {
  const { page, rows } = await openConsole({
    before: ({ send }) => send('GET', '/v1/user/list?page=first'),
  });
  await rows.first().click();
  await page.getByRole('tab', { name: 'Why' }).click();
  await page.getByRole('link', { name: 'list.page' }).click();
  await page.locator('.fact.lit').waitFor();
  expect(await page.locator('.fact.lit code').allTextContents()).toEqual(['page']);
  const statement = page.locator('.statement[aria-current="true"]');
  expect(await statement.locator('.source button').textContent()).toBe('list.page');
  await statement.getByRole('link', { name: 'dnl-user-list:22', exact: true }).click();
  await page.getByRole('heading', { name: 'dnl-user-list', exact: true }).waitFor();
  await page.goBack();
  await page.goBack();
  await page.getByRole('heading', { name: 'GET /v1/user/list?page=first' }).waitFor();
});

test.each(['dnl', 'acefone'])('A19: every statement of %s is at its line', async api => {
  const statements = loadContract(api).statements();
  const documents = [...new Set(statements.flatMap(({ document }) => document ?? []))];
  const { page, url } = await openConsole();
  for (const document of documents) {
    await page.goto(`${url}/__admin#/contract/${api}?document=${document}`);
    await page.getByRole('heading', { name: document, exact: true }).waitFor();
    const own = statements.filter(one => one.document === document);
    expect((await page.locator('.lines .statement .source button').allTextContents()).toSorted()).toEqual(
      own.map(({ id }) => id).toSorted(),
    );
    for (const { id, lines = '' } of own.slice(0, 3)) {
      const line = page.locator('.lines > li').filter({ has: page.getByRole('button', { name: id, exact: true }) });
      expect(await line.locator('.line-numbers').textContent()).toBe(lines);
    }
  }
});

test('a document shows its lines where the server has them, else only what is said of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-'));
  const lines = Array.from({ length: 200 }, (_, at) => `line ${at + 1}`);
  writeFileSync(join(folder, 'dnl-user-list.txt'), lines.join('\n'));
  const { page, url } = await openConsole({
    at: '/__admin#/contract/dnl?document=dnl-user-list&statement=list.page',
    documents: folder,
  });
  await page.locator('.lines > li.cited .page-text').waitFor();
  expect(await page.locator('.lines > li.cited .page-text').allTextContents()).toEqual(['line 22']);
  await page.getByText('line 200').waitFor();
  await page.goto(`${url}/__admin#/contract/dnl?document=dnl-user-get`);
  await page.getByText('The text of the page is not a part of Understudy.').waitFor();
  expect(await page.locator('.page-text').count()).toBe(0);
  const sample = page.locator('.lines > li', { hasText: '100-143' });
  await sample.getByText('What the page prints here').click();
  expect(JSON.parse((await sample.locator('pre').textContent()) ?? '')).toHaveProperty('payload.user_id');
});

describe('Try it', () => {
  test('sends what the form says as who was chosen, and shows the response', async () => {
    const { page, mock } = await openConsole({ at: LIST, expected: /401|503/ });
    await parameters(page).getByRole('button', { name: '1 statement about page', exact: true }).waitFor();
    await page.keyboard.press('t');
    await page.getByLabel('per_page', { exact: true }).fill('2');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.result .status', { hasText: '200' }).waitFor();
    const [request] = (await mock.journal.list()).requests;
    expect(request?.request.url).toBe('/v1/user/list?per_page=2');
    await page.getByLabel('Sent by').selectOption('nobody');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.result .status', { hasText: '401' }).waitFor();
    await page.getByRole('link', { name: 'Why this response' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.row').length === 2);
  });

  test('has a body to begin with, and asks for an outcome', async () => {
    const { page, mock } = await openConsole({ at: '/__admin#/contract/dnl/createUser?tab=try', expected: /400/ });
    const body = page.getByLabel('Body', { exact: true });
    const first = JSON.parse(await body.inputValue());
    await body.fill(JSON.stringify({ ...first, name: 'tried' }));
    await page.getByLabel('Body', { exact: true }).press('Control+Enter');
    await page.locator('.result .status', { hasText: '200' }).waitFor();
    expect((await mock.records.read('dnl', 'users')).some(({ name }) => name === 'tried')).toBe(true);
    await page.getByLabel('Outcome').selectOption('400');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.result .status', { hasText: '400' }).waitFor();
  });

  test('needs the parameters of the path, and its command gets the same response', async () => {
    const { page } = await openConsole({ at: '/__admin#/contract/dnl/getUser?tab=try' });
    await page.getByText('Needed in the path: user_id').waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await page.getByLabel('user_id', { exact: true }).fill('1');
    await page.getByText('The same with curl').click();
    const command = (await page.locator('.try pre.command').textContent()) ?? '';
    const { stdout } = await promisify(execFile)('bash', ['-c', `${command} -sS`]);
    expect(JSON.parse(stdout).payload.user_id).toBe(1);
  });

  test('of a sandbox changes only the sandbox', async () => {
    const { page, mock } = await openConsole({ at: '/~box/__admin#/contract/dnl/deleteUser?tab=try' });
    const before = await mock.records.read('dnl', 'users');
    await page.getByLabel('user_id', { exact: true }).fill(String(before[1]?.user_id));
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.result .status', { hasText: '200' }).waitFor();
    expect(await mock.records.read('dnl', 'users')).toEqual(before);
  });
});

test('a description alone shows its operations and schemas, and no statement', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'understudy-')), 'shop.json');
  const schema = { $ref: '#/components/schemas/Order' };
  const get = { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } };
  const Order = { type: 'object', properties: { total: { type: 'integer', description: 'In cents.' } } };
  const described = {
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    paths: {
      '/orders/{id}': { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }], get },
    },
    components: { schemas: { Order } },
  };
  writeFileSync(file, JSON.stringify(described));
  const { page } = await openConsole({ at: '/__admin#/contract/shop', descriptions: [file], apis: ['dnl'] });
  await page.getByRole('link', { name: 'GET /orders/{id}' }).click();
  await page.getByText('In cents.').waitFor();
  await page.getByText('No document states anything about this.').waitFor();
  await page.getByRole('link', { name: 'Order', exact: true }).click();
  await page.getByRole('heading', { name: 'Order', exact: true }).waitFor();
});

test('what is not there is named', async () => {
  const { page, url } = await openConsole({ at: '/__admin#/contract/none' });
  await page.getByRole('heading', { name: 'There is no API none' }).waitFor();
  await page.goto(`${url}/__admin#/contract/dnl/none`);
  await page.getByRole('heading', { name: 'There is no operation none' }).waitFor();
});

test('A16: a request is sent again with the key r, also where its secrets are not shown, and edited with e', async () => {
  const { page, rows, mock } = await openConsole({
    async before({ send, mock }) {
      const [, user] = await mock.records.read('dnl', 'users');
      await send('PATCH', `/v1/user/${user?.user_id}?x=1`, { body: '{"name":"sent twice","passwd":"hidden"}' });
    },
  });
  await rows.first().click();
  await page.getByRole('tablist').waitFor();
  await page.keyboard.press('r');
  await page.getByText('Request 1 was sent again.').waitFor();
  await page.getByText('number 2').waitFor();
  const [first, second] = await Promise.all([1, 2].map(id => mock.journal.read(id)));
  expect(second).toMatchObject({ operation: 'patchUser', response: { status: 200 } });
  expect(second?.request.body).toEqual(first?.request.body);
  await page.keyboard.press('e');
  const body = page.getByLabel('Body', { exact: true });
  expect(JSON.parse(await body.inputValue())).toMatchObject({ name: 'sent twice' });
  await body.fill('{"name":"edited"}');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('.result .status', { hasText: '200' }).waitFor();
  expect((await mock.records.read('dnl', 'users'))[1]?.name).toBe('edited');
});
