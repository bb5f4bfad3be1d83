import { setTimeout as passed } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../../src/index.js';
import { Sandboxes } from '../../../src/store/index.js';
import { clientOf } from '../../store/http-client.js';
import { addNote, changeGroup, NOTES, notesOf, notesStore } from '../../store/notes.js';
import { temporaryFolder } from '../../store/things.js';
import { usersOf, writerOf } from '../../store/users.js';

async function started(options: MockOptions = {}): Promise<Mock> {
  const mock = await createMock({ validateResponses: true, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

test.each<[string, () => MockOptions]>([
  ['in memory', () => ({})],
  ['in a folder', () => ({ data: temporaryFolder() })],
])(
  '200 sandboxes in parallel, of data %s, see nothing of each other, nor the data of them',
  async (_, options) => {
    const mock = await started(options());
    const url = await mock.listen();
    const main = clientOf(url);
    const before = await main.users();
    await Promise.all(
      Array.from({ length: 200 }, async (_, at) => {
        const client = clientOf(url, `/~box-${at}`);
        const mine = `mine ${at}`;
        expect(await client.create(`${mine} a`)).toBe(1795);
        expect(await client.patch('user_id_in=1-1795', { last_name: mine })).toBe(before.length + 1);
        expect(await client.create(`${mine} b`, { last_name: mine })).toBe(1796);
        await client.patch(`user_id_in=${before[at % 100]?.user_id}`, { first_name: mine });
        const users = await client.users();
        expect(users).toHaveLength(before.length + 2);
        expect(users.filter(({ last_name: name }) => name !== mine)).toEqual([]);
        expect(users.slice(-2).map(({ name }) => name)).toEqual([`${mine} a`, `${mine} b`]);
        expect(users.filter(({ first_name: name }) => name === mine)).toHaveLength(1);
        expect(await client.total(`name=${encodeURIComponent(`${mine} a`)}`)).toBe(1);
      }),
    );
    expect(await main.users()).toEqual(before);
    expect(await main.create('first')).toBe(1795);
  },
  120_000,
);

test('Changes of many in several sandboxes at once, and in the data, are each for themselves', async () => {
  const mock = await started({ records: 3000 });
  const prefixes = ['', '/~a', '/~b', '/~c'];
  const changes = prefixes.map(prefix =>
    writerOf(mock, prefix).patch('user_id_in=1-2500', { last_name: `in ${prefix}` }),
  );
  expect(await Promise.all(changes)).toEqual(prefixes.map(() => 2500));
  for (const prefix of prefixes) {
    const users = await usersOf(mock, prefix);
    const seen = new Set(users.slice(0, 2500).map(({ last_name: name }) => name));
    expect(seen).toEqual(new Set([`in ${prefix}`]));
  }
});

test('A sandbox that code creates starts with the present data or with a snapshot, and is reset to that', async () => {
  const mock = await started({ records: 5 });
  await writerOf(mock).create('one');
  await mock.snapshot('one');
  await writerOf(mock).create('two');
  const now = await mock.sandbox('now');
  const then = await mock.sandbox('then', { snapshot: 'one' });
  await mock.reset();
  const names = async (prefix: string) => (await usersOf(mock, prefix)).slice(5).map(({ name }) => name);
  for (let round = 0; round < 2; round++) {
    expect([await names(now.prefix), await names(then.prefix), await names('')]).toEqual([['one', 'two'], ['one'], []]);
    expect(await writerOf(mock, then.prefix).create('mine')).toBe(7);
    await writerOf(mock, now.prefix).patch('user_id_in=1-7', { first_name: 'x' });
    await now.reset();
    await then.reset();
  }
});

test('A sandbox has its own snapshots', async () => {
  const mock = await started({ records: 5 });
  const [a, b] = [await mock.sandbox('a'), await mock.sandbox('b')];
  await writerOf(mock, a.prefix).create('mine');
  await a.snapshot('here');
  await writerOf(mock, a.prefix).create('gone');
  await a.restore('here');
  expect(await usersOf(mock, a.prefix)).toHaveLength(6);
  await expect(b.restore('here')).rejects.toMatchObject({ code: 'no-such-snapshot' });
  await expect(mock.restore('here')).rejects.toMatchObject({ code: 'no-such-snapshot' });
});

test('A sandbox that is created again starts with new data', async () => {
  const mock = await started({ records: 5 });
  await mock.sandbox('a');
  await writerOf(mock, '/~a').create('gone');
  await mock.sandbox('a');
  expect(await usersOf(mock, '/~a')).toHaveLength(5);
});

test.each(['', 'a b', 'a/b', 'é', 'x'.repeat(65)])('The library makes no sandbox %j', async name => {
  const mock = await started({ records: 5 });
  await expect(mock.sandbox(name)).rejects.toMatchObject({ code: 'sandbox-name-invalid' });
});

test('A deleted sandbox rejects calls, and does not reset a new one with its name', async () => {
  const mock = await started({ records: 5, sandboxes: { most: 1 } });
  const a = await mock.sandbox('a');
  await mock.sandbox('b');
  await writerOf(mock, '/~a').create('in the new a');
  await a.reset().catch(() => {});
  const isReset = (await usersOf(mock, '/~a')).length === 5;
  const isRefused = await a.reset().then(
    () => false,
    () => true,
  );
  expect(isReset || isRefused).toBe(true);
});

test('Of more sandboxes than there may be, the one that was idle for longest goes first', async () => {
  const mock = await started({ records: 5, sandboxes: { most: 3 } });
  const create = (name: string) => writerOf(mock, `/~${name}`).create('mine');
  const total = async (name: string) => (await usersOf(mock, `/~${name}`)).length;
  for (const name of ['a', 'b', 'c']) await create(name);
  expect(await total('a')).toBe(6);
  await create('d');
  // b was dropped; using it creates it again, and c is dropped
  expect([await total('a'), await total('d'), await total('b')]).toEqual([6, 6, 5]);
  expect([await total('a'), await total('d'), await total('c')]).toEqual([6, 6, 5]);
});

test('A sandbox that was idle for too long is created again; one that is used stays', async () => {
  const store = await notesStore(3);
  const sandboxes = new Sandboxes(store, { most: 10, ttl: 60 });
  await addNote(sandboxes.get('idle'), { group: 1, text: 'mine' });
  expect(sandboxes.names).toEqual(['idle']);
  while (sandboxes.names.includes('idle')) await passed(5);
  expect(notesOf(sandboxes.get('idle'))).toHaveLength(3);
  const used = new Sandboxes(store, { most: 10, ttl: 60_000 });
  await addNote(used.get('used'), { group: 1, text: 'mine' });
  expect(notesOf(used.get('used'))).toHaveLength(4);
});

test('A sandbox whose turn to go comes during a change of many lets that end, and all its records go', async () => {
  const store = await notesStore(4000);
  const { holders } = store.collection(NOTES).indexes.heap;
  const before = holders.size;
  const sandboxes = new Sandboxes(store, { most: 1 });
  const changing = changeGroup(sandboxes.get('a'), 1, text => `${text}!`);
  await new Promise(setImmediate);
  sandboxes.get('b');
  expect(await changing.catch(() => 2000)).toBe(2000);
  sandboxes.clear();
  expect(holders.size).toBe(before);
  expect(notesOf(store).every(({ text }) => text === 'seeded')).toBe(true);
});

test('Sandboxes that come and go, and names that are refused, leave no record behind', async () => {
  const store = await notesStore(50);
  const { holders } = store.collection(NOTES).indexes.heap;
  const before = holders.size;
  const sandboxes = new Sandboxes(store, { most: 5 });
  for (let round = 0; round < 100; round++) {
    const sandbox = sandboxes.get(`box-${round}`);
    await addNote(sandbox, { group: 1, text: 'mine' });
    sandbox.snapshot('here');
    await sandbox.reset();
    await sandbox.restore('here');
    expect(() => sandboxes.get('a name')).toThrow('a name');
    expect(() => sandboxes.make('a name')).toThrow('a name');
    expect(() => sandboxes.make('fine', { from: 'none' })).toThrow('none');
  }
  sandboxes.clear();
  expect(holders.size).toBe(before);
});

test('What a store lets go is used again, and no copy sees it change', async () => {
  const store = await notesStore(200);
  const sandboxes = new Sandboxes(store, { most: 4 });
  const kept = sandboxes.make('kept');
  const before = JSON.stringify(notesOf(kept));
  // enough for several garbage collections
  for (let round = 0; round < 150; round++) {
    const other = sandboxes.get(`other-${round % 3}`);
    for (const each of [other, store]) await changeGroup(each, 1, () => `round ${round}`);
    for (const each of [other, store]) await changeGroup(each, 0, () => `other ${round}`);
    if (round % 10 === 0) await other.reset();
    sandboxes.get('kept');
  }
  expect(JSON.stringify(notesOf(kept))).toBe(before);
  expect(notesOf(store).map(({ id, group, text }) => [id, group, text])).toEqual(
    Array.from({ length: 200 }, (_, at) => [at + 1, (at + 1) % 2, at % 2 === 0 ? 'round 149' : 'other 149']),
  );
});
