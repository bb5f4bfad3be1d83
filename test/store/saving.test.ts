import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Data, fileAdapter, memoryAdapter } from '../../src/store/index.js';
import { addThing, dataOf, definitions, storeOf, THINGS, temporaryFolder } from './things.js';

function fileIn(folder: string) {
  const file = join(folder, 'data.json');
  const ids = () =>
    (JSON.parse(readFileSync(file, 'utf8')) as Data).collections[THINGS]?.map(({ id }) => Number(id)) ?? [];
  return { file, ids, adapter: fileAdapter(file, definitions) };
}

/** An adapter that counts its writes and fails while `isFailing`; each write ends when `release` is called, if held. */
function controlled() {
  const state = { writes: 0, isFailing: false, isHeld: false, written: [] as string[], release: () => {} };
  const adapter = {
    ...memoryAdapter,
    async write(data: Data) {
      state.writes++;
      const text = JSON.stringify(data);
      if (state.isHeld) {
        await new Promise<void>(resolve => {
          state.release = resolve;
        });
      }
      if (state.isFailing) throw new Error('no space left on device');
      state.written.push(text);
    },
  };
  return { state, adapter };
}

test('Each change is acknowledged only when the file holds it', async () => {
  const { ids, adapter } = fileIn(temporaryFolder());
  const store = await storeOf([], adapter);
  const acknowledged: number[] = [];
  await Promise.all(
    Array.from({ length: 60 }, async (_, at) => {
      for (let wait = 0; wait < at % 7; wait++) await new Promise(setImmediate);
      const { result, saved } = store.transact(() => addThing(store));
      await saved;
      expect(ids()).toContain(result.id);
      acknowledged.push(Number(result.id));
    }),
  );
  expect(ids()).toEqual(acknowledged.sort((left, right) => left - right));
});

test('Changes that come while a write runs share the next one', async () => {
  const { state, adapter } = controlled();
  const store = await storeOf([], adapter);
  expect(state.writes).toBe(1);
  await Promise.all(Array.from({ length: 500 }, () => store.transact(() => addThing(store)).saved));
  expect(state.writes).toBe(3);
});

test('A change waits for a write that began after it', async () => {
  const { state, adapter } = controlled();
  const store = await storeOf([], adapter);
  state.isHeld = true;
  const order: string[] = [];
  const first = store.transact(() => addThing(store)).saved?.then(() => order.push('first'));
  const second = store.transact(() => addThing(store)).saved?.then(() => order.push('second'));
  state.release();
  await first;
  expect(order).toEqual(['first']);
  expect(state.written.at(-1)).not.toContain('"id":2');
  state.isHeld = false;
  state.release();
  await second;
  expect(state.written.at(-1)).toContain('"id":2');
});

test('Settled is only when no change waits any more, one that was made meanwhile included', async () => {
  const { ids, adapter } = fileIn(temporaryFolder());
  const store = await storeOf([], adapter);
  const second = store.transact(() => addThing(store)).saved?.then(() => store.transact(() => addThing(store)).saved);
  await store.settled();
  const whenSettled = ids();
  await second;
  expect(whenSettled).toEqual([1, 2]);
});

test('A write that fails takes back everything that is not in the file and refuses all who wait', async () => {
  const { state, adapter } = controlled();
  const store = await storeOf([{ id: 1, name: 'kept' }], adapter);
  state.isFailing = true;
  const things = store.collection(THINGS);
  const waiting = [
    store.transact(() => things.replace({ id: 1, name: 'first' })).saved,
    store.transact(() => things.replace({ id: 1, name: 'second' })).saved,
    store.transact(() => addThing(store)).saved,
    store.transact(() => things.replace({ id: 2, name: 'third' })).saved,
  ];
  expect(things.get(1)).toEqual({ id: 1, name: 'second' });
  const settled = await Promise.allSettled(waiting);
  for (const outcome of settled) {
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { code: 'data-unsaved', message: expect.stringContaining('no space left') },
    });
  }
  expect(things.find([])).toEqual([{ id: 1, name: 'kept' }]);
  state.isFailing = false;
  expect(store.transact(() => addThing(store)).result).toEqual({ id: 2 });
  await store.settled();
  expect(JSON.parse(state.written.at(-1) ?? '').collections[THINGS]).toEqual([{ id: 1, name: 'kept' }, { id: 2 }]);
});

test('A write that fails takes back changes made before and after all data were replaced', async () => {
  const { state, adapter } = controlled();
  const store = await storeOf([{ id: 1, name: 'kept' }], adapter);
  state.isFailing = true;
  const waiting = [
    store.transact(() => addThing(store)).saved,
    store.replaceAll(dataOf([{ id: 7 }])),
    store.transact(() => addThing(store)).saved,
  ];
  const outcomes = await Promise.allSettled(waiting);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  const things = store.collection(THINGS);
  expect(things.find([])).toEqual([{ id: 1, name: 'kept' }]);
  expect([things.get(1), things.get(2), things.get(7), things.get(8)]).toEqual([
    { id: 1, name: 'kept' },
    undefined,
    undefined,
    undefined,
  ]);
  state.isFailing = false;
  expect(store.transact(() => addThing(store)).result).toEqual({ id: 2 });
  await store.settled();
});

test('Replacing all data that cannot be saved leaves them as they were', async () => {
  const { state, adapter } = controlled();
  const store = await storeOf([{ id: 1 }], adapter);
  state.isFailing = true;
  await expect(store.replaceAll(dataOf([]))).rejects.toMatchObject({ code: 'data-unsaved' });
  expect(store.collection(THINGS).find([])).toEqual([{ id: 1 }]);
});

test('Only one write runs at a time, also while all data are replaced', async () => {
  const { adapter } = fileIn(temporaryFolder());
  let running = 0;
  let most = 0;
  const watched = {
    ...adapter,
    async write(data: Data) {
      most = Math.max(most, ++running);
      try {
        await adapter.write(data);
      } finally {
        running--;
      }
    },
  };
  const store = await storeOf([], watched);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 60 }, async (_, at) => {
      for (let wait = 0; wait < at % 5; wait++) await new Promise(setImmediate);
      if (at % 10 === 0) return store.replaceAll(dataOf([]));
      return store.transact(() => addThing(store)).saved;
    }),
  );
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(0);
  expect(most).toBe(1);
});

test('What the file holds in the end is what the memory holds, however changes and replacements mix', async () => {
  const { ids, adapter } = fileIn(temporaryFolder());
  const store = await storeOf([], adapter);
  await Promise.allSettled(
    Array.from({ length: 60 }, async (_, at) => {
      for (let wait = 0; wait < at % 5; wait++) await new Promise(setImmediate);
      if (at % 10 === 0) return store.replaceAll(dataOf([]));
      return store.transact(() => addThing(store)).saved;
    }),
  );
  await store.settled();
  expect(ids()).toEqual(
    store
      .collection(THINGS)
      .find([])
      .map(({ id }) => id),
  );
});

test('A write leaves one whole file, with one record on a line', async () => {
  const folder = temporaryFolder();
  const { file, adapter } = fileIn(folder);
  const store = await storeOf([{ id: 1, name: 'a\nb' }, { id: 2 }], adapter);
  await store.transact(() => addThing(store, { name: '\u2028 and "more"' })).saved;
  expect(readdirSync(folder)).toEqual(['data.json']);
  const lines = readFileSync(file, 'utf8').split('\n');
  expect(lines).toEqual(expect.arrayContaining(['{"id":1,"name":"a\\nb"},', '{"id":2},']));
  expect(JSON.parse(lines.join('\n')).next).toEqual({ [THINGS]: 4 });
});

test('A write that was interrupted long ago is no hindrance', async () => {
  const folder = temporaryFolder();
  const { file, adapter } = fileIn(folder);
  await adapter.write(dataOf([{ id: 1 }]));
  await adapter.write(dataOf([{ id: 1 }, { id: 2 }]));
  const half = readFileSync(file, 'utf8').slice(0, 50);
  writeFileSync(`${file}.writing`, half);
  const store = await storeOf([], adapter);
  await store.transact(() => addThing(store)).saved;
  expect(readdirSync(folder)).toEqual(['data.json']);
  expect(store.collection(THINGS).find([])).toHaveLength(3);
});
