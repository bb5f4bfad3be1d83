import { type Bound, boundOf } from './bound.js';
import type { Choice } from './classes.js';
import type { NumberColumn } from './column.js';
import { type Condition, type SlotTest, testOf } from './condition.js';
import { firstInOrder } from './first-in-order.js';
import type { Span } from './index-node.js';
import type { Indexes } from './indexes.js';
import type { Order } from './order.js';
import type { RecordHeap } from './record-heap.js';
import type { SortedIndex } from './sorted-index.js';
import { spansOf, spansSize } from './spans.js';

/** What a query asks: every condition fulfilled, in order, and of that one page. */
export type Query = { where: readonly Condition[]; order: Order; offset: number; limit: number };

/** How many records were found in all, and the slots of one page of them. */
export type Found = { total: number; slots: readonly number[] };

/**
 * Answers a query from indexes. Conditions on keys of few values choose classes, which indexes have counted; of the
 * others, those that an order serves become spans of it, and the rest is asked record by record. Where a condition is left
 * beside the order's own, either the few records that one condition finds are sorted, or the order is walked along.
 */
export function ask(indexes: Indexes, { where, order, offset, limit }: Query): Found {
  if (where.length === 0) {
    const all = indexes.by(order);
    return { total: all.size, slots: all.slice(offset, offset + limit) };
  }
  const plan = planOf(indexes, where);
  const { choice, ranges, tests } = plan;
  const ordered = indexes.by(order);
  const own = ranges.get(order.key) ?? [];
  const spans = spansOf(ordered, own);
  const others = [...ranges].filter(([key]) => key !== order.key);
  if (others.length === 0 && tests.length === 0) {
    const total = spans.reduce((sum, span) => sum + ordered.count(span, choice), 0);
    const slots = offset < total ? ordered.take(spans, { choice, test: undefined, skip: offset, limit }) : [];
    return { total, slots };
  }
  const narrowest = narrowestOf(indexes, plan, { ordered, own });
  const total = countOf(plan, narrowest);
  if (offset >= total) return { total, slots: [] };
  const end = Math.min(total, offset + limit);
  const steps = (end * spansSize(spans)) / total;
  if (narrowest.size + total * (end < total / 4 ? SELECTING : SORTING) < steps) {
    const found = narrowest.index.take(narrowest.spans, { choice, ...narrowest.asked, skip: 0, limit: total });
    const isBefore = (left: number, right: number) => ordered.isBefore(left, right);
    return { total, slots: firstInOrder(found, { count: end, isBefore }).slice(offset) };
  }
  const asked = askedOf(indexes, [...tests, ...others.flatMap(([, conditions]) => conditions)]);
  return { total, slots: ordered.take(spans, { choice, ...asked, skip: offset, limit }) };
}

/** What it costs, for each of some records, to find the first few or to sort them all, in steps of a walk. */
const SELECTING = 30;
const SORTING = 300;

type Plan = {
  where: readonly Condition[];
  /** The classes of which records may be; undefined for all. */
  choice: Choice | undefined;
  /** The conditions that an order serves, by key. */
  ranges: ReadonlyMap<string, readonly Condition[]>;
  /** The conditions that each record is asked for. */
  tests: readonly Condition[];
};

function planOf({ heap: { classes } }: Indexes, where: readonly Condition[]): Plan {
  const served = where.filter(condition => classes.serves(condition));
  const { choice, rest } = served.length === 0 ? { choice: undefined, rest: [] } : classes.choose(served);
  const ranges = new Map<string, Condition[]>();
  const tests: Condition[] = [...rest];
  for (const condition of where) {
    if (served.includes(condition)) continue;
    if (ASKED.has(condition.is)) tests.push(condition);
    else ranges.set(condition.key, [...(ranges.get(condition.key) ?? []), condition]);
  }
  return { where, choice, ranges, tests };
}

/** What no order serves. */
const ASKED: ReadonlySet<Condition['is']> = new Set(['containing', 'unequal', 'any']);

/** Where the fewest records have to be looked at: some spans of an index, and what is left to be asked of each record. */
type Narrowest = { index: SortedIndex; spans: readonly Span[]; size: number; asked: Asked };

/** What each record is asked for, and what indexes know of that. */
type Asked = { test: SlotTest | undefined; bounds: readonly Bound[] };

function narrowestOf(
  indexes: Indexes,
  { ranges, tests }: Plan,
  { ordered, own }: { ordered: SortedIndex; own: readonly Condition[] },
): Narrowest {
  const candidates = [...ranges].map(([key, conditions]) => {
    const index = key === ordered.order.key ? ordered : indexes.by({ key, direction: 'ascending' });
    const spans = spansOf(index, conditions);
    return { key, index, spans, size: spansSize(spans) };
  });
  candidates.sort((left, right) => left.size - right.size);
  const { key, index, spans, size } = candidates[0] ?? {
    key: undefined,
    index: ordered,
    spans: spansOf(ordered, own),
    size: ordered.size,
  };
  const left = [...ranges].filter(([other]) => other !== key).flatMap(([, conditions]) => conditions);
  return { index, spans, size, asked: askedOf(indexes, [...tests, ...left]) };
}

function countOf({ choice }: Plan, { index, spans, asked }: Narrowest): number {
  if (!asked.test && asked.bounds.length === 0) return spans.reduce((sum, span) => sum + index.count(span, choice), 0);
  return index.countTakeable(spans, { choice, ...asked });
}

function askedOf({ heap }: Indexes, conditions: readonly Condition[]): Asked {
  const bounds = heap.times.flatMap((column, at) => boundsOf(conditions, { heap, column, at }));
  const tests = conditions
    .filter(condition => !isBound(condition, heap))
    .map(condition => testOf(condition, heap.column(condition.key)));
  const [first, second] = tests;
  return { test: second ? slot => tests.every(test => test(slot)) : first, bounds };
}

type TimeCondition = Extract<Condition, { is: 'later' | 'earlier' }>;

function isBound(condition: Condition, heap: RecordHeap): condition is TimeCondition {
  if (condition.is !== 'later' && condition.is !== 'earlier') return false;
  return heap.times.some(column => column === heap.column(condition.key));
}

/** What some conditions ask of one column of times, all together. */
function boundsOf(
  conditions: readonly Condition[],
  { heap, column, at }: { heap: RecordHeap; column: NumberColumn; at: number },
): Bound[] {
  const own = conditions.filter(condition => isBound(condition, heap)).filter(({ key }) => heap.column(key) === column);
  if (own.length === 0) return [];
  const above = Math.max(...own.map(({ is, than }) => (is === 'later' ? than : Number.NEGATIVE_INFINITY)));
  const below = Math.min(...own.map(({ is, than }) => (is === 'earlier' ? than : Number.POSITIVE_INFINITY)));
  return [boundOf({ at, column, above, below })];
}
