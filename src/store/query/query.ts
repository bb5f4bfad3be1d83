import type { Indexes } from '../index/indexes.js';
import type { Order, SortedIndex } from '../index/sorted-index.js';
import type { SlotFilter, Span } from '../index/take-slots.js';
import { type Condition, type SlotTest, testOf } from '../memory/condition.js';
import type { Choice } from '../memory/facet-index.js';

/** A query for one page of the records that fulfil every condition, in an order. */
export type Query = { where: readonly Condition[]; order: Order; offset: number; limit: number };

/** How many records were found in all, and the slots of one page of them. */
export type FoundSlots = { total: number; slots: readonly number[] };

/**
 * Runs a query on indexes. Conditions on keys with few values choose classes, which indexes have counted; of the others,
 * those that an order serves become spans of its index, and each record is tested for the rest. Where an index other than
 * the order's own finds few records, these are sorted; else the query walks along the order.
 */
export function runQuery(indexes: Indexes, { where, order, offset, limit }: Query): FoundSlots {
  const ordered = indexes.by(order);
  if (where.length === 0) {
    return { total: ordered.size, slots: ordered.take([[0, ordered.size]], { skip: offset, limit }).slots };
  }
  const plan = planOf(indexes, where);
  const own = plan.ranges.get(order.key) ?? [];
  const spans = spansOf(ordered, own);
  const filter = filterOf(indexes, plan, order.key);
  const page = { skip: offset, limit };
  if (!filter.test) {
    const total = ordered.count(spans, filter);
    return { total, slots: offset < total && limit > 0 ? ordered.take(spans, page, filter).slots : [] };
  }
  const narrowest = narrowestOf(indexes, plan, { ordered, spans });
  const total = narrowest.index.count(narrowest.spans, narrowest.filter);
  if (offset >= total || limit === 0) return { total, slots: [] };
  const end = Math.min(total, offset + limit);
  const steps = (end * spansSize(spans)) / total;
  if (spansSize(narrowest.spans) + total * SORTING < steps) {
    const found = narrowest.index.take(narrowest.spans, { skip: 0, limit: total }, narrowest.filter).slots;
    return { total, slots: ordered.sort(found).slice(offset, end) };
  }
  return { total, slots: ordered.take(spans, page, filter).slots };
}

/** How much it costs to sort each of some records, in steps of a walk. */
const SORTING = 30;

type Plan = {
  /** The classes of which records may be; undefined for all. */
  choice: Choice | undefined;
  /** The conditions that an order serves, by key. */
  ranges: ReadonlyMap<string, readonly Condition[]>;
  /** The conditions that each record is tested for. */
  tests: readonly Condition[];
};

function planOf({ heap: { facets } }: Indexes, where: readonly Condition[]): Plan {
  const served = where.filter(condition => facets.serves(condition));
  const { choice, rest } = served.length === 0 ? { choice: undefined, rest: [] } : facets.choose(served);
  const ranges = new Map<string, Condition[]>();
  const tests: Condition[] = [...rest];
  for (const condition of where) {
    if (served.includes(condition)) continue;
    if (UNORDERED.has(condition.is)) tests.push(condition);
    else ranges.set(condition.key, [...(ranges.get(condition.key) ?? []), condition]);
  }
  return { choice, ranges, tests };
}

/** The conditions that no order serves. */
const UNORDERED: ReadonlySet<Condition['is']> = new Set(['containing', 'unequal', 'any']);

/** The filter of a walk along the index by a key, whose spans fulfil the conditions on that key. */
function filterOf({ heap }: Indexes, { choice, ranges, tests }: Plan, served: string): SlotFilter {
  const all: SlotTest[] = [];
  for (const [key, conditions] of ranges) {
    if (key !== served) for (const condition of conditions) all.push(testOf(condition, heap.column(key)));
  }
  for (const condition of tests) all.push(testOf(condition, heap.column(condition.key)));
  const [first, second] = all;
  if (!first || !second) return { choice, test: first };
  return {
    choice,
    test: all.length === 2 ? slot => first(slot) && second(slot) : slot => all.every(test => test(slot)),
  };
}

/** The walk that has to look at the fewest records. */
type Walk = { index: SortedIndex; spans: readonly Span[]; filter: SlotFilter };

function narrowestOf(
  indexes: Indexes,
  plan: Plan,
  { ordered, spans }: { ordered: SortedIndex; spans: readonly Span[] },
): Walk {
  const { key } = ordered.order;
  const others = [...plan.ranges].filter(([other]) => other !== key);
  const walks: Walk[] = others.map(([key, conditions]) => {
    const index = indexes.by({ key, direction: 'ascending' });
    return { index, spans: spansOf(index, conditions), filter: filterOf(indexes, plan, key) };
  });
  walks.push({ index: ordered, spans, filter: filterOf(indexes, plan, key) });
  return walks.reduce((best, walk) => (spansSize(walk.spans) < spansSize(best.spans) ? walk : best));
}

/** Where in an index the records stand that fulfil all conditions on its own key: spans that rise and do not touch. */
export function spansOf(index: SortedIndex, conditions: readonly Condition[]): Span[] {
  let spans: Span[] = [[0, index.size]];
  for (const condition of conditions) spans = common(spans, merged(spansOfOne(index, condition)));
  return spans;
}

/** How many ranks spans have in all. */
export function spansSize(spans: readonly Span[]): number {
  return spans.reduce((sum, [from, to]) => sum + to - from, 0);
}

function spansOfOne(index: SortedIndex, condition: Condition): Span[] {
  const isRising = index.order.direction === 'ascending';
  switch (condition.is) {
    case 'equal':
      return [[index.rankBefore(condition.value), index.rankAfter(condition.value)]];
    case 'later':
      return isRising
        ? [[index.rankAfter(condition.than), index.rankOfNulls()]]
        : [[0, index.rankBefore(condition.than)]];
    case 'earlier':
      return isRising
        ? [[0, index.rankBefore(condition.than)]]
        : [[index.rankAfter(condition.than), index.rankOfNulls()]];
    case 'null':
      return [[index.rankOfNulls(), index.size]];
    case 'not-null':
      return [[0, index.rankOfNulls()]];
    case 'within':
      return condition.ranges.map(([first, last]) =>
        isRising ? [index.rankBefore(first), index.rankAfter(last)] : [index.rankBefore(last), index.rankAfter(first)],
      );
    default:
      throw new Error(`no order serves the condition ${condition.is}`);
  }
}

/** Spans in order, those that are empty left out and those that touch made one. */
function merged(spans: Span[]): Span[] {
  const result: [number, number][] = [];
  for (const [from, to] of spans.filter(([from, to]) => from < to).sort((left, right) => left[0] - right[0])) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** What two lists of spans have in common. */
function common(left: readonly Span[], right: readonly Span[]): Span[] {
  const all = left.flatMap(([from, to]) =>
    right.map(([start, end]): Span => [Math.max(from, start), Math.min(to, end)]),
  );
  return all.filter(([from, to]) => from < to);
}
