import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../../src/index.js';
import { temporaryFolder } from '../../store/things.js';
import { usersOf, writerOf } from '../../store/users.js';

async function started(options: MockOptions): Promise<Mock> {
  const mock = await createMock({ validateResponses: true, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** What a mock has that is started on a folder as a kill would leave it now. */
async function afterKill(folder: string) {
  const copy = join(temporaryFolder(), 'data');
  mkdirSync(copy);
  for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(copy, name));
  const mock = await started({ data: copy });
  const users = await usersOf(mock);
  return { users, next: await writerOf(mock).create('next') };
}

const PLACES: [string, () => MockOptions][] = [
  ['in memory', () => ({ records: 5 })],
  ['in a folder', () => ({ records: 5, data: temporaryFolder() })],
];

describe.each(PLACES)('Data %s', (_, options) => {
  test('are put back to a snapshot, ids included, as often as one likes', async () => {
    const mock = await started(options());
    const { create, patch } = writerOf(mock);
    await create('before');
    await patch('user_id_in=1', { first_name: 'Before' });
    const before = await usersOf(mock);
    await mock.snapshot('here');
    for (let round = 0; round < 3; round++) {
      expect(await create(`after ${round}`)).toBe(7);
      await patch('user_id_in=1-7', { first_name: 'After' });
      await mock.restore('here');
      expect(await usersOf(mock)).toEqual(before);
    }
  });

  test('have many snapshots, each its own, in any order', async () => {
    const mock = await started(options());
    const states: unknown[] = [];
    for (const name of ['a', 'b', 'c']) {
      await writerOf(mock).create(name);
      states.push(await usersOf(mock));
      await mock.snapshot(name);
    }
    for (const at of [0, 2, 1, 1, 0, 2]) {
      await mock.restore('abc'[at] as string);
      expect(await usersOf(mock)).toEqual(states[at]);
    }
  });

  test('take a snapshot in the place of the one with its name', async () => {
    const mock = await started(options());
    await mock.snapshot('here');
    await writerOf(mock).create('kept');
    await mock.snapshot('here');
    await writerOf(mock).create('gone');
    await mock.restore('here');
    expect((await usersOf(mock)).map(({ name }) => name).slice(5)).toEqual(['kept']);
  });

  test('have no unknown snapshot, and stay as they are', async () => {
    const mock = await started(options());
    await writerOf(mock).create('kept');
    await expect(mock.restore('other')).rejects.toMatchObject({
      code: 'no-such-snapshot',
      message: expect.stringContaining('none'),
    });
    await mock.snapshot('here');
    await expect(mock.restore('other')).rejects.toMatchObject({ message: expect.stringContaining('here') });
    await expect(mock.sandbox('a', { snapshot: 'other' })).rejects.toMatchObject({ code: 'no-such-snapshot' });
    expect(await usersOf(mock)).toHaveLength(6);
  });

  test('are seeded as they were by a reset, whatever was restored before, and keep their snapshots', async () => {
    const mock = await started(options());
    const seeded = await usersOf(mock);
    await writerOf(mock).create('one');
    await mock.snapshot('here');
    const snapshot = await usersOf(mock);
    for (let round = 0; round < 2; round++) {
      await mock.restore('here');
      await mock.reset();
      expect(await usersOf(mock)).toEqual(seeded);
      expect(await writerOf(mock).create('again')).toBe(6);
    }
    await mock.restore('here');
    expect(await usersOf(mock)).toEqual(snapshot);
  });

  test('are put back while others write: each write is there or not, and the next id is free', async () => {
    const mock = await started(options());
    const { create, patch } = writerOf(mock);
    await mock.snapshot('here');
    await Promise.all(
      Array.from({ length: 40 }, (_, at) => {
        if (at % 8 === 3) return mock.restore('here');
        if (at % 8 === 7) return mock.reset();
        return at % 2 === 0 ? create(`made ${at}`) : patch('user_id_in=1', { first_name: `Name ${at}` });
      }),
    );
    const users = await usersOf(mock);
    expect(new Set(users.map(({ user_id: id }) => id)).size).toBe(users.length);
    expect(await create('last')).toBe(Math.max(...users.map(({ user_id: id }) => id)) + 1);
  });
});

describe('In a folder', () => {
  test('what a restore has put back is there after a kill, next id included, and so is what comes after', async () => {
    const data = temporaryFolder();
    const mock = await started({ records: 5, data });
    const { create, patch } = writerOf(mock);
    await create('one');
    await mock.snapshot('here');
    const before = await usersOf(mock);
    await create('two');
    await patch('user_id_in=1-6', { first_name: 'Changed' });
    await mock.restore('here');
    expect(await afterKill(data)).toEqual({ users: before, next: 7 });
    expect(await create('other')).toBe(7);
    expect((await afterKill(data)).users).toEqual(await usersOf(mock));
  });

  test('what a reset has put back is there after a kill, next id included', async () => {
    const data = temporaryFolder();
    const mock = await started({ records: 5, data });
    const seeded = await usersOf(mock);
    await writerOf(mock).create('gone');
    await writerOf(mock).patch('user_id_in=1-6', { first_name: 'Changed' });
    await mock.reset();
    expect(await afterKill(data)).toEqual({ users: seeded, next: 6 });
  });

  test('a reset after a restart seeds as the first start did', async () => {
    const data = temporaryFolder();
    const first = await started({ records: 5, seed: 7, data });
    const seeded = await usersOf(first);
    await writerOf(first).patch('user_id_in=1-5', { first_name: 'Changed' });
    await first.close();
    const second = await started({ data });
    await second.reset();
    expect(await usersOf(second)).toEqual(seeded);
    expect(await afterKill(data)).toEqual({ users: seeded, next: 6 });
  });

  test('putting back a change of many is there after a kill, both ways', async () => {
    const data = temporaryFolder();
    const mock = await started({ records: 1500, data });
    await mock.snapshot('before');
    const before = await usersOf(mock);
    await writerOf(mock).patch('user_id_in=1-1400', { first_name: 'Changed' });
    await mock.snapshot('after');
    const after = await usersOf(mock);
    await mock.restore('before');
    expect((await afterKill(data)).users).toEqual(before);
    await mock.restore('after');
    expect((await afterKill(data)).users).toEqual(after);
    await mock.reset();
    expect((await afterKill(data)).users).toEqual(before);
  });

  test('snapshots and sandboxes are in memory alone: the files have nothing of them', async () => {
    const data = temporaryFolder();
    const mock = await started({ records: 5, data });
    const files = () =>
      Object.fromEntries(readdirSync(data).map(name => [name, readFileSync(join(data, name), 'utf8')]));
    const before = files();
    await mock.snapshot('here');
    await mock.sandbox('a');
    await writerOf(mock, '/~a').create('only there');
    expect(files()).toEqual(before);
    await mock.close();
    const again = await started({ data });
    await expect(again.restore('here')).rejects.toMatchObject({ code: 'no-such-snapshot' });
    expect(await usersOf(again, '/~a')).toHaveLength(5);
  });

  test('a record that was edited by hand before the start is what a snapshot has, and a reset takes away', async () => {
    const data = temporaryFolder();
    const first = await started({ records: 5, data });
    const seeded = await usersOf(first);
    await first.close();
    const file = join(data, 'data.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"name":"admin"', '"name":"by hand"'));
    const mock = await started({ data });
    await mock.snapshot('edited');
    const edited = await usersOf(mock);
    expect(edited[0]?.name).toBe('by hand');
    await mock.reset();
    expect(await usersOf(mock)).toEqual(seeded);
    await mock.restore('edited');
    expect((await afterKill(data)).users).toEqual(edited);
  });
});

test('A mock that has been closed is not put back any more', async () => {
  const mock = await started({ records: 2 });
  await mock.snapshot('here');
  await mock.close();
  await expect(mock.restore('here')).rejects.toMatchObject({ code: 'mock-closed' });
  await expect(mock.reset()).rejects.toMatchObject({ code: 'mock-closed' });
});
