import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startAdmin } from './start-admin.js';

describe('Collections', () => {
  test('are listed with their key and their number of records', async () => {
    const { admin } = await startAdmin();
    const { body } = await admin('GET', '/collections');
    expect(body.collections).toContainEqual({ api: 'dnl', name: 'users', key: 'user_id', count: 5 });
    expect(body.collections.map(({ api }: { api: string }) => api)).toContain('acefone');
  });

  test('say how their records look', async () => {
    const { admin } = await startAdmin();
    const { body } = await admin('GET', '/collections/dnl/users');
    expect(body).toMatchObject({ key: 'user_id', identifier: 'user_id', count: 5 });
    const members = new Map(body.members.map((member: { name: string }) => [member.name, member]));
    expect(members.get('user_id')).toMatchObject({ types: ['integer'], required: true, comparesAs: 'number' });
    expect(members.get('role_id')).toMatchObject({ reference: 'roles' });
    expect(members.get('create_time')).toMatchObject({ comparesAs: 'instant' });
    expect(members.get('user_type')).toMatchObject({ enum: expect.arrayContaining(['agent']) });
  });

  test('that are not there are refused', async () => {
    const { admin } = await startAdmin();
    expect(await admin('GET', '/collections/dnl/none')).toMatchObject({
      status: 404,
      body: { code: 'no-such-collection' },
    });
  });

  test('of a description begin when they are needed, and name the members of the store', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'understudy-')), 'shop.json');
    const order = {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'string', format: 'uuid' }, total: { type: 'integer' }, note: { type: 'string' } },
    };
    const response = (schema: object) => ({ description: 'ok', content: { 'application/json': { schema } } });
    const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
    writeFileSync(
      file,
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'Shop', version: '1' },
        paths: {
          '/orders': { get: { responses: { 200: response({ type: 'array', items: order }) } } },
          '/orders/{id}': { get: { parameters, responses: { 200: response(order) } } },
        },
      }),
    );
    const { admin, ask } = await startAdmin({ descriptions: [file], apis: ['dnl'] });
    const before = await admin('GET', '/collections');
    expect(before.body.collections).toContainEqual({ api: 'shop', name: 'orders', key: '$n' });
    const { body } = await admin('GET', '/collections/shop/orders');
    expect(body).toMatchObject({ key: '$n', identifier: 'id', count: 5 });
    expect(body.members[0]).toMatchObject({ name: '$n', comparesAs: 'number' });
    const added = await admin('POST', '/records/shop/orders', { json: { total: 7, note: 'made here' } });
    expect(added).toMatchObject({ status: 201, body: { $n: 6, total: 7, id: expect.any(String) } });
    const shown = await ask('GET', `/orders/${added.body.id}`);
    expect(JSON.parse(shown.text)).toMatchObject({ id: added.body.id, total: 7, note: 'made here' });
  });
});

describe('A page of records', () => {
  test('has the total, and records in the order of their keys', async () => {
    const { admin } = await startAdmin({ records: 30 });
    const { body } = await admin('GET', '/records/dnl/users?offset=10&limit=3');
    const all = (await admin('GET', '/records/dnl/users')).body.records;
    expect(body).toEqual({ records: all.slice(10, 13), total: 30 });
  });

  test('has the order and the members that were asked for', async () => {
    const { admin } = await startAdmin({ records: 30 });
    const all = (await admin('GET', '/records/dnl/users')).body.records as { user_id: number; name: string }[];
    const { body } = await admin('GET', '/records/dnl/users?order=-name&fields=user_id,name&limit=30');
    const expected = all.map(({ user_id, name }) => ({ user_id, name })).sort((a, b) => (a.name < b.name ? 1 : -1));
    expect(body.records).toEqual(expected);
  });

  type User = Record<'name' | 'user_type' | 'client_id' | 'last_login_time' | 'create_time', string | null> & {
    user_id: number;
    active: boolean;
  };
  const FILTERS: readonly (readonly [filter: string, (user: User) => boolean])[] = [
    ['user_id:7', ({ user_id }) => user_id === 7],
    ['user_id:>7 user_id:<12', ({ user_id }) => user_id > 7 && user_id < 12],
    ['user_type:=agent', ({ user_type }) => user_type === 'agent'],
    ['user_type:!agent', ({ user_type }) => user_type !== 'agent'],
    ['active:true', ({ active }) => active],
    ['name:A', ({ name }) => name?.toLowerCase().includes('a') === true],
    ['name:"a b"', ({ name }) => name?.toLowerCase().includes('a b') === true],
    ['client_id:null', ({ client_id }) => client_id === null],
    ['client_id:!null', ({ client_id }) => client_id !== null],
    [
      'create_time:>2018-01-01T00:00:00Z',
      ({ create_time }) => Date.parse(create_time ?? '') > Date.parse('2018-01-01T00:00:00Z'),
    ],
  ];

  test.each(FILTERS)('has the records that the filter %s finds', async (filter, fulfils) => {
    const { admin } = await startAdmin({ records: 40 });
    const all = (await admin('GET', '/records/dnl/users')).body.records as User[];
    const { body } = await admin('GET', `/records/dnl/users?limit=100&filter=${encodeURIComponent(filter)}`);
    const expected = all.filter(fulfils);
    expect(body).toEqual({ records: expected, total: expected.length });
  });

  test.each([
    ['filter=colour:red', 'Records cannot be filtered or ordered by colour'],
    ['order=colour', 'Records cannot be filtered or ordered by colour'],
    ['filter=agent', 'The filter has "agent"'],
    ['filter=name:a+agent', 'The filter has "agent"'],
    ['filter=user_id:x', 'The filter compares user_id with "x", which is no number.'],
    ['filter=name:>a', 'The filter compares name with `>`, but it is text.'],
    ['filter=create_time:>noon', 'which is no time such as 2026-11-26T12:00:00Z'],
    ['limit=1001', 'The parameter limit must be'],
  ])('is refused for %s', async (query, detail) => {
    const { admin } = await startAdmin();
    const { status, body } = await admin('GET', `/records/dnl/users?${query}`);
    expect(status).toBe(400);
    expect(body.detail).toContain(detail);
  });
});

describe('One record', () => {
  test('is read, and named by its tag', async () => {
    const { admin } = await startAdmin();
    const [first] = (await admin('GET', '/records/dnl/users')).body.records;
    const read = await admin('GET', `/records/dnl/users/${first.user_id}`);
    expect(read.body).toEqual(first);
    expect(read.headers.etag).toMatch(/^"[\w.-]+"$/);
    expect((await admin('GET', `/records/dnl/users/${first.user_id}`)).headers.etag).toBe(read.headers.etag);
  });

  test.each(['99999', '07', 'x'])('is refused where there is none: %s', async id => {
    const { admin } = await startAdmin();
    expect(await admin('GET', `/records/dnl/users/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'no-such-record' },
    });
  });

  test('is added with the next key and what it lacks, and clients see it', async () => {
    const { admin, asAdmin } = await startAdmin();
    const given = { name: 'made here', user_type: 'agent' };
    const { status, headers, body } = await admin('POST', '/records/dnl/users', { json: given });
    expect(status).toBe(201);
    expect(headers.location).toBe(`/__admin/records/dnl/users/${body.user_id}`);
    expect(body).toMatchObject({ ...given, active: true });
    const seen = await asAdmin('GET', `/v1/user/${body.user_id}`);
    expect(JSON.parse(seen.text).payload).toMatchObject({ name: 'made here' });
    expect(await admin('POST', '/records/dnl/users', { json: body })).toMatchObject({
      status: 409,
      body: { code: 'record-exists' },
    });
  });

  test('is changed, replaced and deleted', async () => {
    const { admin } = await startAdmin();
    const [first] = (await admin('GET', '/records/dnl/users')).body.records;
    const path = `/records/dnl/users/${first.user_id}`;
    const changed = await admin('PATCH', path, { json: { email: null, name: 'other' } });
    expect(changed).toMatchObject({ status: 200, body: { ...first, email: null, name: 'other' } });
    const replaced = await admin('PUT', path, { json: first });
    expect(replaced.body).toEqual(first);
    expect((await admin('GET', path)).body).toEqual(first);
    expect((await admin('DELETE', path)).status).toBe(204);
    expect((await admin('GET', path)).status).toBe(404);
    expect((await admin('GET', '/collections/dnl/users')).body.count).toBe(4);
  });

  test('that breaks its schema is refused, with the place of each issue', async () => {
    const { admin } = await startAdmin();
    const [first] = (await admin('GET', '/records/dnl/users')).body.records;
    const path = `/records/dnl/users/${first.user_id}`;
    const { status, body } = await admin('PATCH', path, { json: { active: 'yes', user_type: 'odd' } });
    expect([status, body.code]).toEqual([400, 'records-invalid']);
    expect(body.issues.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['/active', '/user_type']);
    expect((await admin('GET', path)).body).toEqual(first);
    const rekeyed = await admin('PATCH', path, { json: { user_id: 77777 } });
    expect(rekeyed.body.issues).toEqual([{ pointer: '/user_id', message: `must be ${first.user_id}, as in the path` }]);
  });

  test.each(['PUT', 'PATCH', 'DELETE'])('that others have changed since is not overwritten by %s', async method => {
    const { admin } = await startAdmin();
    const [first] = (await admin('GET', '/records/dnl/users')).body.records;
    const path = `/records/dnl/users/${first.user_id}`;
    const { etag = '' } = (await admin('GET', path)).headers;
    await admin('PATCH', path, { json: { name: 'theirs' } });
    const sent = { ...(method !== 'DELETE' && { json: { ...first, name: 'mine' } }), headers: { 'If-Match': etag } };
    expect(await admin(method, path, sent)).toMatchObject({ status: 412, body: { code: 'record-changed' } });
    expect((await admin('GET', path)).body.name).toBe('theirs');
    const now = (await admin('GET', path)).headers.etag ?? '';
    expect((await admin(method, path, { ...sent, headers: { 'If-Match': now } })).status).toBeLessThan(300);
  });

  test('of a sandbox is its own', async () => {
    const { admin } = await startAdmin();
    const [first] = (await admin('GET', '/records/dnl/users')).body.records;
    const path = `/records/dnl/users/${first.user_id}`;
    await admin('DELETE', path, { in: 'box' });
    expect((await admin('GET', path, { in: 'box' })).status).toBe(404);
    expect((await admin('GET', path)).status).toBe(200);
  });
});

describe('Several records', () => {
  const PATH = '/records/dnl/users';

  test('of a filter are changed at once, and are put back byte for byte', async () => {
    const { admin, ask } = await startAdmin({ records: 600 });
    const text = async () => (await ask('GET', `/__admin${PATH}`)).text;
    const before = await text();
    const { total } = (await admin('GET', `${PATH}?filter=user_type:=agent&limit=1`)).body;
    const json = { filter: 'user_type:=agent', changes: { name: 'all of them', email: null }, count: total };
    const { status, body } = await admin('PATCH', PATH, { json });
    expect(status).toBe(200);
    expect(body.changed).toBe(total);
    expect(body.before).toHaveLength(total);
    expect((await admin('GET', `${PATH}?filter=name:=%22all%20of%20them%22&limit=1`)).body.total).toBe(total);
    expect(await admin('PATCH', PATH, { json: { records: body.before } })).toMatchObject({ body: { changed: total } });
    expect(await text()).toBe(before);
  });

  test('of some keys are changed, in any order and each once', async () => {
    const { admin } = await startAdmin({ records: 30 });
    const all = (await admin('GET', PATH)).body.records as { user_id: number; name: string }[];
    const [one, two, three] = [all[20], all[3], all[9]].map(record => String(record?.user_id));
    const ids = [one, two, three, one, 'x', '777777'];
    const { body } = await admin('PATCH', PATH, { json: { ids, changes: { name: 'chosen' } } });
    expect(body.changed).toBe(3);
    const found = (await admin('GET', `${PATH}?filter=name:=chosen`)).body.records as { user_id: number }[];
    expect(found.map(({ user_id }) => String(user_id))).toEqual([two, three, one]);
  });

  test('are not changed where their number is another one, a value is wrong, or the key would change', async () => {
    const { admin } = await startAdmin({ records: 300 });
    const before = (await admin('GET', PATH)).body;
    expect(await admin('PATCH', PATH, { json: { changes: { name: 'x' }, count: 299 } })).toMatchObject({
      status: 412,
      body: { code: 'record-changed', detail: 'dnl.users has 300 such records, and not 299.' },
    });
    expect(await admin('PATCH', PATH, { json: { changes: { client_limits: 7 } } })).toMatchObject({
      status: 400,
      body: { code: 'records-invalid', issues: [{ pointer: '/client_limits', message: 'must be array' }] },
    });
    const refused = { status: 400, body: { code: 'control-invalid' } };
    expect(await admin('PATCH', PATH, { json: { changes: { user_id: 7 } } })).toMatchObject(refused);
    expect(await admin('PATCH', PATH, { json: { filter: 'colour:red', changes: { name: 'x' } } })).toMatchObject(
      refused,
    );
    expect(await admin('PATCH', PATH, { json: { changes: {} } })).toMatchObject(refused);
    expect((await admin('GET', PATH)).body).toEqual(before);
  });

  test('are not put back in part where one of them is gone', async () => {
    const { admin } = await startAdmin();
    const { records } = (await admin('GET', PATH)).body;
    await admin('DELETE', `${PATH}/${records[0].user_id}`);
    expect((await admin('PATCH', PATH, { json: { records } })).status).toBe(412);
  });

  test('beyond a thousand are changed, and the response has only their number', async () => {
    const { admin } = await startAdmin({ records: 1001 });
    expect((await admin('PATCH', PATH, { json: { changes: { name: 'many' } } })).body).toEqual({ changed: 1001 });
  });
});
