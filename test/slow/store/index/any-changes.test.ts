import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Indexes } from '../../../../src/store/index/indexes.js';
import type { Order } from '../../../../src/store/index/sorted-index.js';
import type { StoredRecord } from '../../../../src/store/index.js';
import { byKey, heapOf } from '../../../store/heap-of-things.js';

const ORDERS: readonly Order[] = ['id', 'score', 'name', 'kind'].flatMap(key => [
  { key, direction: 'ascending' },
  { key, direction: 'descending' },
]);

type Thing = { id: number; score: number | null; name: string | null; level: number };

/** A thing and the slot that has it. */
type Held = { thing: Thing; slot: number };

/** Indexes, and by id what they must have. */
type Workspace = { indexes: Indexes; held: Map<number, Held> };

const values = fc.record({
  score: fc.oneof(fc.nat(9), fc.nat(2000), fc.double({ noNaN: true }), fc.constant(null)),
  name: fc.oneof(fc.constantFrom('a', 'b', null), fc.string({ maxLength: 3 })),
  level: fc.nat(6),
});
type Values = Omit<Thing, 'id'>;

const pick = fc.nat(1_000_000);
const STEPS = {
  put: fc.record({ id: fc.nat(6000), values }),
  replace: fc.record({ pick, values, keeps: fc.constantFrom('score', 'all', 'nothing') }),
  remove: fc.record({ pick }),
  append: fc.record({ count: fc.integer({ min: 1, max: 700 }), values }),
  removeMany: fc.record({ pick, count: fc.integer({ min: 1, max: 900 }) }),
  bulk: fc.record({
    from: pick,
    count: fc.oneof(fc.nat(20), fc.nat(6000)),
    every: fc.constantFrom(1, 1, 2, 7, 500),
    becomes: fc.constantFrom('same', 'another', 'one', 'null', 'turned'),
    values,
  }),
  fork: fc.record({}),
  drop: fc.record({ pick }),
  sweep: fc.record({}),
  compare: fc.record({ pick }),
};
const OFTEN: Partial<Record<keyof typeof STEPS, number>> = { put: 30, replace: 30, remove: 25, fork: 2, drop: 2 };

type Inputs = { [Name in keyof typeof STEPS]: (typeof STEPS)[Name] extends fc.Arbitrary<infer Input> ? Input : never };
type Step = { [Name in keyof Inputs]: { step: Name; input: Inputs[Name] } }[keyof Inputs];

const questions = fc.record({ order: fc.constantFrom(...ORDERS), from: pick, to: pick, skip: pick, level: fc.nat(9) });
type Question = typeof questions extends fc.Arbitrary<infer Value> ? Value : never;

const turns = fc.array(
  fc.record({
    at: pick,
    done: fc.oneof(
      ...Object.entries(STEPS).map(([step, input]) => ({
        weight: OFTEN[step as keyof typeof STEPS] ?? 1,
        arbitrary: fc.record({ step: fc.constant(step), input }) as fc.Arbitrary<Step>,
      })),
    ),
    asked: questions,
  }),
  { minLength: 2000, maxLength: 2200, size: 'max' },
);

/** How many workspaces there are at once. */
const MOST = 6;
/** A question is asked after so many steps, and all that workspaces have is compared after so many. */
const ASKED = 4;
const WHOLE = 250;

const SEEDS = Array.from({ length: 20 }, (_, at) => at + 1);

test.each([...SEEDS, Date.now() % 2 ** 31])(
  'Indexes and their forks find what plain sorted lists have, after thousands of changes (seed %d)',
  seed => {
    const start = fc.record({ count: fc.nat(4000), things: fc.array(values, { minLength: 5, maxLength: 40 }) });
    const property = fc.property(start, turns, ({ count, things }, turns) => {
      const world = new World(Array.from({ length: count }, (_, id) => things[id % things.length] as Values));
      for (const [count, { at, done, asked }] of turns.entries()) {
        const workspace = world.at(at);
        world.take(workspace, done);
        if (count % ASKED === 0 && world.workspaces.includes(workspace)) ask(workspace, asked);
        if (count % WHOLE === 0) world.compareAll();
      }
      world.compareAll();
    });
    // thousands of steps are not made fewer in any useful time
    fc.assert(property, { seed, numRuns: 1, endOnFailure: true });
  },
);

class World {
  readonly heap;
  readonly workspaces: Workspace[] = [];

  constructor(things: readonly Values[]) {
    const { heap, slots } = heapOf(things);
    this.heap = heap;
    const held = new Map(things.map((values, id) => [id, { thing: { id, ...values }, slot: slots[id] as number }]));
    this.#open({ indexes: Indexes.of(heap, byKey(heap, slots)), held });
    // made now, so that all changes go through each
    for (const order of ORDERS) this.at(0).indexes.by(order);
  }

  at(pick: number): Workspace {
    return this.workspaces[pick % this.workspaces.length] as Workspace;
  }

  take(workspace: Workspace, { step, input }: Step): void {
    const { indexes, held } = workspace;
    const ids = [...held.keys()].sort((left, right) => left - right);
    const idAt = (pick: number) => ids[pick % Math.max(1, ids.length)] as number;
    switch (step) {
      case 'put':
        return this.#put(workspace, { id: input.id, ...input.values });
      case 'replace': {
        const before = held.get(idAt(input.pick))?.thing;
        if (!before) return;
        const kept = { nothing: {}, score: { score: before.score }, all: before }[input.keeps];
        return this.#put(workspace, { id: before.id, ...input.values, ...kept });
      }
      case 'append':
        for (let at = 1; at <= input.count; at++) this.#put(workspace, { id: (ids.at(-1) ?? 0) + at, ...input.values });
        return;
      case 'remove':
        return this.#remove(workspace, ids.length === 0 ? [] : [idAt(input.pick)]);
      case 'removeMany': {
        const from = input.pick % Math.max(1, ids.length);
        return this.#remove(workspace, ids.slice(from, from + input.count));
      }
      case 'bulk':
        return this.#bulk(workspace, ids, input);
      case 'fork':
        if (this.workspaces.length < MOST) this.#open({ indexes: indexes.fork(), held: new Map(held) });
        return;
      case 'drop':
        if (this.workspaces.length > 1) this.#close(this.at(input.pick));
        return;
      case 'sweep':
        return this.heap.sweep();
      case 'compare':
        return this.#compare(workspace, this.at(input.pick));
    }
  }

  /** Compares all orders of all workspaces, and the text in each slot. */
  compareAll(): void {
    for (const { indexes, held } of this.workspaces) {
      for (const order of ORDERS) expect([...indexes.by(order).slots()]).toEqual(sorted(held, order));
      for (const { slot, thing } of held.values()) {
        if (this.heap.text(slot) !== JSON.stringify(thing)) expect(this.heap.record(slot)).toEqual(thing);
      }
    }
  }

  #open(workspace: Workspace): void {
    this.heap.holders.add(workspace.indexes);
    this.workspaces.push(workspace);
  }

  #close(workspace: Workspace): void {
    this.heap.holders.delete(workspace.indexes);
    this.workspaces.splice(this.workspaces.indexOf(workspace), 1);
  }

  #put({ indexes, held }: Workspace, thing: Thing): void {
    const before = held.get(thing.id)?.slot;
    const after = this.#add(thing);
    indexes.change({ before, after });
    held.set(thing.id, { thing, slot: after });
  }

  #add({ id, ...values }: Thing): number {
    return this.heap.add({ id, ...values } satisfies StoredRecord);
  }

  #remove({ indexes, held }: Workspace, ids: readonly number[]): void {
    for (const id of ids) {
      indexes.change({ before: held.get(id)?.slot, after: undefined });
      held.delete(id);
    }
  }

  /** Changes many as a bulk change does: in a fork, which takes the place of what it was forked from. */
  #bulk(workspace: Workspace, ids: readonly number[], { from, count, every, becomes, values }: Inputs['bulk']): void {
    const first = from % Math.max(1, ids.length);
    const prepared = { indexes: workspace.indexes.fork(), held: new Map(workspace.held) };
    this.#open(prepared);
    for (const id of ids.slice(first, first + count)) {
      if (id % every !== 0) continue;
      const { thing, slot } = workspace.held.get(id) as Held;
      const after: Thing = { ...thing, level: values.level, ...changed(thing, { becomes, values }) };
      const taking = this.#add(after);
      prepared.indexes.replaceLater(slot, taking);
      prepared.held.set(id, { thing: after, slot: taking });
    }
    let step = 0;
    for (const _ of prepared.indexes.settle()) if (step++ % 20 === 0) this.heap.sweep();
    expect([...workspace.indexes.byKey.slots()]).toEqual(sorted(workspace.held, ORDERS[0] as Order));
    this.#compare(workspace, prepared);
    this.#close(workspace);
  }

  #compare(left: Workspace, right: Workspace): void {
    const differing = [];
    for (const id of [...new Set([...left.held.keys(), ...right.held.keys()])].sort((one, other) => one - other)) {
      const [before, after] = [left.held.get(id)?.slot, right.held.get(id)?.slot];
      if (before !== after) differing.push({ before, after });
    }
    expect([...left.indexes.byKey.changesTo(right.indexes.byKey)]).toEqual(differing);
  }
}

function changed(thing: Thing, { becomes, values }: Pick<Inputs['bulk'], 'becomes' | 'values'>): Partial<Thing> {
  switch (becomes) {
    case 'same':
      return {};
    case 'another':
      return { score: (thing.id * 31) % 500, name: `${(thing.id * 17) % 90}` };
    case 'one':
      return values;
    case 'null':
      return { score: null, name: null };
    case 'turned':
      return { score: thing.score === null ? 1 : -thing.score };
  }
}

/** Slots in an order: nulls last, equal ones by id. */
function sorted(held: ReadonlyMap<number, Held>, order: Order): number[] {
  const all = [...held.values()].map(each => ({ ...each, value: valueIn(each.thing, order.key) }));
  all.sort((left, right) => compare(left.value, right.value, order) || left.thing.id - right.thing.id);
  return all.map(({ slot }) => slot);
}

/** Things have no kind, so that all are equal in its order. */
function valueIn(thing: Thing, key: string): string | number | null {
  return (thing as Record<string, string | number | null>)[key] ?? null;
}

function compare(left: string | number | null, right: string | number | null, { direction }: Order): number {
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? 1 : -1;
  return left < right === (direction === 'ascending') ? -1 : 1;
}

/** Compares what an index finds with what a plain list has. */
function ask({ indexes, held }: Workspace, { order, from, to, skip, level }: Question): void {
  const index = indexes.by(order);
  expect(index.size).toBe(held.size);
  const list = [...index.slots()];
  expect(index.last).toBe(list.at(-1));
  const [start, end] = [from % (list.length + 1), to % (list.length + 1)].sort((left, right) => left - right);
  const span = [start as number, end as number] as const;
  const { choice } =
    level > 6 ? { choice: undefined } : indexes.heap.facets.choose([{ key: 'level', is: 'equal', value: level }]);
  const levels = new Map([...held.values()].map(({ slot, thing }) => [slot, thing.level]));
  const passing = list.slice(...span).filter(slot => level > 6 || levels.get(slot) === level);
  expect(index.count([span], { choice })).toBe(passing.length);
  const skipped = skip % (passing.length + 1);
  expect(index.take([span], { skip: skipped, limit: 30 }, { choice }).slots).toEqual(
    passing.slice(skipped, skipped + 30),
  );
  const test = (slot: number) => slot % 3 !== 0;
  const tested = passing.filter(test);
  expect(index.count([span], { choice, test })).toBe(tested.length);
  expect(index.take([span], { skip: 3, limit: 30 }, { choice, test }).slots).toEqual(tested.slice(3, 33));
  const column = indexes.heap.column(order.key);
  const value = column.values[list[from % Math.max(1, list.length)] ?? 0];
  if (value === null || Number.isNaN(value) || list.length === 0) return;
  const sign = order.direction === 'ascending' ? 1 : -1;
  expect(index.rankBefore(value)).toBe(list.filter(slot => column.compareTo(slot, value, sign) < 0).length);
  expect(index.rankAfter(value)).toBe(list.filter(slot => column.compareTo(slot, value, sign) <= 0).length);
  expect(index.rankOfNulls()).toBe(list.filter(slot => !column.isNull(slot)).length);
  expect(column.compareTo(index.slotOf(value) as number, value, 1)).toBe(0);
}
