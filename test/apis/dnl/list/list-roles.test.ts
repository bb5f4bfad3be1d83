import { expect, test } from 'vitest';
import { printedText, refusal } from '../printed.js';
import { COMPANION, startLoggingIn } from '../tokens/log-in.js';

type Row = { role_id: number; role_name: string };

/** The roles that a query finds, and the paging keys. */
async function listed(query: string): Promise<{ per_page: number; total: number; page: number; items: Row[] }> {
  const { asAdmin } = await startLoggingIn();
  const { status, headers, text } = await asAdmin('GET', `/v1/config/role/list${query}`);
  expect([status, Object.keys(JSON.parse(text))]).toEqual([200, ['payload', 'success']]);
  expect(headers).toMatchObject(COMPANION);
  return JSON.parse(text).payload;
}

test('all roles stand on a page of thirty, the newest first, as users do', async () => {
  const { per_page, total, page, items } = await listed('');
  expect([per_page, page]).toEqual([30, 0]);
  expect(items.length).toBe(Math.min(total, 30));
  expect(items[0]).toEqual({ role_id: expect.any(Number), role_name: expect.any(String) });
  const ids = items.map(({ role_id }) => role_id);
  expect(ids).toEqual(ids.toSorted((left, right) => right - left));
});

test('the one that users are printed with is among them', async () => {
  expect((await listed('?per_page=1000')).items).toContainEqual({ role_id: 1, role_name: 'Client' });
});

test('pages do not overlap and leave no record out, in either order', async () => {
  const all = (await listed('?per_page=1000&order_by=role_name')).items.map(({ role_name }) => role_name);
  expect(all).toEqual(all.toSorted());
  const pages = [await listed('?per_page=2&order_by=role_name'), await listed('?per_page=2&page=1&order_by=role_name')];
  expect(pages.flatMap(({ items }) => items).map(({ role_name }) => role_name)).toEqual(all.slice(0, 4));
  const turned = (await listed('?per_page=1000&order_by=role_id&order_dir=desc')).items;
  const ordered = (await listed('?per_page=1000&order_by=asc&order_dir=role_id')).items;
  expect(turned).toEqual(ordered.toReversed());
});

test('a page past the end is empty and has the true total, and empty parameters are none', async () => {
  const { total } = await listed('?page=&order_by=');
  expect(await listed('?page=999')).toEqual({ per_page: 30, total, page: 999, items: [] });
});

test('what the list of users refuses is refused', async () => {
  const { asAdmin, ask } = await startLoggingIn();
  const wrong = await asAdmin('GET', '/v1/config/role/list?order_by=user_id');
  expect([wrong.status, wrong.text]).toEqual([400, refusal({ order_by: 'Not a valid choice.' })]);
  const nobody = await ask('GET', '/v1/config/role/list');
  expect([nobody.status, nobody.text]).toEqual([401, printedText('no-token')]);
});
