import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DURABILITIES } from '../../../src/store/index.js';
import { type Asked, pageOf } from '../../store/model.js';
import {
  conditions,
  fewConditions,
  mixed,
  mixtures,
  patches,
  queries,
  rests,
  things,
} from '../../store/random-things.js';
import { COLUMNS } from '../../store/things.js';
import { type Change, type Kept, World } from '../../store/world.js';

const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.oneof(
    fc.record({ change: fc.constant('add'), rest: rests }),
    fc.record({ change: fc.constant('replace'), pick: fc.nat(), rest: rests }),
    fc.record({ change: fc.constant('remove'), pick: fc.nat() }),
  ),
  { maxLength: 5 },
);

const isRare = fc.integer({ min: 0, max: 5 }).map(number => number === 5);
const names = fc.constantFrom('first', 'second');

/** What is done to a world; `fork` answers another one. */
const STEPS = {
  transact: fc.record({ changes, fails: isRare }),
  several: fc.array(fc.record({ changes, fails: isRare }), { maxLength: 6 }),
  changeAll: fc.record({ where: fc.oneof(conditions, fewConditions, fc.constant([])), patch: patches, fails: isRare }),
  snapshot: names,
  restore: names,
  forget: names,
  reset: fc.constant(undefined),
  replaceAll: things,
  resetWith: things,
  fork: fc.option(names, { nil: undefined }),
  reopen: fc.constant(undefined),
  kill: fc.constant(undefined),
};

type Inputs = { [Name in keyof typeof STEPS]: (typeof STEPS)[Name] extends fc.Arbitrary<infer Input> ? Input : never };
type Step = { [Name in keyof Inputs]: { step: Name; input: Inputs[Name] } }[keyof Inputs];

/** In which of the worlds something is done, and what is asked thereafter. */
type Turn = { at: number; done: Step; asked: Asked };

/** Some turns; what is often done is done so many times as often as anything else. */
function turns(most: number, often: Partial<Record<keyof typeof STEPS, number>>): fc.Arbitrary<Turn[]> {
  const steps = Object.entries(STEPS).map(([name, input]) => ({
    weight: often[name as keyof typeof STEPS] ?? 1,
    arbitrary: fc.record({ step: fc.constant(name), input: input as fc.Arbitrary<unknown> }) as fc.Arbitrary<Step>,
  }));
  return fc.array(fc.record({ at: fc.nat(), done: fc.oneof(...steps), asked: queries }), {
    minLength: Math.floor(most / 4),
    maxLength: most,
    size: 'max',
  });
}

async function take(world: World, { step, input }: Step): Promise<World | undefined> {
  switch (step) {
    case 'transact':
      await world.transact(input.changes, input);
      return;
    case 'several':
      await Promise.all(input.map(each => world.transact(each.changes, each)));
      return;
    case 'changeAll':
      world.changeAll(input.where, input.patch, input);
      return;
    case 'snapshot':
      world.snapshot(input);
      return;
    case 'restore':
      return void (await world.restore(input));
    case 'forget':
      world.forget(input);
      return;
    case 'replaceAll':
    case 'resetWith':
      await world[step](input);
      return;
    case 'fork':
      return world.fork(input);
    default:
      return void (await world[step]());
  }
}

/** Takes all turns; forks are turned to as well, and nothing that is done to one world is seen in another. */
async function play(first: World, turns: readonly Turn[]): Promise<void> {
  const worlds = [first];
  try {
    for (const { at, done, asked } of turns) {
      const fork = await take(worlds[at % worlds.length] as World, done);
      if (fork) worlds.push(fork);
      // changes of many things get on by a slice
      await new Promise(setImmediate);
      for (const world of new Set([worlds[at % worlds.length], worlds[0], fork])) world?.compare(asked);
    }
    for (const world of worlds) {
      await world.settled();
      world.compareAll();
    }
    await first.reopen();
    first.compareAll();
    compareOrders(first);
  } finally {
    for (const world of worlds) await world.close();
  }
}

function compareOrders(world: World): void {
  for (const key of Object.keys(COLUMNS)) {
    for (const direction of ['ascending', 'descending'] as const) {
      world.compare({ where: [], order: { key, direction }, offset: 0, limit: Number.MAX_SAFE_INTEGER });
    }
  }
}

const PLACES: Record<string, fc.Arbitrary<Kept>> = {
  memory: fc.constant('memory'),
  'a file': fc.record({ durability: fc.constantFrom(...DURABILITIES), mostLog: fc.constantFrom(1, 3000, 4 << 20) }),
};

/** Thousands of flushes take seconds on a quiet disk, and a minute on one that others keep busy. In milliseconds. */
const SLOW_DISK = 240_000;

/** Making a failure smaller ends in time to be printed. In milliseconds. */
const SHRINKING = { interruptAfterTimeLimit: 200_000 };

describe.each(Object.entries(PLACES))('Kept in %s, a store answers as a plain list of things does', (_, places) => {
  test('for any query', () =>
    fc.assert(
      fc.asyncProperty(things, fc.array(queries, { minLength: 30 }), places, async (things, all, kept) => {
        const world = await World.open(things, kept);
        for (const asked of all) world.compare(asked);
        compareOrders(world);
        await world.close();
      }),
      { numRuns: 25 },
    ));

  test('page by page, none missing and none twice', () =>
    fc.assert(
      fc.asyncProperty(things, queries, places, async (things, asked, kept) => {
        const world = await World.open(things, kept);
        const limit = 1 + (asked.limit % 9);
        for (let offset = 0; offset <= things.length; offset += limit) world.compare({ ...asked, offset, limit });
        await world.close();
      }),
      { numRuns: 10 },
    ));

  test(
    'after any changes, snapshots and forks',
    () =>
      fc.assert(
        fc.asyncProperty(
          things,
          turns(40, { transact: 5, several: 3, changeAll: 3 }),
          places,
          async (things, turns, kept) => {
            await play(await World.open(things, kept), turns);
          },
        ),
        { numRuns: 25, ...SHRINKING },
      ),
    SLOW_DISK,
  );

  test(
    'after any changes of thousands of things, while others change some of them',
    () =>
      fc.assert(
        fc.asyncProperty(
          mixtures,
          turns(16, { changeAll: 5, several: 8, restore: 2, snapshot: 2 }),
          places,
          async (mixture, turns, kept) => {
            await play(await World.open(mixed(mixture), kept), turns);
          },
        ),
        { numRuns: 5, ...SHRINKING },
      ),
    SLOW_DISK,
  );
});

test('The plain list is as it should be', () => {
  const things = [
    { id: 3, name: 'b' },
    { id: 1, name: null },
    { id: 2, name: 'b' },
    { id: 4, name: 'a' },
  ];
  const order = { key: 'name', direction: 'descending' } as const;
  expect(pageOf(things, { where: [], order, offset: 0, limit: 9 }).records.map(text => JSON.parse(text).id)).toEqual([
    2, 3, 4, 1,
  ]);
});
