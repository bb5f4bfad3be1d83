import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/app/open-store.js';
import { seededData } from '../../src/app/seeded-data.js';
import type { Store, StoredRecord } from '../../src/store/index.js';
import { temporaryFolder } from '../store/things.js';
import { shippedApis } from './all-definitions.js';

const { collections } = seededData(shippedApis, { seed: 1, records: 160 });
const [dnlUser, otherDnlUser] = [...(collections['dnl.users'] ?? [])] as [StoredRecord, StoredRecord];
const [acefoneUser] = [...(collections['acefone.users'] ?? [])] as [StoredRecord];

/** Opens the data with own records, which are written as they are or as JSON. */
async function opened(own: unknown, options: { data?: string; records?: number; reset?: boolean } = {}) {
  const fixtures = join(temporaryFolder(), 'own.json');
  writeFileSync(fixtures, typeof own === 'string' || own instanceof Buffer ? own : JSON.stringify(own));
  const notices: string[] = [];
  const open = await openStore(
    {
      reset: false,
      durability: 'fsync',
      onFailure: () => {},
      onWarning: notice => notices.push(notice),
      fixtures,
      ...options,
    },
    shippedApis,
  );
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= open.store.close().then(open.release));
  onTestFinished(close);
  return { store: open.store, notices, close, fixtures };
}

const sizes = (store: Store) => ['dnl.users', 'dnl.roles', 'acefone.users'].map(name => store.collection(name).size);
const nextId = (store: Store, name: string) => store.transact(() => store.nextId(name)).result;
const idsOf = (store: Store) =>
  store
    .collection('dnl.users')
    .find([])
    .map(({ user_id }) => user_id);

describe('Own records', () => {
  test('replace the seeded records of their collections only', async () => {
    const seeded = sizes((await opened({})).store);
    const { store } = await opened({ dnl: { users: [{ ...dnlUser, user_id: 7 }] } });
    expect(idsOf(store)).toEqual([7]);
    expect(sizes(store)).toEqual([1, ...seeded.slice(1)]);
  });

  test('are followed by new ids', async () => {
    const { store } = await opened({
      dnl: {
        users: [
          { ...dnlUser, user_id: 9 },
          { ...otherDnlUser, user_id: 7 },
        ],
      },
      acefone: { users: [{ ...acefoneUser, id: '300007' }] },
    });
    store.transact(() => store.collection('dnl.users').remove(9));
    expect([nextId(store, 'dnl.users'), nextId(store, 'acefone.users')]).toEqual([10, 300008]);
  });

  test('without any record leave the next id after the seeded ones', async () => {
    const { store } = await opened({ dnl: { users: [] }, acefone: { users: [] } }, { records: 20 });
    expect(sizes(store)).toEqual([0, expect.any(Number), 0]);
    const last = [...(collections['acefone.users'] ?? [])].at(-1);
    expect([nextId(store, 'dnl.users'), nextId(store, 'acefone.users')]).toEqual([21, Number(last?.id) + 1]);
  });

  test('are what a reset restores, in memory and in a folder', async () => {
    for (const data of [undefined, temporaryFolder()]) {
      const { store } = await opened({ dnl: { users: [dnlUser] } }, data === undefined ? {} : { data });
      await store.transact(() => store.collection('dnl.users').remove(1)).saved;
      await store.reset();
      expect(idsOf(store)).toEqual([1]);
    }
  });

  test('are ignored with a warning by a folder that has data, until the data are reset or discarded', async () => {
    const data = temporaryFolder();
    const first = await opened({}, { data });
    expect(first.notices).toEqual([]);
    await first.close();
    const own = { dnl: { users: [dnlUser] } };
    const second = await opened(own, { data });
    expect(idsOf(second.store)).toHaveLength(160);
    expect(second.notices).toEqual([
      `${join(data, 'data.json')} already has data, which are kept. A reset starts with the records of ${second.fixtures}.`,
    ]);
    await second.store.reset();
    expect(idsOf(second.store)).toEqual([1]);
    await second.close();
    const third = await opened({ dnl: { users: [dnlUser, otherDnlUser] } }, { data, reset: true });
    expect([idsOf(third.store).length, third.notices]).toEqual([2, []]);
  });

  test('may have keys that no contract names, and a byte order mark before them', async () => {
    const { store } = await opened(`\uFEFF${JSON.stringify({ dnl: { users: [{ ...dnlUser, note: 'mine' }] } })}`);
    expect(store.collection('dnl.users').get(1)?.note).toBe('mine');
  });
});

describe('A file of own records is refused', () => {
  const refused = async (own: unknown) => {
    const problem = await opened(own).catch(error => error);
    expect(problem).toMatchObject({ code: 'fixtures-invalid', fix: expect.stringContaining('--fixtures') });
    return String(problem.message);
  };

  test('that is not there', async () => {
    const fixtures = join(temporaryFolder(), 'none.json');
    const opening = openStore({ reset: false, durability: 'none', onFailure: () => {}, fixtures }, shippedApis);
    await expect(opening).rejects.toMatchObject({
      code: 'fixtures-invalid',
      message: expect.stringMatching(/Failed to read .*none\.json: ENOENT/),
    });
  });

  test.each<[string, string | Buffer, RegExp]>([
    ['is empty', '', /own\.json:1:1 is empty\.$/],
    ['is no JSON', '{\n  "dnl": {,\n}', /own\.json:2:11 is not JSON: /],
    ['is no UTF-8', Buffer.from('{"\xff": 1}', 'latin1'), /own\.json:1:3 is not UTF-8\.$/],
  ])('that %s, with line and column', async (_, bytes, told) => {
    expect(await refused(bytes)).toMatch(told);
  });

  test.each<[string, unknown, string[]]>([
    ['is a list', [], ['1 / must be an object']],
    ['names an unknown API', { dnx: {} }, ['1 /dnx is not an API; known APIs: dnl, acefone']],
    [
      'names an unknown collection',
      { dnl: { people: [] }, acefone: { roles: [] } },
      [
        '1 /dnl/people is not a collection; known collections: users, roles, carriers',
        '1 /acefone/roles is not a collection; known collections: users',
      ],
    ],
    [
      'has no object for an API',
      { dnl: [], acefone: null },
      ['1 /dnl must be an object', '1 /acefone must be an object'],
    ],
    ['has no list for a collection', { dnl: { users: {} } }, ['1 /dnl/users must be a list']],
    [
      'has records that no faithful server has',
      { dnl: { users: [dnlUser, { ...otherDnlUser, active: 'yes', email: 5 }] } },
      ['1 /dnl/users/1/active must be boolean', '1 /dnl/users/1/email must be string,null'],
    ],
    [
      'has one user twice',
      { dnl: { users: [dnlUser, dnlUser] } },
      ['1 /dnl/users/1/user_id is 1, as in record 0 before it'],
    ],
  ])('that %s, with each place', async (_, own, told) => {
    const [, ...lines] = (await refused(own)).split('\n');
    expect(lines.map(line => line.replace(/^ {2}.*own\.json:/, ''))).toEqual(told);
  });

  test.each(['9007199254740993', '-12345678901234567890', '1e400', '0.12345678901234567890'])(
    'that has the number %s, which would be changed',
    async number => {
      const text = JSON.stringify({ dnl: { users: [dnlUser, { ...otherDnlUser, role_id: 4711 }] } }, null, 1);
      const line = text.slice(0, text.indexOf('4711')).split('\n').length;
      expect(await refused(text.replace('4711', number))).toContain(
        `own.json:${line} /dnl/users/1/role_id must be a number that JavaScript keeps exactly, not ${number}`,
      );
    },
  );

  test('with the line of an issue, and at most twenty of them', async () => {
    const users = Array.from({ length: 30 }, () => ({ ...dnlUser, active: 'yes' }));
    const text = JSON.stringify({ dnl: { users } }, null, 2);
    const [said, first, ...others] = (await refused(text)).split('\n');
    expect(said).toMatch(/own\.json has more than 20 issues; the first are:$/);
    const line = text.slice(0, text.indexOf('"yes"')).split('\n').length;
    expect(first).toMatch(new RegExp(`own\\.json:${line} /dnl/users/0/active must be boolean$`));
    expect(others).toHaveLength(19);
  });
});
