import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../../src/kernel/index.js';
import { fileAdapter, Store } from '../../../../src/store/index.js';
import { fakeLog } from '../../../store/fake-log.js';
import { hasFileLimits, limitFiles } from '../../../store/file-limit.js';
import { addThing, definitions, seedOf, storeOf, THINGS, temporaryFolder, thingsOf } from '../../../store/things.js';
import { storedRecords } from '../../../stored-records.js';

function fileIn(folder: string) {
  const file = join(folder, 'data.json');
  const stored = () => storedRecords(folder, { collection: THINGS, key: 'id' });
  return { file, stored, ids: () => stored().map(({ id }) => id), adapter: fileAdapter(file, { definitions }) };
}

/** Lets other work go on for some turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}

/** The files of a folder, each with whether it has more than one line. */
function filesOf(folder: string): [name: string, isFull: boolean][] {
  return readdirSync(folder).map(name => [name, readFileSync(join(folder, name), 'utf8').split('\n').length > 2]);
}

describe('A change is acknowledged', () => {
  test('only when the disk holds it', async () => {
    const { ids, adapter } = fileIn(temporaryFolder());
    const store = await storeOf([], adapter);
    const acknowledged: unknown[] = [];
    await Promise.all(
      Array.from({ length: 60 }, async (_, at) => {
        await turns(at % 7);
        const { result, saved } = store.transact(() => addThing(store));
        await saved;
        expect(ids()).toContain(result.id);
        acknowledged.push(result.id);
      }),
    );
    expect(acknowledged).toHaveLength(60);
    expect(new Set(ids())).toEqual(new Set(acknowledged));
  });

  test('once the log has it, though it is seen at once', async () => {
    const { adapter, flush, written } = fakeLog();
    const store = await storeOf([], adapter);
    let isSaved = false;
    const saved = store.transact(() => addThing(store)).saved?.then(() => (isSaved = true));
    await turns(3);
    expect([thingsOf(store), isSaved, written]).toEqual([[{ id: 1 }], false, []]);
    flush();
    await saved;
    expect(written.map(entry => JSON.parse(entry))).toEqual([
      { changes: [{ in: THINGS, put: { id: 1 } }], next: { [THINGS]: 2 } },
    ]);
  });

  test('along with others: what comes while a flush runs shares the next one', async () => {
    const folder = temporaryFolder();
    const store = await storeOf([], fileIn(folder).adapter);
    await Promise.all(Array.from({ length: 500 }, () => store.transact(() => addThing(store)).saved));
    const log = readFileSync(join(folder, 'data.1.log'), 'utf8');
    expect(log.trimEnd().split('\n').length).toBeLessThan(4);
  });

  test('though nobody waits for it: settled is only when none waits any more', async () => {
    const { ids, adapter } = fileIn(temporaryFolder());
    const store = await storeOf([], adapter);
    const second = store.transact(() => addThing(store)).saved?.then(() => store.transact(() => addThing(store)).saved);
    await store.settled();
    const whenSettled = ids();
    await second;
    expect(whenSettled).toEqual([1, 2]);
  });
});

describe('A log that fails', () => {
  const unsaved = { code: 'data-unsaved', message: expect.stringContaining('no space left') };

  async function refused(waiting: readonly (Promise<unknown> | undefined)[]): Promise<void> {
    for (const outcome of await Promise.allSettled(waiting)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: unsaved });
    }
  }

  test('takes back everything that it has not and refuses all who wait', async () => {
    const { adapter, flush, fail, written } = fakeLog();
    const store = await storeOf([{ id: 1, name: 'kept' }], adapter);
    const things = store.collection(THINGS);
    const waiting = [
      store.transact(() => things.replace({ id: 1, name: 'first' })).saved,
      store.transact(() => things.replace({ id: 1, name: 'second' })).saved,
      store.transact(() => addThing(store)).saved,
      store.transact(() => things.replace({ id: 2, name: 'third' })).saved,
      store.transact(() => things.remove(1)).saved,
    ];
    expect(thingsOf(store)).toEqual([{ id: 2, name: 'third' }]);
    fail();
    await refused(waiting);
    expect(thingsOf(store)).toEqual([{ id: 1, name: 'kept' }]);
    const { result, saved } = store.transact(() => addThing(store));
    expect(result).toEqual({ id: 2 });
    flush();
    await saved;
    expect(written).toHaveLength(1);
  });

  test('takes back what came before and after all data were put back', async () => {
    const { adapter, fail } = fakeLog();
    const store = await storeOf([{ id: 1, name: 'kept' }], adapter);
    store.snapshot('before');
    const waiting = [
      store.transact(() => addThing(store)).saved,
      store.restore('before'),
      store.transact(() => addThing(store)).saved,
      store.reset(),
    ];
    await turns(3);
    const last = store.transact(() => addThing(store, { name: 'after' }));
    expect(last.result.id).toBe(2);
    fail();
    await refused([...waiting, last.saved]);
    expect(thingsOf(store)).toEqual([{ id: 1, name: 'kept' }]);
    expect(store.collection(THINGS).get(2)).toBeUndefined();
    expect(store.transact(() => addThing(store)).result).toEqual({ id: 2 });
  });

  test('leaves all as it was where data were to be put back', async () => {
    const { adapter, fail, flush } = fakeLog();
    const store = await storeOf([{ id: 1 }], adapter);
    store.snapshot('one');
    const added = store.transact(() => addThing(store)).saved;
    flush();
    await added;
    const restored = store.restore('one');
    expect(thingsOf(store)).toEqual([{ id: 1 }]);
    fail();
    await refused([restored]);
    expect(thingsOf(store)).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('takes back a change of many, and what was changed before and after it', async () => {
    const { adapter, fail, flush } = fakeLog();
    const many = Array.from({ length: 700 }, (_, at) => ({ id: at + 1, name: 'as it was' }));
    const store = await storeOf(many, adapter);
    const flushing = setInterval(flush);
    const before = await new Promise<(Promise<unknown> | undefined)[]>(resolve => {
      const changing = store.changeAll(
        { collection: THINGS, where: [], to: thing => ({ ...thing, name: 'renamed' }) },
        () => {
          clearInterval(flushing);
          const things = store.collection(THINGS);
          // once the change of many is made, and while it waits for the log
          setImmediate(() => {
            const after = store.transact(() => things.size && store.collection(THINGS).remove(3)).saved;
            resolve([changing, after]);
          });
        },
      );
      changing.catch(() => {});
    });
    expect(store.collection(THINGS).get(2)).toEqual({ id: 2, name: 'renamed' });
    fail();
    await refused(before);
    expect(thingsOf(store)).toEqual(many);
  });

  test.each([0, 1, 2])('takes back the right records where their room may be given away, at change %d', async at => {
    const { adapter, fail, flush } = fakeLog();
    const kept = { id: 1, name: 'k'.repeat(200) };
    const store = await storeOf([{ id: 1 }, { id: 2 }], adapter);
    const things = store.collection(THINGS);
    // records that nobody holds are looked for after so many changes
    for (let time = 0; time < 10_000 - 2 - at; time++) {
      const { saved } = store.transact(() => things.replace(time === 0 ? kept : { id: 2, name: 'second' }));
      flush();
      await saved;
    }
    const waiting = [
      store.transact(() => things.replace({ id: 1, name: 'short' })).saved,
      store.transact(() => things.replace({ id: 2, name: 'x'.repeat(200) })).saved,
      store.transact(() => things.remove(1)).saved,
      store.transact(() => things.replace({ id: 2, name: 'y'.repeat(200) })).saved,
    ];
    fail();
    await refused(waiting);
    expect(thingsOf(store)).toEqual([kept, { id: 2, name: 'second' }]);
  });

  test.runIf(hasFileLimits)('on a disk that is full: memory and disk agree, and go on once there is room', async () => {
    const folder = temporaryFolder();
    const { stored, adapter } = fileIn(folder);
    const store = await storeOf([{ id: 1, name: 'kept' }], adapter);
    await store.transact(() => addThing(store)).saved;
    const limit = limitFiles(4096);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, () => store.transact(() => addThing(store, { note: 'x'.repeat(500) })).saved),
    );
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
    expect(stored()).toEqual(thingsOf(store));
    limit.lift();
    await store.transact(() => addThing(store, { name: 'room' })).saved;
    expect(stored()).toEqual(thingsOf(store));
  });
});

test('What the disk holds in the end is what the memory holds, however changes, resets and checkpoints mix', async () => {
  const { stored, adapter } = fileIn(temporaryFolder());
  const often = { read: () => adapter.read(), write: adapter.write.bind(adapter) };
  const store = await storeOf([{ id: 1 }], {
    ...often,
    log: Object.create(adapter.log ?? {}, { most: { value: 500 } }),
  });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 90 }, async (_, at) => {
      await turns(at % 5);
      if (at % 10 === 0) return store.reset();
      return store.transact(() => addThing(store, { name: `${at}` })).saved;
    }),
  );
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
  await store.settled();
  expect(stored()).toEqual(thingsOf(store));
});

describe('A checkpoint', () => {
  test('is whole and alone once the store is closed, with one record on a line', async () => {
    const folder = temporaryFolder();
    const { file, adapter } = fileIn(folder);
    const store = await storeOf([{ id: 1, name: 'a\nb' }, { id: 2 }], adapter);
    await store.transact(() => addThing(store, { name: '\u2028 and "more"' })).saved;
    await store.close();
    expect(filesOf(folder)).toEqual([
      ['data.2.log', false],
      ['data.json', true],
    ]);
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toEqual(
      expect.arrayContaining(['{"id":1,"name":"a\\nb"},', '{"id":2},', '{"id":3,"name":"\u2028 and \\"more\\""}']),
    );
    expect(JSON.parse(lines.join('\n'))).toMatchObject({ about: { log: 2 }, next: { [THINGS]: 4 } });
  });

  test('is left as it was by a store that changed nothing', async () => {
    const folder = temporaryFolder();
    await (await storeOf([{ id: 1 }], fileIn(folder).adapter)).close();
    const { file, adapter } = fileIn(folder);
    const before = readFileSync(file);
    await (await storeOf([], adapter)).close();
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(filesOf(folder)).toEqual([
      ['data.1.log', false],
      ['data.json', true],
    ]);
  });

  test('is written anew once the log has grown, while changes go on, and the log is cut', async () => {
    const folder = temporaryFolder();
    const { file, ids, adapter } = fileIn(folder);
    const store = await storeOf([], adapter);
    const note = 'x'.repeat(1 << 20);
    for (let at = 0; at < 6; at++) await store.transact(() => addThing(store, { note })).saved;
    await Promise.all(Array.from({ length: 20 }, () => store.transact(() => addThing(store)).saved));
    await store.settled();
    expect(JSON.parse(readFileSync(file, 'utf8')).about.log).toBeGreaterThan(1);
    const logs = filesOf(folder).filter(([name]) => name.endsWith('.log'));
    expect(logs).toHaveLength(1);
    expect(ids()).toEqual(Array.from({ length: 26 }, (_, at) => at + 1));
  });

  test('that cannot be written is told of, and the log keeps all', async () => {
    const folder = temporaryFolder();
    const { file, adapter } = fileIn(folder);
    const failures: Problem[] = [];
    const options = { definitions, seeded: () => seedOf([]), onFailure: (problem: Problem) => failures.push(problem) };
    const store = await Store.open(adapter, options);
    mkdirSync(join(`${file}.writing`, 'x'), { recursive: true });
    const note = 'x'.repeat(1 << 20);
    for (let at = 0; at < 6; at++) await store.transact(() => addThing(store, { note })).saved;
    await store.settled();
    expect(failures[0]).toMatchObject({ code: 'checkpoint-failed', message: expect.stringContaining(file) });
    await store.close();
    rmSync(`${file}.writing`, { recursive: true });
    const after = await storeOf([], fileIn(folder).adapter);
    expect(after.collection(THINGS).size).toBe(6);
  });

  test('that was interrupted long ago is no hindrance', async () => {
    const folder = temporaryFolder();
    await (await storeOf([{ id: 1 }, { id: 2 }], fileIn(folder).adapter)).close();
    const { file, adapter } = fileIn(folder);
    writeFileSync(`${file}.writing`, readFileSync(file, 'utf8').slice(0, 50));
    const store = await storeOf([], adapter);
    await store.transact(() => addThing(store)).saved;
    expect(thingsOf(store)).toHaveLength(3);
    await store.close();
    expect(readdirSync(folder)).toEqual(['data.2.log', 'data.json']);
  });
});
