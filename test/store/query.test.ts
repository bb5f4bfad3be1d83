import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../src/kernel/index.js';
import type { Condition, Order, StoredRecord } from '../../src/store/index.js';
import { adapters, storeOf, THINGS } from './things.js';

/** Random numbers from 0 up to a limit, the same at every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return sides => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const NAMES = ['', 'a', 'A', 'ab', 'B', 'Zoë', 'zoe', 'ÿ', '😀', '\uFFFD', '10', '9'];
const TIMES = [
  '2018-02-14T15:59:45.000000+00:00',
  '2018-02-14T17:59:45.000000+02:00',
  '2018-02-14T15:59:45.000001+00:00',
  '2018-02-13T23:00:00.000000-05:00',
  '2000-01-01T00:00:00.000000+00:00',
];

function randomThings(roll: (sides: number) => number): StoredRecord[] {
  let id = 0;
  return Array.from({ length: 200 }, () => {
    id += 1 + roll(3);
    return {
      id,
      text: roll(5) === 0 ? null : NAMES[roll(NAMES.length)],
      number: roll(5) === 0 ? null : roll(7) - 3,
      flag: roll(2) === 0,
      time: roll(4) === 0 ? null : TIMES[roll(TIMES.length)],
    };
  });
}

/** What a condition means, written down a second time as plainly as can be. */
function holds(condition: Condition, record: StoredRecord): boolean {
  const value = record[condition.key];
  const instant = typeof value === 'string' ? (parseInstant(value) ?? 0) : 0;
  switch (condition.is) {
    case 'equal':
      return value === condition.value;
    case 'unequal':
      return value !== condition.value;
    case 'containing':
      return typeof value === 'string' && value.toLowerCase().includes(condition.text.toLowerCase());
    case 'null':
      return value === null;
    case 'not-null':
      return value !== null;
    case 'later':
      return value !== null && instant > condition.than;
    case 'earlier':
      return value !== null && instant < condition.than;
    case 'within':
      return condition.ranges.some(([first, last]) => first <= Number(value) && Number(value) <= last);
  }
}

/** Sorts by inserting one after the other, each behind all that do not come after it. */
function sorted(records: StoredRecord[], { key, direction, as }: Order): StoredRecord[] {
  const rank = (record: StoredRecord) => {
    const value = record[key] as string | number | boolean | null;
    return value !== null && as === 'instant' ? (parseInstant(String(value)) ?? null) : value;
  };
  const comesAfter = (one: StoredRecord, other: StoredRecord) => {
    const [left, right] = [rank(one), rank(other)];
    if (left === right) return Number(one.id) > Number(other.id);
    if (left === null || right === null) return left === null;
    return direction === 'ascending' ? left > right : left < right;
  };
  const result: StoredRecord[] = [];
  for (const record of records) {
    const at = result.findIndex(other => comesAfter(other, record));
    result.splice(at < 0 ? result.length : at, 0, record);
  }
  return result;
}

function randomCondition(roll: (sides: number) => number): Condition {
  const than = parseInstant(TIMES[roll(TIMES.length)] ?? '') ?? 0;
  const first = roll(300);
  const conditions: Condition[] = [
    { key: 'text', is: 'equal', value: NAMES[roll(NAMES.length)] },
    { key: 'number', is: 'unequal', value: roll(7) - 3 },
    { key: 'flag', is: 'equal', value: roll(2) === 0 },
    { key: 'text', is: 'containing', text: ['z', 'A', 'OE', 'ÿ', '0'][roll(5)] ?? 'z' },
    { key: 'time', is: 'later', than },
    { key: 'time', is: 'earlier', than },
    { key: 'time', is: 'null' },
    { key: 'number', is: 'not-null' },
    {
      key: 'id',
      is: 'within',
      ranges: [
        [first, first + roll(100)],
        [roll(400), roll(400)],
      ],
    },
  ];
  return conditions[roll(conditions.length)] as Condition;
}

const ORDERS: Omit<Order, 'direction'>[] = [
  { key: 'id' },
  { key: 'text' },
  { key: 'number' },
  { key: 'flag' },
  { key: 'time', as: 'instant' },
];

describe.each(Object.entries(adapters))('Kept in %s', (_, adapter) => {
  test.each([1, 2, 3])('100 random queries of seed %i find what a plain search finds', async seed => {
    const roll = dice(seed);
    const things = randomThings(roll);
    const collection = (await storeOf(things, adapter())).collection(THINGS);
    for (let query = 0; query < 100; query++) {
      const where = Array.from({ length: roll(4) }, () => randomCondition(roll));
      const order: Order = {
        ...(ORDERS[roll(ORDERS.length)] as Order),
        direction: roll(2) === 0 ? 'ascending' : 'descending',
      };
      const [offset, limit] = [roll(220), 1 + roll(50)];
      const found = things.filter(thing => where.every(condition => holds(condition, thing)));
      expect(collection.page({ where, order, offset, limit }), JSON.stringify({ where, order, offset, limit })).toEqual(
        {
          total: found.length,
          records: sorted(found, order).slice(offset, offset + limit),
        },
      );
    }
  });

  test.each(
    ORDERS.flatMap(order => (['ascending', 'descending'] as const).map(direction => ({ ...order, direction }))),
  )('the pages of $key $direction neither overlap nor lose a record', async order => {
    const things = randomThings(dice(4));
    const collection = (await storeOf(things, adapter())).collection(THINGS);
    const pages = Array.from({ length: 30 }, (_, page) =>
      collection.page({ where: [], order, offset: page * 7, limit: 7 }).records.map(({ id }) => Number(id)),
    );
    expect(pages.flat().sort((left, right) => left - right)).toEqual(things.map(({ id }) => id));
  });

  test.each([0, 10, 1e9, 1e15, Number.MAX_SAFE_INTEGER])('past the end, at %d, is nothing', async beyond => {
    const collection = (await storeOf([{ id: 1 }], adapter())).collection(THINGS);
    for (const direction of ['ascending', 'descending'] as const) {
      const page = { where: [], order: { key: 'id', direction }, offset: 1 + beyond, limit: 10_000 };
      expect(collection.page(page)).toEqual({ total: 1, records: [] });
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
    expect(() => things.replace({ id: 2 })).toThrow('no record 2');
    expect(() => store.collection('test.nothings')).toThrow('no collection test.nothings');
  });
});
