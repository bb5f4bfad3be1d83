import { describe, expect, test } from 'vitest';
import { printedText, refusal } from '../printed.js';
import { COMPANION, startLoggingIn } from '../tokens/log-in.js';

type Page = { per_page: number; total: number; page: number; items: Record<string, unknown>[] };

/** The records that a query finds, and the paging keys. */
async function listRecords(path: string, query = ''): Promise<Page> {
  const { asAdmin } = await startLoggingIn();
  const { status, headers, text } = await asAdmin('GET', path + query);
  expect([status, Object.keys(JSON.parse(text))]).toEqual([200, ['payload', 'success']]);
  expect(headers).toMatchObject(COMPANION);
  return JSON.parse(text).payload;
}

describe.each([
  { path: '/v1/carrier/list', id: 'client_id', name: 'name', printed: { client_id: 2892, name: 'Qbfwgz Networks' } },
  { path: '/v1/config/role/list', id: 'role_id', name: 'role_name', printed: { role_id: 1, role_name: 'Client' } },
])('GET $path', ({ path, id, name, printed }) => {
  test('lists records on pages of thirty, the newest first', async () => {
    const { per_page, total, page, items } = await listRecords(path);
    expect([per_page, page]).toEqual([30, 0]);
    expect(items.length).toBe(Math.min(total, 30));
    expect(items[0]).toEqual({ [id]: expect.any(Number), [name]: expect.any(String) });
    const ids = items.map(record => Number(record[id]));
    expect(ids).toEqual(ids.toSorted((left, right) => right - left));
  });

  test('lists the record that the printed users have', async () => {
    expect((await listRecords(path, '?per_page=1000')).items).toContainEqual(printed);
  });

  test('orders records, and its pages neither overlap nor leave a record out', async () => {
    const all = (await listRecords(path, `?per_page=1000&order_by=${name}`)).items.map(record => record[name]);
    expect(all).toEqual(all.toSorted());
    const pages = [
      await listRecords(path, `?per_page=2&order_by=${name}`),
      await listRecords(path, `?per_page=2&page=1&order_by=${name}`),
    ];
    expect(pages.flatMap(({ items }) => items).map(record => record[name])).toEqual(all.slice(0, 4));
    const turned = (await listRecords(path, `?per_page=1000&order_by=${id}&order_dir=desc`)).items;
    const ordered = (await listRecords(path, `?per_page=1000&order_by=asc&order_dir=${id}`)).items;
    expect(turned).toEqual(ordered.toReversed());
  });

  test('returns an empty page with the true total after the last page, and ignores empty parameters', async () => {
    const { total } = await listRecords(path, '?page=&order_by=');
    expect(await listRecords(path, '?page=999')).toEqual({ per_page: 30, total, page: 999, items: [] });
  });

  test('refuses what the list of users refuses', async () => {
    const { asAdmin, ask } = await startLoggingIn();
    const wrong = await asAdmin('GET', `${path}?order_by=user_id`);
    expect([wrong.status, wrong.text]).toEqual([400, refusal({ order_by: 'Not a valid choice.' })]);
    const withoutToken = await ask('GET', path);
    expect([withoutToken.status, withoutToken.text]).toEqual([401, printedText('no-token')]);
  });
});

test.each(['asc', 'desc'])('carriers in the order of update_at, %s, have the order of their ids', async direction => {
  const query = (order: string) => `?page=0&per_page=10&order_by=${order}&order_dir=${direction}`;
  expect(await listRecords('/v1/carrier/list', query('update_at'))).toEqual(
    await listRecords('/v1/carrier/list', query('client_id')),
  );
});
