import { expect, test } from 'vitest';
import { COMPANION, startCompanions } from './companions.js';

type Row = Record<string, unknown> & { id: number; extension: string; user_status: number };
type Page = { has_more: boolean; count: number; last_seen_id: number | null; data: Row[] };

/** All users that a query finds, page after page. */
async function walked(query: string, limit = 7): Promise<{ pages: Page[]; users: Row[] }> {
  const { send } = await startCompanions();
  const pages: Page[] = [];
  do {
    const after = pages.length > 0 ? `&last_seen_id=${pages.at(-1)?.last_seen_id}` : '';
    const { status, json } = await send('GET', `/users?limit=${limit}${after}&${query}`);
    expect(status).toBe(200);
    pages.push(json);
  } while (pages.at(-1)?.has_more);
  return { pages, users: pages.flatMap(({ data }) => data) };
}

test('ten users are returned in the order of ids, and has_more is true', async () => {
  const { send } = await startCompanions();
  const { status, headers, json } = await send('GET', '/users');
  expect([status, Object.keys(json)]).toEqual([200, ['has_more', 'count', 'last_seen_id', 'data']]);
  expect(headers).toMatchObject(COMPANION);
  expect([json.has_more, json.count, json.data.length, json.last_seen_id]).toEqual([true, 10, 10, json.data[9].id]);
  expect(json.data[1]).toEqual({
    id: 288256,
    name: 'Arjun Nair',
    agent: { id: '0502842370002', name: 'Arjun Nair', status: 0, follow_me_number: '+919812045502' },
    login_id: 'arjun.nair',
    is_login_based_calling_enabled: false,
    is_international_outbound_enabled: false,
    user_role: { id: '3103', name: 'Team Leader' },
    extension: '0602842370002',
    user_status: 1,
  });
});

test.each([1, 7, 40, 1000])('pages of %i, one after another, are everyone, each once', async limit => {
  const { pages, users } = await walked('', limit);
  expect(users.length).toBe(40);
  const ids = users.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted((left, right) => left - right));
  expect(pages.map(({ count, data }) => count === data.length)).not.toContain(false);
});

test.each<[string, (user: Row) => boolean]>([
  ['user_status', user => user.user_status === 1],
  ['is_extension_created', user => user.extension !== ''],
  ['is_login_based_calling', user => user.is_login_based_calling_enabled === true],
  ['is_international_calling', user => user.is_international_outbound_enabled === true],
])('%s finds exactly those users, and with 0 exactly the others', async (name, isSo) => {
  const { users } = await walked('');
  expect((await walked(`${name}=1`)).users).toEqual(users.filter(isSo));
  expect((await walked(`${name}=0`)).users).toEqual(users.filter(user => !isSo(user)));
  expect(users.filter(isSo).length).toBeGreaterThan(0);
  expect(users.filter(isSo).length).toBeLessThan(40);
});

test('is_web_login finds who may log in on the web', async () => {
  const { send } = await startCompanions();
  const idsWith = async (word: string) =>
    (await send('GET', `/users?limit=1000&is_web_login=${word}`)).json.data.map(({ id }: Row) => id);
  expect(await idsWith('true')).toContain(288256);
  await send('PATCH', '/user/288256', { body: { block_web_login: true } });
  expect(await idsWith('true')).not.toContain(288256);
  expect(await idsWith('false')).toContain(288256);
});

test.each(['999998', '999999', '1000000'])('after %s there are no users', async id => {
  const { send } = await startCompanions();
  const { json } = await send('GET', `/users?last_seen_id=${id}`);
  expect(json).toEqual({ has_more: false, count: 0, last_seen_id: Number(id), data: [] });
});

test('offset 0, empty parameters and unknown parameters leave out no user', async () => {
  const { send } = await startCompanions();
  const { headers, json } = await send('GET', '/users?limit=1000&last_seen_id=0&user_status=&x=1');
  expect([json.count, headers['understudy-unknown-parameters']]).toEqual([40, 'x']);
});

test.each([
  ['limit=0', { limit: ['The limit must be an integer.'] }],
  ['limit=x', { limit: ['The limit must be an integer.'] }],
  ['user_status=2', { user_status: ['The user status is invalid.'] }],
  ['is_web_login=perhaps', { is_web_login: ['The is web login must be true or false.'] }],
])('%s is refused', async (query, error) => {
  const { send } = await startCompanions();
  const { status, json } = await send('GET', `/users?${query}`);
  expect([status, json]).toEqual([400, { success: false, message: expect.any(String), error }]);
});

test.each([
  ['last', [200, 'user_status']],
  ['any', [200, undefined]],
  ['refuse', [400, undefined]],
])('A filter that comes twice follows the reading repeated-filter: %s', async (answer, expected) => {
  const { ask } = await startCompanions({ readings: { 'repeated-filter': answer } });
  const list = (query: string) => ask('GET', `/acefone/v1/users?limit=1000&${query}`);
  const { status, headers, text } = await list('user_status=1&user_status=0');
  expect([status, headers['understudy-repeated-parameters']]).toEqual(expected);
  if (answer === 'last') expect(text).toBe((await list('user_status=0')).text);
  if (answer === 'any') expect(JSON.parse(text).data).toEqual(JSON.parse((await list('')).text).data);
  const cursor = await list('last_seen_id=288255&last_seen_id=288256');
  expect([cursor.status, cursor.headers['understudy-repeated-parameters']]).toEqual(
    answer === 'refuse' ? [400, undefined] : [200, 'last_seen_id'],
  );
});
