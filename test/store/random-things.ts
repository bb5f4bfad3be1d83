import * as fc from 'fast-check';
import type { Condition, Order, StoredRecord } from '../../src/store/index.js';
import type { Asked } from './model.js';
import { COLUMNS, type ThingKey } from './things.js';

/** Names that sort otherwise by code unit than by letter or code point, and names that are equal but for their case. */
const NAMES = [
  '',
  'a',
  'A',
  'ab',
  'B',
  'Zoë',
  'zoe',
  'Zoe\u0308',
  'ÿ',
  'İ',
  '😀',
  '\uFFFD',
  '\uD83D',
  '10',
  '9',
  'null',
];
const TIMES = [
  '2018-02-14T15:59:45.000000+00:00',
  '2018-02-14T17:59:45.000000+02:00',
  '2018-02-14T15:59:45.000001+00:00',
  '2018-02-13T23:00:00.000000-05:00',
  '1969-12-31T23:59:59.999999Z',
  '2000-01-01',
];
const NUMBERS = [0, -0, 1, -1, 0.5, -0.5, 1e300, -1e300, 5e-324, 2 ** 53 - 1, -(2 ** 53), 4294967296];

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 4 });

const VALUES = {
  id: fc.integer({ min: -5, max: 120 }),
  name: orNull(fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'binary', maxLength: 6 }))),
  note: orNull(fc.constantFrom(...NAMES)),
  // with more values than classes tell apart
  kind: orNull(
    fc.oneof(
      fc.constantFrom('red', 'green', 'blue'),
      fc.nat(60).map(number => `kind ${number}`),
    ),
  ),
  level: orNull(
    fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.integer({ min: -40, max: 40 }) }),
  ),
  score: orNull(
    fc.oneof(
      fc.constantFrom(...NUMBERS),
      fc.integer({ min: -9, max: 9 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
  ),
  flag: fc.oneof({ weight: 5, arbitrary: fc.boolean() }, { weight: 1, arbitrary: fc.constant(null) }),
  made: fc.oneof(fc.constantFrom(...TIMES), fc.integer({ min: -999, max: 999 }).map(timeOf)),
  ended: orNull(fc.constantFrom(...TIMES)),
} satisfies Record<ThingKey, fc.Arbitrary<unknown>>;

const KEYS = Object.keys(COLUMNS) as ThingKey[];

const { id: _, ...VALUES_BUT_ID } = VALUES;

/** The values of a thing but its id; some may be missing. */
export const rests: fc.Arbitrary<StoredRecord> = fc.record(VALUES_BUT_ID, { requiredKeys: ['flag', 'made'] });

/** What becomes of a thing: some values are set. */
export const patches: fc.Arbitrary<StoredRecord> = fc.record(VALUES_BUT_ID, { requiredKeys: [] });

const keys = fc.constantFrom(...KEYS);

export const orders: fc.Arbitrary<Order> = fc.record({
  key: keys,
  direction: fc.constantFrom('ascending', 'descending'),
});

const instants = fc.oneof(
  fc.constantFrom(1518623985000000, 1518623985000001),
  fc.integer({ min: -999, max: 999 }).map(milliseconds => milliseconds * 1000),
);
const bounds = fc.tuple(fc.integer({ min: -20, max: 130 }), fc.integer({ min: -20, max: 130 }));

const valuesOf = (key: ThingKey) => VALUES[key] as fc.Arbitrary<unknown>;

const SINGLE_CONDITIONS: fc.Arbitrary<Condition>[] = [
  keys.chain(key =>
    fc.record({ key: fc.constant(key), is: fc.constantFrom('equal', 'unequal'), value: valuesOf(key) }),
  ),
  fc.record({
    key: fc.constantFrom('name', 'note', 'kind'),
    is: fc.constant('containing'),
    text: fc.constantFrom(...NAMES),
  }),
  fc.record({ key: fc.constantFrom('made', 'ended'), is: fc.constantFrom('later', 'earlier'), than: instants }),
  fc.record({ key: keys, is: fc.constantFrom('null', 'not-null') }),
  fc.record({
    key: fc.constantFrom('id', 'id', 'level', 'score'),
    is: fc.constant('within'),
    ranges: fc.array(bounds, { maxLength: 4 }),
  }),
];

/** Of several conditions on one key any may hold. */
const CONDITIONS: fc.Arbitrary<Condition>[] = [
  ...SINGLE_CONDITIONS,
  keys.chain(key =>
    fc.record({
      key: fc.constant(key),
      is: fc.constant('any'),
      of: fc.array(
        fc.record({ key: fc.constant(key), is: fc.constantFrom('equal', 'unequal'), value: valuesOf(key) }),
        {
          maxLength: 3,
        },
      ),
    }),
  ),
];

export const conditions: fc.Arbitrary<Condition[]> = fc.array(fc.oneof(...CONDITIONS), { maxLength: 4 });
export const fewConditions: fc.Arbitrary<Condition[]> = fc.array(fc.oneof(...CONDITIONS), { maxLength: 1 });

export const queries: fc.Arbitrary<Asked> = fc.record({
  where: conditions,
  order: orders,
  offset: fc.oneof(fc.nat(3), fc.nat(90)),
  limit: fc.oneof(fc.constantFrom(1, 1000), fc.nat(30)),
});

/** Things with ids of their own, in any order of these. */
export const things: fc.Arbitrary<StoredRecord[]> = fc.uniqueArray(
  fc.tuple(VALUES.id, rests).map(([id, rest]) => ({ id, ...rest })),
  { selector: ({ id }) => id, maxLength: 60 },
);

/** A few things of which many are mixed. */
export type Mixture = { few: readonly StoredRecord[]; count: number };

export const mixtures: fc.Arbitrary<Mixture> = fc.record({
  few: fc.array(rests, { minLength: 3, maxLength: 12 }),
  count: fc.integer({ min: 1000, max: 5000 }),
});

/** Many things whose values are mixed from those of a few. */
export function mixed({ few, count }: Mixture): StoredRecord[] {
  const keys = Object.keys(VALUES_BUT_ID);
  return Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    ...Object.fromEntries(keys.map((key, step) => [key, few[((at >> step) * 7 + at) % few.length]?.[key] ?? null])),
  }));
}

/** A time as many milliseconds after 1970 began, written with some offset. */
function timeOf(milliseconds: number): string {
  const hours = milliseconds % 12;
  const local = new Date(milliseconds + hours * 3_600_000).toISOString().slice(0, -1);
  return `${local}${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
}
