import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Mock } from '../../../src/index.js';
import { openConsole } from './open-console.js';

const USERS = '/__admin#/data/dnl/users';

async function firstUser(mock: Mock) {
  const [, user] = await mock.records.read('dnl', 'users');
  if (!user) throw new Error('there is no second user');
  return user;
}

/** Opens the record of the second user. */
async function openUser() {
  const opened = await openConsole({ at: USERS });
  await opened.rows.nth(1).click();
  await opened.page.getByLabel('name', { exact: true }).waitFor();
  return { ...opened, user: await firstUser(opened.mock) };
}

function cells(page: Page, column: number): Promise<string[]> {
  return page.locator(`.row > :nth-child(${column} of .cell)`).allTextContents();
}

test('the collections lead to their records', async () => {
  const { page, rows } = await openConsole({ at: '/__admin#/data' });
  await page.getByRole('link', { name: /dnl users 20 records/ }).click();
  await rows.first().waitFor();
  await page.getByLabel('Collection').selectOption('dnl.roles');
  await page.getByRole('grid', { name: 'Records of roles' }).waitFor();
  await page.goBack();
  await page.getByRole('grid', { name: 'Records of users' }).waitFor();
});

test('A22: a filter begins at the first row, and the total is that of the API', async () => {
  const { page, rows, mock, send } = await openConsole({ at: USERS, records: 300 });
  await rows.first().waitFor();
  const grid = page.getByRole('grid');
  await grid.evaluate(element => element.scrollTo({ top: 4000 }));
  await page.waitForFunction(() => Number(document.querySelector('.row')?.getAttribute('aria-rowindex')) > 100);
  await page.getByLabel('Filter', { exact: true }).fill('user_type:=agent');
  const { payload } = await (await send('GET', '/v1/user/list?user_type=agent&per_page=1')).json();
  await page.getByText(`${payload.total} of 300`).waitFor();
  expect(await grid.evaluate(element => element.scrollTop)).toBe(0);
  const agents = (await mock.records.read('dnl', 'users')).filter(({ user_type }) => user_type === 'agent');
  await page.waitForFunction(
    id => document.querySelector('.row .cell')?.textContent === id,
    String(agents[0]?.user_id),
  );
  expect(await cells(page, 1)).toEqual(agents.slice(0, await rows.count()).map(({ user_id }) => String(user_id)));
  await page.reload();
  await page.getByText(`${payload.total} of 300`).waitFor();
});

test('a column orders the list, and a filter that is wrong is named', async () => {
  const { page, rows, mock } = await openConsole({ at: USERS, expected: /400/ });
  await rows.first().waitFor();
  const names = (await mock.records.read('dnl', 'users')).map(({ name }) => name).sort();
  await page.getByRole('button', { name: 'name', exact: true }).click();
  await page.waitForFunction(
    name => document.querySelector('.row :nth-child(2 of .cell)')?.textContent === name,
    names[0],
  );
  await page.getByRole('columnheader', { name: 'name', exact: true }).getByRole('button').click();
  await page.waitForFunction(
    name => document.querySelector('.row :nth-child(2 of .cell)')?.textContent === name,
    names.at(-1),
  );
  expect(await page.getByRole('columnheader', { name: 'name', exact: true }).getAttribute('aria-sort')).toBe(
    'descending',
  );
  await page.getByLabel('Filter', { exact: true }).fill('colour:red');
  await page.getByText('Records cannot be filtered or ordered by colour').first().waitFor();
  await page.getByLabel('Filter', { exact: true }).fill('name:nobody-has-it');
  await page.getByRole('heading', { name: 'No record matches the filter' }).waitFor();
  await page.getByRole('button', { name: 'Show all records' }).click();
  await rows.first().waitFor();
});

test('A23: of many records only the visible ones are there, and End leads to the last one', async () => {
  const { page, rows, mock } = await openConsole({ at: USERS, records: 100_000 });
  await rows.first().waitFor();
  // the second block of the beginning is there, too
  await page.waitForFunction(
    () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/records/')).length >= 2,
  );
  const requests: string[] = [];
  page.on('request', request => requests.push(request.url()));
  await page.getByRole('grid').focus();
  await page.keyboard.press('End');
  const last = (await mock.records.read('dnl', 'users')).at(-1);
  await page.getByRole('gridcell', { name: String(last?.user_id), exact: true }).waitFor();
  expect(await page.getByRole('gridcell', { name: String(last?.user_id), exact: true }).isVisible()).toBe(true);
  expect(requests.filter(url => url.includes('/records/')).length).toBeLessThanOrEqual(2);
  expect(await rows.count()).toBeLessThanOrEqual(200);
  expect(await rows.last().getAttribute('aria-rowindex')).toBe('100001');
});

describe('A record', () => {
  test('is changed in the form, and the change is taken back', async () => {
    const { page, rows, mock, user } = await openUser();
    await page.getByLabel('name', { exact: true }).fill('from the form');
    await page.getByText('The same with curl').click();
    const command = await page.locator('.record pre.command').textContent();
    expect(command).toContain(`-X PATCH`);
    expect(command).toContain('{"name":"from the form"}');
    // what is not saved stays, although the record is closed
    await page.keyboard.press('Escape');
    await page.locator('.record').waitFor({ state: 'detached' });
    await rows.nth(1).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(`Record ${user.user_id} of users was changed.`).waitFor();
    expect((await firstUser(mock)).name).toBe('from the form');
    await page.getByRole('gridcell', { name: 'from the form' }).waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('gridcell', { name: user.name, exact: true }).waitFor();
    expect(await firstUser(mock)).toEqual(user);
  });

  test('A24: a value against the schema is named at its field, and nothing is saved', async () => {
    const { page, mock, user } = await openConsole({ at: USERS, expected: /400/ }).then(async opened => {
      await opened.rows.nth(1).click();
      return { ...opened, user: await firstUser(opened.mock) };
    });
    const limits = page.getByLabel('client_limits', { exact: true });
    await limits.fill('[1');
    await page.getByText('must be JSON').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await limits.fill('{"a":1}');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('must be array').waitFor();
    expect(await limits.getAttribute('aria-invalid')).toBe('true');
    const note = await limits.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${note}"]`).textContent()).toBe('must be array');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
    expect(await firstUser(mock)).toEqual(user);
  });

  test('A25: what others changed meanwhile is shown beside mine, and nothing is lost', async () => {
    const { page, mock, user, url } = await openConsole({ at: USERS, expected: /412/ }).then(async opened => {
      await opened.rows.nth(1).click();
      return { ...opened, user: await firstUser(opened.mock) };
    });
    await page.getByLabel('name', { exact: true }).fill('mine');
    await fetch(`${url}/__admin/records/dnl/users/${user.user_id}`, {
      method: 'PATCH',
      body: JSON.stringify({ email: 'theirs@example.org' }),
    });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Record changed meanwhile' }).waitFor();
    expect(await page.locator('.conflict tbody tr').allTextContents()).toEqual([
      `emailtheirs@example.org${user.email ?? 'null'}`,
    ]);
    expect((await firstUser(mock)).name).toBe(user.name);
    await page.getByRole('button', { name: 'Put my changes on top' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('was changed.').waitFor();
    expect(await firstUser(mock)).toEqual({ ...user, name: 'mine', email: 'theirs@example.org' });
  });

  test('is changed as JSON', async () => {
    const { page, mock, user } = await openUser();
    await page.getByRole('button', { name: 'JSON' }).click();
    const text = page.getByLabel('The record', { exact: true });
    await text.fill('[1]');
    await page.getByText('A record must be an object.').waitFor();
    await text.fill(JSON.stringify({ ...user, name: 'as JSON' }));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('was changed.').waitFor();
    expect(await firstUser(mock)).toEqual({ ...user, name: 'as JSON' });
  });

  test('is added with what it lacks, and deleted after a question; both are taken back', async () => {
    const { page, mock, rows } = await openConsole({ at: USERS });
    await rows.first().waitFor();
    const before = await mock.records.read('dnl', 'users');
    await page.getByRole('button', { name: 'Add a record' }).click();
    await page.getByLabel('name', { exact: true }).fill('added here');
    await page.getByLabel('user_type', { exact: true }).selectOption('agent');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('A record of users was added.').waitFor();
    const added = (await mock.records.read('dnl', 'users')).find(({ name }) => name === 'added here');
    await page.getByRole('heading', { name: `dnl.users ${added?.user_id}` }).waitFor();
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText(`dnl.users ${added?.user_id} was deleted.`).waitFor();
    expect(await mock.records.read('dnl', 'users')).toEqual(before);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('gridcell', { name: 'added here' }).waitFor();
    expect(await mock.records.read('dnl', 'users')).toContainEqual(added);
  });

  test('links to the record that it refers to', async () => {
    const { page, mock, rows } = await openConsole({ at: USERS });
    const [admin] = await mock.records.read('dnl', 'users');
    await rows.first().click();
    await page.getByRole('link', { name: 'roles' }).click();
    await page.getByRole('heading', { name: `dnl.roles ${admin?.role_id}` }).waitFor();
  });

  test('is read again when a request has changed it', async () => {
    const { page, user, send } = await openUser();
    await send('PATCH', `/v1/user/${user.user_id}`, { body: '{"name":"by a request"}' });
    await page.getByRole('gridcell', { name: 'by a request' }).waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('input')].some(({ value }) => value === 'by a request'),
    );
  });

  test('is reached with the keyboard alone', async () => {
    const { page, rows, mock } = await openConsole({ at: USERS });
    await rows.first().waitFor();
    const [first, second] = await mock.records.read('dnl', 'users');
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: `dnl.users ${first?.user_id}` }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: `dnl.users ${second?.user_id}` }).waitFor();
    await page.getByLabel('name', { exact: true }).fill('by keys');
    await page.keyboard.press('Control+Enter');
    await page.getByText('was changed.').waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowUp');
    await page.getByRole('heading', { name: `dnl.users ${first?.user_id}` }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.record').waitFor({ state: 'detached' });
  });

  test('that is not there says so, and so does a collection', async () => {
    const { page, url } = await openConsole({ at: `${USERS}?id=77777`, expected: /404/ });
    await page.getByRole('heading', { name: 'Unknown record' }).waitFor();
    await page.goto(`${url}/__admin#/data/dnl/none`);
    await page.getByRole('heading', { name: 'Unknown collection' }).waitFor();
  });
});

test('a collection of a description begins with its records, and a link finds them by what clients know', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'understudy-')), 'shop.json');
  const uuid = { type: 'string', format: 'uuid' };
  const schemas = {
    Customer: { type: 'object', required: ['id'], properties: { id: uuid, name: { type: 'string' } } },
    Order: {
      type: 'object',
      required: ['id'],
      properties: { id: uuid, customer_id: uuid, total: { type: 'integer' } },
    },
  };
  const paths = Object.entries({ customers: 'Customer', orders: 'Order' }).flatMap(([path, name]) => {
    const schema = { $ref: `#/components/schemas/${name}` };
    const ok = (schema: object) => ({ 200: { description: 'ok', content: { 'application/json': { schema } } } });
    const parameters = [{ name: 'id', in: 'path', required: true, schema: uuid }];
    return [
      [`/${path}`, { get: { responses: ok({ type: 'array', items: schema }) } }],
      [`/${path}/{id}`, { get: { parameters, responses: ok(schema) } }],
    ];
  });
  const info = { title: 'Shop', version: '1' };
  const described = { openapi: '3.1.0', info, paths: Object.fromEntries(paths), components: { schemas } };
  writeFileSync(file, JSON.stringify(described));
  const { page, rows } = await openConsole({ at: '/__admin#/data', descriptions: [file], apis: ['dnl'] });
  await page.getByRole('link', { name: /shop orders made when first needed/ }).click();
  await rows.first().click();
  await page.getByRole('link', { name: 'customers' }).click();
  await page.getByText(/^1 of \d+$/).waitFor();
  expect(await page.getByLabel('Filter', { exact: true }).inputValue()).toMatch(/^id:="[\w-]{36}"$/);
});
