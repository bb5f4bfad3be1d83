import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type CollectionDefinition,
  DATA_FORM,
  type DataAdapter,
  fileAdapter,
  memoryAdapter,
  Store,
  type StoredRecord,
} from '../../../../src/store/index.js';
import { fakeLog } from '../../../store/fake-log.js';
import { things } from '../../../store/random-things.js';
import { adapters, addThing, definitions, storeOf, THINGS, temporaryFolder, thingsOf } from '../../../store/things.js';

const OTHERS = 'test.others';
const LABELS = 'test.labels';
const [thing] = definitions as [CollectionDefinition];
const label = { key: 'id', columns: { id: 'text' }, classes: [], indexes: [] } as const;
const both: CollectionDefinition[] = [
  ...definitions,
  { ...thing, name: OTHERS },
  { ...label, name: LABELS, issues: () => [] },
];

const numbered = (count: number, name: string, first = 1): StoredRecord[] =>
  Array.from({ length: count }, (_, at) => ({ id: first + at, name }));

/** A store of things, as many others, and labels, whose next ids are not said. */
async function storeOfBoth(count: number, adapter: DataAdapter = memoryAdapter): Promise<Store> {
  const store = await Store.open(adapter, {
    definitions: both,
    seeded: () => ({
      about: { understudy: DATA_FORM, seed: 1, records: count },
      next: {},
      collections: {
        [THINGS]: numbered(count, 'seeded'),
        [OTHERS]: numbered(count, 'seeded'),
        [LABELS]: [{ id: 'a' }],
      },
    }),
  });
  onTestFinished(() => store.close());
  return store;
}

const fileIn = (folder: string) => fileAdapter(join(folder, 'data.json'), { definitions: both });

/** A store that goes on from a folder as a kill would leave it. */
function afterKill(folder: string): Promise<Store> {
  const copy = temporaryFolder();
  for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(copy, name));
  return storeOfBoth(0, fileIn(copy));
}

const othersOf = (store: Store) => store.collection(OTHERS).find([]);
const turn = () => new Promise(resolve => setImmediate(resolve));

describe.each(Object.entries(adapters))('Kept in %s', (_, adapter) => {
  test('any records take the place of any others', () =>
    fc.assert(
      fc.asyncProperty(things, things, async (before, after) => {
        const store = await storeOf(before, adapter());
        await store.replaceAll({ [THINGS]: after });
        const sorted = after.toSorted((left, right) => Number(left.id) - Number(right.id));
        expect(thingsOf(store).map(each => JSON.stringify(each))).toEqual(sorted.map(each => JSON.stringify(each)));
        await store.reset();
        expect(thingsOf(store)).toHaveLength(before.length);
      }),
      { numRuns: 20 },
    ));

  test.each([0, 1, 250, 251, 3000])('%d records take the place of a thousand', async count => {
    const store = await storeOf(numbered(1000, 'seeded'), adapter());
    await store.replaceAll({ [THINGS]: numbered(count, 'new', 500) });
    expect(thingsOf(store)).toEqual(numbered(count, 'new', 500));
    expect(store.collection(THINGS).count([{ key: 'name', is: 'equal', value: 'new' }])).toBe(count);
  });

  test('they may come one by one, and in any order', async () => {
    const store = await storeOf([], adapter());
    await store.replaceAll({
      [THINGS]: (function* () {
        yield { id: 3 };
        yield { id: 1 };
      })(),
    });
    expect(thingsOf(store)).toEqual([{ id: 1 }, { id: 3 }]);
  });

  test('an id that was given is not given again, and a new one is above all there are', async () => {
    const store = await storeOf(numbered(5, 'seeded'), adapter());
    const nextId = () => store.transact(() => store.nextId(THINGS)).result;
    await store.replaceAll({ [THINGS]: [] });
    expect(nextId()).toBe(6);
    await store.replaceAll({ [THINGS]: [{ id: 40 }] });
    expect(nextId()).toBe(41);
    await store.replaceAll({ [THINGS]: [{ id: 60 }] });
    await store.replaceAll({ [THINGS]: [{ id: 7 }] });
    expect(nextId()).toBe(61);
  });

  test('a reset puts the seeded records back, or those that it is given, ids included', async () => {
    const store = await storeOf(numbered(5, 'seeded'), adapter());
    await store.replaceAll({ [THINGS]: [{ id: 40 }] });
    await store.reset({ [THINGS]: [{ id: 2, name: 'given' }] });
    expect(thingsOf(store)).toEqual([{ id: 2, name: 'given' }]);
    await store.transact(() => addThing(store)).saved;
    expect(thingsOf(store).at(-1)).toEqual({ id: 6 });
    await store.reset();
    expect(thingsOf(store)).toEqual(numbered(5, 'seeded'));
  });

  test('a closed store refuses', async () => {
    const store = await storeOf([], adapter());
    await store.close();
    await expect(store.replaceAll({ [THINGS]: [] })).rejects.toMatchObject({ code: 'mock-closed' });
  });
});

describe('Records that a collection may not have are refused, and nothing is changed', () => {
  const refused = async (records: Iterable<unknown>, { replacing = OTHERS } = {}) => {
    const store = await storeOfBoth(3);
    const given = { [THINGS]: [{ id: 9 }], [replacing]: records };
    for (const refusing of [() => store.replaceAll(given), () => store.reset(given)]) {
      await expect(refusing()).rejects.toMatchObject({ code: 'records-invalid', status: 400 });
    }
    expect(thingsOf(store)).toEqual(numbered(3, 'seeded'));
    expect(othersOf(store)).toEqual(numbered(3, 'seeded'));
    const { message } = await store.replaceAll(given).catch(error => error);
    return message.split('\n').slice(1);
  };

  test.each<[string, unknown[], string[]]>([
    ['an issue', [{ id: 1 }, { id: 2, name: 5 }], ['  test.others /1/name must be string']],
    ['several issues', [{ name: 5 }], ['  test.others /0/id is missing', '  test.others /0/name must be string']],
    ['null', [null], ['  test.others /0/id must be integer']],
    ['one key twice', [{ id: 1 }, { id: 2 }, { id: 1 }], ['  test.others /2/id is 1, as in record 0 before it']],
    ['a key without end', [{ id: 1e300 }], ['  test.others /0/id must be an integer of at most 15 digits']],
  ])('%s', async (_, records, told) => {
    expect(await refused(records)).toEqual(told);
  });

  test('a key that is no text where keys are texts', async () => {
    const told = await refused([{ id: 'b' }, { id: 5 }], { replacing: LABELS });
    expect(told).toEqual(['  test.labels /1/id must be string']);
  });

  test('of very many issues the first twenty are named, and no record is asked for thereafter', async () => {
    let asked = 0;
    const endless = {
      *[Symbol.iterator]() {
        for (asked = 0; ; asked++) yield { id: 'none' };
      },
    };
    const told = await refused(endless);
    expect(told).toHaveLength(21);
    expect(told.at(-1)).toBe('  and perhaps more');
    expect(asked).toBeLessThan(25);
  });

  test('a collection that there is not', async () => {
    const store = await storeOfBoth(3);
    await expect(store.replaceAll({ [THINGS]: [], 'test.nothings': [] })).rejects.toMatchObject({
      code: 'no-such-collection',
      status: 404,
      message: 'There is no collection test.nothings; there are: test.things, test.others, test.labels.',
    });
    expect(thingsOf(store)).toHaveLength(3);
  });

  test('what was taken in until an issue was found is let go', async () => {
    const store = await storeOfBoth(3);
    const { heap } = store.collection(THINGS).indexes;
    const before = heap.holders.size;
    await store.replaceAll({ [THINGS]: [...numbered(1000, 'new'), {}] }).catch(() => {});
    expect(heap.holders.size).toBe(before);
  });
});

describe.each([3, 2000])('Among %d records', count => {
  const KEPT: [string, (folder: string) => Promise<Store>][] = [
    ['memory', () => storeOfBoth(count)],
    ['a file', folder => storeOfBoth(count, fileIn(folder))],
  ];

  test.each(KEPT)('readers see all of a replacement or nothing of it (%s)', async (_, open) => {
    const store = await open(temporaryFolder());
    const seen = new Set<string>();
    const look = () => {
      const names = [THINGS, OTHERS].flatMap(name =>
        store
          .collection(name)
          .find([])
          .map(each => String(each.name)),
      );
      seen.add([...new Set(names)].join());
    };
    let isOver = false;
    const replacing = store
      .replaceAll({ [THINGS]: numbered(count + 1, 'new'), [OTHERS]: numbered(count, 'new') })
      .finally(() => {
        isOver = true;
      });
    for (; !isOver; await turn()) look();
    await replacing;
    look();
    expect(seen).toEqual(new Set(['seeded', 'new']));
  });

  test.each(KEPT)(
    'what others do meanwhile to other collections is kept, and to the replaced ones it is not (%s)',
    async (_, open) => {
      const folder = temporaryFolder();
      const store = await open(folder);
      const saved: unknown[] = [];
      const expected = [{ id: 1, name: 'seeded' }, ...numbered(count - 1, 'new', 2)];
      let isOver = false;
      const replacing = store.replaceAll({ [THINGS]: expected }).finally(() => {
        isOver = true;
      });
      for (let round = 1; !isOver; round++) {
        const change = () => {
          const [others, things] = [store.collection(OTHERS), store.collection(THINGS)];
          others.replace({ id: 1, name: `round ${round}` });
          others.add({ id: store.nextId(OTHERS), name: 'added' });
          if (things.get(2)?.name === 'new') return;
          things.replace({ id: 1, name: 'in vain' });
          addThing(store, { name: 'in vain' });
        };
        saved.push(store.transact(change).saved);
        await turn();
      }
      await Promise.all([replacing, ...saved]);
      expect(thingsOf(store)).toEqual(expected);
      const others = othersOf(store);
      expect(others[0]?.name).toBe(`round ${saved.length}`);
      expect(others).toHaveLength(count + saved.length);
      if (readdirSync(folder).length === 0) return;
      const again = await afterKill(folder);
      expect([thingsOf(again), othersOf(again)]).toEqual([expected, others]);
    },
  );

  test.each(KEPT)('replacements, resets and changes of many at once follow one another (%s)', async (_, open) => {
    const folder = temporaryFolder();
    const store = await open(folder);
    const mark = { collection: OTHERS, where: [], to: (each: StoredRecord) => ({ ...each, name: `${each.name}!` }) };
    store.snapshot('before');
    const mayBeRefused = expect.objectContaining({ code: 'data-replaced' });
    const change = () => store.changeAll(mark, () => 'changed').catch(problem => problem);
    const [, , first, , , , second] = await Promise.all([
      store.replaceAll({ [THINGS]: numbered(count, 'a') }),
      store.replaceAll({ [OTHERS]: numbered(count, 'b') }),
      change(),
      store.reset(),
      store.replaceAll({ [THINGS]: numbered(count, 'c'), [OTHERS]: numbered(count, 'c') }),
      store.restore('before'),
      change(),
    ]);
    for (const outcome of [first, second]) expect([mayBeRefused, 'changed']).toContainEqual(outcome);
    await store.replaceAll({ [THINGS]: numbered(count + 1, 'last') });
    expect(thingsOf(store)).toEqual(numbered(count + 1, 'last'));
    const names = new Set(othersOf(store).map(({ name }) => String(name).replaceAll('!', '')));
    expect(names.size).toBe(1);
    if (readdirSync(folder).length === 0) return;
    const again = await afterKill(folder);
    expect([thingsOf(again), othersOf(again)]).toEqual([thingsOf(store), othersOf(store)]);
  });

  test('a kill at any time leaves all of a replacement or nothing of it, and all of it once it is kept', async () => {
    const folder = temporaryFolder();
    const store = await storeOfBoth(count, fileIn(folder));
    let isOver = false;
    const replacing = store
      .replaceAll({ [THINGS]: numbered(count, 'new'), [OTHERS]: numbered(2, 'new') })
      .finally(() => {
        isOver = true;
      });
    for (let round = 0; !isOver; round++) {
      if (round % 5 > 0) {
        await turn();
        continue;
      }
      const again = await afterKill(folder);
      const names = [...thingsOf(again), ...othersOf(again)].map(({ name }) => name);
      expect(new Set(names).size).toBe(1);
    }
    await replacing;
    const again = await afterKill(folder);
    expect(thingsOf(again)).toEqual(numbered(count, 'new'));
    expect(othersOf(again)).toEqual(numbered(2, 'new'));
    expect(again.transact(() => again.nextId(OTHERS)).result).toBe(count + 1);
  });

  test('a copy is replaced for itself alone', async () => {
    const store = await storeOfBoth(count);
    const copy = store.fork();
    onTestFinished(() => copy.close());
    await copy.replaceAll({ [THINGS]: numbered(count, 'of the copy') });
    expect(thingsOf(store)).toEqual(numbered(count, 'seeded'));
    await store.replaceAll({ [THINGS]: [] });
    expect(thingsOf(copy)).toEqual(numbered(count, 'of the copy'));
    await copy.reset();
    expect(thingsOf(copy)).toEqual(numbered(count, 'seeded'));
  });
});

test('A replacement that the log does not take is taken back, and what came after it too', async () => {
  const log = fakeLog();
  const store = await storeOfBoth(3, log.adapter);
  const replacing = store.replaceAll({ [THINGS]: [{ id: 50 }] });
  while (store.collection(THINGS).size === 3) await turn();
  const { saved } = store.transact(() => {
    addThing(store);
    store.collection(OTHERS).remove(1);
  });
  const refusals = [replacing, saved].map(each => expect(each).rejects.toMatchObject({ code: 'data-unsaved' }));
  log.fail();
  await Promise.all(refusals);
  expect([thingsOf(store), othersOf(store)]).toEqual([numbered(3, 'seeded'), numbered(3, 'seeded')]);
  expect(store.transact(() => store.nextId(THINGS)).result).toBe(4);
});

test('A next id that a reset took back is so after a kill too', async () => {
  const folder = temporaryFolder();
  const store = await storeOfBoth(3, fileIn(folder));
  await store.transact(() => addThing(store)).saved;
  await store.reset();
  const again = await afterKill(folder);
  expect(again.transact(() => again.nextId(THINGS)).result).toBe(4);
});

test('Where only some collections are replaced, the others keep what they hold', async () => {
  const store = await storeOfBoth(3);
  const replace = (id: number, name: string) =>
    store.transact(() => store.collection(OTHERS).replace({ id, name: name.padEnd(20) }));
  for (const id of [1, 2, 3]) replace(id, 'changed');
  await store.replaceAll({ [THINGS]: [] });
  // what nobody holds is given to others
  store.collection(OTHERS).indexes.heap.sweep();
  for (let round = 0; round < 20; round++) replace(1, `round ${round}`);
  const names = othersOf(store).map(({ name }) => String(name).trim());
  expect(names).toEqual(['round 19', 'changed', 'changed']);
});

test('Records that are replaced over and over take no more room', async () => {
  const store = await storeOfBoth(0);
  const { heap } = store.collection(THINGS).indexes;
  for (let round = 0; round < 60; round++) await store.replaceAll({ [THINGS]: numbered(1000, `round ${round}`) });
  expect(heap.size).toBeLessThan(20_000);
});
