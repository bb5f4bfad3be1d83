import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../src/store/condition.js';
import type { Indexes } from '../../src/store/indexes.js';
import { ask } from '../../src/store/query.js';
import type { StoredRecord } from '../../src/store/record.js';
import { indexesOf } from './heap-of-things.js';

/** So many that an index has several branches. */
const MANY = 60_000;
const START = Date.UTC(2015, 0, 1);
const MINUTE = 60_000;

type Thing = StoredRecord & { id: number; score: number; kind: string; made: string | null };

/** Things whose time, kind and score have nothing to do with each other; many have the same time, some none. */
const things: Thing[] = Array.from({ length: MANY }, (_, id) => ({
  id,
  score: (id * 7919) % 1009,
  kind: ['a', 'b', 'c'][(id * 31) % 3] as string,
  made: id % 97 === 0 ? null : madeAt((id * 104_729) % 50_021),
}));

function madeAt(step: number): string {
  return new Date(START + (step - (step % 3)) * MINUTE).toISOString();
}

const indexes = indexesOf(things);

/** Ids of a page that a plain list finds. */
function plain(all: readonly Thing[], { above, below, kind, offset }: Asked): number[] {
  return all
    .filter(({ made, kind: own }) => made !== null && made > above && made < below && (!kind || own === kind))
    .sort((left, right) => left.score - right.score || left.id - right.id)
    .slice(offset, offset + 5)
    .map(({ id }) => id);
}

type Asked = { above: string; below: string; kind: string | undefined; offset: number };

function found(from: Indexes, { above, below, kind, offset }: Asked): number[] {
  const than = (time: string) => Date.parse(time) * 1000;
  const where: Condition[] = [
    { key: 'made', is: 'later', than: than(above) },
    { key: 'made', is: 'earlier', than: than(below) },
    ...(kind ? [{ key: 'kind', is: 'equal', value: kind } as const] : []),
  ];
  const { slots } = ask(from, { where, order: { key: 'score', direction: 'ascending' }, offset, limit: 5 });
  return slots.map(slot => from.heap.record(slot).id as number);
}

const asked = fc.record({
  above: fc.integer({ min: 0, max: 30_000 }).map(madeAt),
  below: fc.integer({ min: 20_000, max: 50_020 }).map(madeAt),
  kind: fc.constantFrom(undefined, 'a', 'b', 'none'),
  offset: fc.integer({ min: 0, max: 30_000 }),
});

describe('A page deep in a list that is filtered by a time and ordered by something else', () => {
  test('is the page that a plain list has, with and without classes', () => {
    fc.assert(
      fc.property(asked, question => {
        expect(found(indexes, question)).toEqual(plain(things, question));
      }),
      { numRuns: 40 },
    );
  });

  test('is so, too, once records were changed, and in a copy that was made before as it was then', () => {
    const question: Asked = { above: madeAt(5), below: madeAt(50_000), kind: 'a', offset: 12_000 };
    const copy = indexes.fork();
    expect(found(copy, question)).toEqual(plain(things, question));
    const changed = things.map(thing =>
      thing.id % 2000 === 1 ? { ...thing, score: 0, made: madeAt(100), kind: 'a' } : thing,
    );
    for (const [id, thing] of changed.entries()) {
      if (thing === things[id]) continue;
      copy.changeSlots(copy.byKey.slotOf(id), copy.heap.add(thing));
    }
    expect(found(copy, question)).toEqual(plain(changed, question));
    expect(found(indexes, question)).toEqual(plain(things, question));
  });
});
