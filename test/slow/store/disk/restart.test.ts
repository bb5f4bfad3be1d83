import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MockOptions } from '../../../../src/index.js';
import { copyFolder } from '../../../store/copy-folder.js';
import { dataFolder } from '../../../store/data-folder.js';

describe('A restart', () => {
  test('continues the data, ids included', async () => {
    const { start } = dataFolder();
    const first = await start({ records: 5, seed: 7 });
    expect(await first.create('made')).toBe(6);
    expect(await first.patch('user_id_in=1', { first_name: 'Changed' })).toBe(200);
    await first.mock.close();
    const second = await start();
    expect([second.mock.shipped[0]?.begins?.records, second.mock.seed]).toEqual([5, 7]);
    expect(await second.total()).toBe(6);
    expect((await second.user(6)).name).toBe('made');
    expect((await second.user(1)).first_name).toBe('Changed');
    expect(await second.create('next')).toBe(7);
  });

  test('without a change leaves the file as it was, byte for byte', async () => {
    const { seed, bytes } = dataFolder();
    await seed();
    const before = bytes();
    await seed({});
    await seed({ records: 5, seed: 1 });
    expect(bytes().equals(before)).toBe(true);
  });

  test('after a refused request leaves the file as it was, byte for byte', async () => {
    const { start, bytes } = dataFolder();
    const { patch, mock } = await start({ records: 5 });
    const before = bytes();
    expect(await patch('user_id_in=1', { first_name: 1 })).toBe(400);
    expect(await patch('user_id_in=99', { first_name: 'Nobody' })).toBe(404);
    await mock.close();
    expect(bytes().equals(before)).toBe(true);
  });

  test('leaves no other file behind than the data, a log that only names itself, and the lock', async () => {
    const { start, folder, data } = dataFolder();
    const { create, mock } = await start({ records: 5 });
    await Promise.all(['a', 'b', 'c'].map(create));
    await mock.close();
    expect(readdirSync(folder).sort()).toEqual(['data.2.log', 'data.json', 'lock']);
    expect(readFileSync(join(folder, 'data.2.log'), 'utf8')).toMatch(/^[0-9a-f]{8} [0-9a-f]{8} \{"log":2\}\n$/);
    expect(data().collections['dnl.users']).toHaveLength(8);
  });

  test('finds each change that was answered, though the process was not asked to stop', async () => {
    const { start, folder, users } = dataFolder();
    const { create } = await start({ records: 5 });
    const ids = await Promise.all(Array.from({ length: 20 }, (_, at) => create(`name-${at}`)));
    expect(ids.sort((left, right) => left - right)).toEqual(Array.from({ length: 20 }, (_, at) => 6 + at));
    expect(users().map(({ user_id }) => user_id)).toEqual([1, 2, 3, 4, 5, ...ids]);
    const copy = dataFolder();
    cpSync(copyFolder(folder), copy.folder, { recursive: true, filter: source => !source.endsWith('lock') });
    const { total, user, create: createThen } = await copy.start();
    expect([await total(), (await user(25)).name, await createThen('next')]).toEqual([25, expect.anything(), 26]);
  });
});

describe('Numbers that contradict the folder', () => {
  test.each<[string, MockOptions]>([
    ['records', { records: 6 }],
    ['seed', { seed: 8 }],
    ['both', { records: 1, seed: 1 }],
  ])('are refused, and the data stay: %s', async (_, options) => {
    const { seed, start, bytes, file } = dataFolder();
    await seed({ records: 5, seed: 7 });
    const before = bytes();
    await expect(start(options)).rejects.toMatchObject({
      code: 'data-contradicted',
      message: expect.stringMatching(/--records 5 --seed 7.*--records \d --seed \d/),
      fix: expect.stringMatching(/understudy reset.*--reset/),
    });
    await expect(start(options)).rejects.toThrow(file);
    expect(bytes().equals(before)).toBe(true);
    await start({ records: 5, seed: 7 });
  });

  test('are refused before a missing collection is seeded', async () => {
    const { seed, start, bytes, edit } = dataFolder();
    await seed();
    edit(({ collections }) => delete collections['dnl.roles']);
    const before = bytes();
    await expect(start({ records: 6 })).rejects.toMatchObject({ code: 'data-contradicted' });
    expect(bytes().equals(before)).toBe(true);
  });
});

describe('Fresh', () => {
  test('discards the data and seeds with the same numbers', async () => {
    const { start, data, stored, seed } = dataFolder();
    await seed({ records: 5, seed: 7 });
    const before = data();
    const first = await start();
    await first.create('gone');
    await first.mock.close();
    const second = await start({ reset: true });
    expect([second.mock.shipped[0]?.begins?.records, second.mock.seed]).toEqual([5, 7]);
    expect(data()).toEqual(before);
    expect(stored()).not.toContain('gone');
  });

  test.each([-7, 0, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])('keeps the seed %d too', async seed => {
    const folder = dataFolder();
    await folder.seed({ records: 5, seed });
    const { mock } = await folder.start({ reset: true });
    expect([mock.shipped[0]?.begins?.records, mock.seed]).toEqual([5, seed]);
  });

  test('takes other numbers', async () => {
    const { start, seed } = dataFolder();
    await seed({ records: 5, seed: 7 });
    const { mock, total } = await start({ reset: true, records: 3 });
    expect([mock.shipped[0]?.begins?.records, mock.seed, await total()]).toEqual([3, 7, 3]);
  });

  test('discards what cannot be read', async () => {
    const { start, seed, write } = dataFolder();
    await seed();
    write('{"about": nonsense');
    expect(await (await start({ reset: true, records: 4 })).total()).toBe(4);
  });

  test('discards what a log holds, even if it is damaged', async () => {
    const { start, folder, seed } = dataFolder();
    await seed();
    writeFileSync(join(folder, 'data.1.log'), 'nonsense\nnonsense\n');
    const first = await start({ reset: true });
    expect(await first.total()).toBe(5);
    await first.mock.close();
    expect(await (await start()).total()).toBe(5);
    expect(readdirSync(folder).sort()).toEqual(['data.2.log', 'data.json', 'lock']);
  });

  test('is nothing to a folder that is new', async () => {
    expect(await (await dataFolder().start({ reset: true, records: 4 })).total()).toBe(4);
  });
});

describe('Reset', () => {
  test('puts the data back to how they were seeded, on the disk too', async () => {
    const { start, users, data } = dataFolder();
    const { mock, create, patch, total, user } = await start({ records: 5 });
    const [before, whole, first] = [users(), data(), await user(1)];
    await create('gone');
    await patch('user_id_in=1', { first_name: 'Changed' });
    await mock.reset();
    expect(users()).toEqual(before);
    expect([await total(), await user(1)]).toEqual([5, first]);
    await mock.close();
    expect(data()).toEqual(whole);
    const second = await start();
    expect([await second.user(1), await second.create('again')]).toEqual([first, 6]);
  });

  test('in the middle of requests refuses none of them, and disk and memory agree', async () => {
    const { start, users } = dataFolder();
    const { mock, patch, user } = await start({ records: 5 });
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        at % 8 === 0 ? mock.reset().then(() => 200) : patch('user_id_in=1', { first_name: `Name ${at}` }),
      ),
    );
    expect(outcomes).toEqual(outcomes.map(() => 200));
    expect(users().find(({ user_id }) => user_id === 1)).toEqual(await user(1));
  });

  test('in memory works as well', async () => {
    const { start } = dataFolder();
    const { mock, create, total } = await start({ records: 5, data: undefined } as unknown as MockOptions);
    await create('gone');
    await mock.reset();
    expect(await total()).toBe(5);
  });
});
