import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../../src/kernel/index.js';
import { type Condition, type Order, Store } from '../../../src/store/index.js';
import { adapters, definitions, seedOf, storeOf, THINGS } from '../things.js';

/** The ids of what a query finds, in order. */
function idsOf(store: Store, { where = [], order = BY_ID }: { where?: Condition[]; order?: Order }): unknown[] {
  const { records } = store.collection(THINGS).page({ where, order, offset: 0, limit: 100 });
  return [...records].map(bytes => JSON.parse(new TextDecoder().decode(bytes)).id);
}

const BY_ID: Order = { key: 'id', direction: 'ascending' };

describe.each(Object.entries(adapters))('Kept in %s', (_, adapter) => {
  test.each([0, 10, 1e9, 1e15, Number.MAX_SAFE_INTEGER - 1])('past the end, at %d, is nothing', async beyond => {
    const collection = (await storeOf([{ id: 1 }], adapter())).collection(THINGS);
    for (const direction of ['ascending', 'descending'] as const) {
      const page = { where: [], order: { key: 'id', direction }, offset: 1 + beyond, limit: 10_000 };
      const { total, records } = collection.page(page);
      expect([total, records.length]).toEqual([1, 0]);
    }
  });

  test('a page of no records tells how many there are all the same', async () => {
    const collection = (await storeOf([{ id: 1 }, { id: 2 }], adapter())).collection(THINGS);
    const { total, records } = collection.page({ where: [], order: BY_ID, offset: 0, limit: 0 });
    expect([total, records.length]).toEqual([2, 0]);
  });

  test('the first record with a value is the one with the lowest key', async () => {
    const things = [
      { id: 3, name: 'a' },
      { id: 1, name: 'b' },
      { id: 2, name: 'a' },
    ];
    const collection = (await storeOf(things, adapter())).collection(THINGS);
    const found = ['a', 'b', 'c'].map(name => collection.firstWith('name', name));
    expect(found.map(bytes => bytes && JSON.parse(new TextDecoder().decode(bytes)).id)).toEqual([2, 1, undefined]);
  });

  test('whether a collection has begun is known after ids were taken, and not if that was undone', async () => {
    const seeded = () => ({ ...seedOf([]), next: {} });
    const store = await Store.open(adapter(), { definitions, seeded });
    expect(store.hasBegun(THINGS)).toBe(false);
    const take = (fails: boolean) => () => {
      store.nextId(THINGS);
      if (fails) throw new Error('undone');
    };
    expect(() => store.transact(take(true))).toThrow('undone');
    expect(store.hasBegun(THINGS)).toBe(false);
    store.transact(take(false));
    expect(store.hasBegun(THINGS)).toBe(true);
    await store.reset();
    expect(store.hasBegun(THINGS)).toBe(false);
    await store.replaceAll({ [THINGS]: [] });
    expect(store.hasBegun(THINGS)).toBe(true);
  });

  test('nothing is found where nothing is', async () => {
    const store = await storeOf([], adapter());
    const things = store.collection(THINGS);
    expect([things.size, things.lastKey, things.find([]), things.get(1), things.bytes(1)]).toEqual([
      0,
      undefined,
      [],
      undefined,
      undefined,
    ]);
    for (const key of ['id', 'name', 'made', 'score']) {
      for (const direction of ['ascending', 'descending'] as const) {
        expect(idsOf(store, { order: { key, direction } })).toEqual([]);
      }
    }
  });

  test('a record is found by its key as it is now', async () => {
    const store = await storeOf([{ id: 1, name: 'old' }], adapter());
    const things = store.collection(THINGS);
    expect(things.get(1)).toEqual({ id: 1, name: 'old' });
    expect(things.get('1')).toBeUndefined();
    expect(things.get(Number.NaN)).toBeUndefined();
    await store.transact(() => things.replace({ id: 1, name: 'new' })).saved;
    expect(things.get(1)).toEqual({ id: 1, name: 'new' });
    expect(() => store.transact(() => things.replace({ id: 2 }))).toThrow('no record 2');
    expect(() => store.transact(() => things.remove(2))).toThrow('no record 2');
    expect(() => store.collection('test.nothings')).toThrow(
      'There is no collection test.nothings; there are: test.things.',
    );
  });

  test('a record that was found is the own of whoever asked', async () => {
    const store = await storeOf([{ id: 1, name: 'kept' }], adapter());
    Object.assign(store.collection(THINGS).get(1) ?? {}, { name: 'changed' });
    expect(store.collection(THINGS).get(1)).toEqual({ id: 1, name: 'kept' });
  });
});

describe('Nulls', () => {
  const things = [{ id: 1, name: null }, { id: 2, name: 'b' }, { id: 3 }, { id: 4, name: 'a' }];

  test.each([
    ['ascending', [4, 2, 1, 3]],
    ['descending', [2, 4, 1, 3]],
  ] as const)('come last in the order %s, a missing value like any other', async (direction, ids) => {
    expect(idsOf(await storeOf(things), { order: { key: 'name', direction } })).toEqual(ids);
  });

  test('are neither later nor earlier than anything, and within nothing', async () => {
    const store = await storeOf([{ id: 1, made: null, score: null }, { id: 2 }]);
    const conditions: Condition[] = [
      { key: 'made', is: 'later', than: -8e15 },
      { key: 'made', is: 'earlier', than: 8e15 },
      { key: 'score', is: 'within', ranges: [[-8e15, 8e15]] },
    ];
    for (const condition of conditions) expect(idsOf(store, { where: [condition] })).toEqual([]);
  });
});

describe('Times', () => {
  const first = '2018-02-14T15:59:45.000000+00:00';
  const things = [
    { id: 1, made: '2018-02-14T17:59:45.000001+02:00' },
    { id: 2, made: first },
    { id: 3, made: '2018-02-14T10:59:45.000000-05:00' },
    { id: 4, made: '2018-02-14T15:59:44.999999Z' },
  ];
  const than = parseInstant(first) as number;

  test.each([
    ['ascending', [4, 2, 3, 1]],
    ['descending', [1, 2, 3, 4]],
  ] as const)('are ordered %s by when they were, whatever their offset', async (direction, ids) => {
    expect(idsOf(await storeOf(things), { order: { key: 'made', direction } })).toEqual(ids);
  });

  test('are later or earlier than a bound, never both, and neither where they are equal', async () => {
    const store = await storeOf(things);
    expect(idsOf(store, { where: [{ key: 'made', is: 'later', than }] })).toEqual([1]);
    expect(idsOf(store, { where: [{ key: 'made', is: 'earlier', than }] })).toEqual([4]);
  });
});

test('Texts are ordered by code unit, and contained in any case', async () => {
  const names = ['b', 'B', 'a', '😀', '\uFFFD', 'ab', '', '10', '9', 'Zoë'];
  const store = await storeOf(names.map((name, id) => ({ id, name })));
  const order = { key: 'name', direction: 'ascending' } as const;
  expect(idsOf(store, { order }).map(id => names[Number(id)])).toEqual([...names].sort());
  expect(idsOf(store, { where: [{ key: 'name', is: 'containing', text: 'OË' }] })).toEqual([9]);
  expect(idsOf(store, { where: [{ key: 'name', is: 'containing', text: 'B' }] })).toEqual([0, 1, 5]);
});

test('What has no column cannot be asked for', async () => {
  const store = await storeOf([{ id: 1 }]);
  expect(() => idsOf(store, { order: { key: 'colour', direction: 'ascending' } })).toThrow('no column colour');
  expect(() => idsOf(store, { where: [{ key: 'colour', is: 'null' }] })).toThrow('no column colour');
});
