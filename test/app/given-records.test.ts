import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bodyOf, startAdmin } from '../admin/start-admin.js';
import { temporaryFolder } from '../store/things.js';

type Given = Record<string, unknown>;
type Started = Awaited<ReturnType<typeof startAdmin>>;

/** Both ways to give records: in a file at the start, and to the control plane. */
const WAYS: [string, (collection: string, records: Given[]) => Promise<Started>][] = [
  [
    'a file',
    (collection, records) => {
      const fixtures = join(temporaryFolder(), 'own.json');
      const [api = '', name = ''] = collection.split('/');
      writeFileSync(fixtures, JSON.stringify({ [api]: { [name]: records } }));
      return startAdmin({ fixtures });
    },
  ],
  [
    'the control plane',
    async (collection, records) => {
      const server = await startAdmin();
      const { status, text } = await server.admin('PUT', `/records/${collection}`, { json: { records } });
      expect(status, text).toBe(204);
      return server;
    },
  ],
];

async function recordsOf(server: Started, collection: string): Promise<Given[]> {
  return (await server.admin('GET', `/records/${collection}`)).body.records;
}

describe.each(WAYS)('Records that are given in %s', (_, give) => {
  test('may have only a name and a type, and are completed like created users', async () => {
    const server = await give('dnl/users', [
      { name: 'a', user_type: 'agent' },
      { name: 'b', active: false, role_id: 1 },
    ]);
    await server.asAdmin('POST', '/v1/user/create', {
      body: '{"name":"c","passwd":"c","user_type":"client","email":null}',
    });
    const [first, second, created] = await recordsOf(server, 'dnl/users');
    const own = { user_id: 1, name: 'a', user_type: 'agent', create_user_id: null };
    const times = {
      create_time: expect.stringMatching(/^2018-02-26T/),
      passwd: expect.stringMatching(/^\$2b\$12\$.{53}$/),
    };
    expect(first).toEqual({ ...created, ...own, ...times });
    expect(Object.keys(first ?? {})).toEqual(Object.keys(created ?? {}));
    const role = { role_id: 1, role_name: 'Client' };
    expect(second).toEqual({
      ...created,
      ...times,
      ...role,
      user_id: 2,
      name: 'b',
      active: false,
      create_user_id: null,
    });
    expect(created?.user_id).toBeGreaterThan(2);
    expect(server.failures).toEqual([]);
  });

  test('log in with the password that is given in the clear, with the digest’s, or with their names', async () => {
    const seeded = await recordsOf(await startAdmin(), 'dnl/users');
    const { passwd } = seeded.find(({ name }) => name === 'admin') ?? {};
    const server = await give('dnl/users', [
      { name: 'clear', passwd: 'secret' },
      { name: 'digest', passwd },
      { name: 'none' },
    ]);
    const statusOf = async (name: string, password: string) =>
      (await server.ask('POST', '/v1/auth', { body: JSON.stringify({ email_or_name: name, password }) })).status;
    expect(await statusOf('clear', 'secret')).toBe(200);
    expect(await statusOf('digest', 'admin')).toBe(200);
    expect(await statusOf('none', 'none')).toBe(200);
    expect(await statusOf('clear', 'clear')).toBe(401);
    expect((await server.admin('GET', '/records/dnl/users')).text).not.toContain('secret');
  });

  test('follow the carrier’s name in client, where an empty text counts as null; what a client sends stays', async () => {
    const client = { carrier_name: '' };
    const server = await give('dnl/users', [
      { name: 'named', client: { carrier_name: 'Nordic Voice' } },
      { name: 'empty', client },
      { name: 'own', client, carrier_name: 'Own' },
    ]);
    const body = JSON.stringify({ name: 'sent', passwd: 'c', user_type: 'client', email: null, client });
    await server.asAdmin('POST', '/v1/user/create', { body });
    const names = (await recordsOf(server, 'dnl/users')).map(({ carrier_name }) => carrier_name);
    expect(names).toEqual(['Nordic Voice', null, 'Own', '']);
    expect(server.failures).toEqual([]);
  });

  test('may be of Acefone', async () => {
    const server = await give('acefone/users', [{ name: 'Zed', login_id: 'zed', user_role: 3104, caller_id: [57201] }]);
    const [user] = await recordsOf(server, 'acefone/users');
    expect(user).toMatchObject({ id: '100000', user_role: '3104', caller_id: ['57201'], agent_id: null });
    const logIn = await server.ask('POST', '/acefone/v1/auth/login', { body: '{"email":"zed","password":"zed"}' });
    expect(logIn.status).toBe(200);
    const { status, text } = await server.ask('GET', '/acefone/v1/users');
    expect([status, JSON.parse(text).data[0].id]).toEqual([200, 100_000]);
  });

  test.each([
    ['dnl/roles', { role_name: 'Mine' }, { role_id: 1, role_name: 'Mine' }],
    ['dnl/carriers', { name: 'Mine' }, { client_id: 1, name: 'Mine' }],
  ])('may be of %s', async (collection, given, whole) => {
    expect(await recordsOf(await give(collection, [given]), collection)).toEqual([whole]);
  });

  test('that are complete are kept byte for byte', async () => {
    const before = await startAdmin();
    for (const collection of ['dnl/users', 'dnl/roles', 'acefone/users']) {
      const { text, body } = await before.admin('GET', `/records/${collection}`);
      const server = await give(collection, bodyOf({ headers: { 'content-type': 'json' }, text }).records);
      expect((await server.admin('GET', `/records/${collection}`)).text === text, collection).toBe(true);
      expect(body.records.length).toBeGreaterThan(0);
    }
  });
});

test.each<[string, unknown[], RegExp]>([
  ['lacks what create asks for', [{ user_type: 'agent' }], /\/0\/name is missing/],
  ['lacks a key that another has', [{ user_id: 5, name: 'a' }, { name: 'b' }], /^[^/]*\/1\/user_id is missing[^/]*$/],
  ['has a wrong value', [{ name: 'a', active: 'yes' }], /\/0\/active must be boolean/],
  ['is of no known kind', [{ name: 'a', user_type: 'boss' }], /\/0\/user_type must be one of "admin", "agent"/],
  ['has a number for a password', [{ name: 'a', passwd: 5 }], /\/0\/passwd must be string/],
  ['is no object', [7], /\/0 must be an object, not 7/],
])('A record is refused that %s', async (_, records, told) => {
  const server = await startAdmin();
  const { status, body } = await server.admin('PUT', '/records/dnl/users', { json: { records } });
  expect([status, body.detail]).toEqual([400, expect.stringMatching(told)]);
  expect(await server.total()).toBe(5);
});
