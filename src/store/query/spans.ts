import type { Span } from '../index/slot-tree.js';
import type { SortedIndex } from '../index/sorted-index.js';
import type { Condition } from '../memory/condition.js';

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
  const result: Span[] = [];
  for (let at = 0, other = 0; at < left.length && other < right.length; ) {
    const [from, to] = left[at] as Span;
    const [otherFrom, otherTo] = right[other] as Span;
    const start = Math.max(from, otherFrom);
    const end = Math.min(to, otherTo);
    if (start < end) result.push([start, end]);
    if (to < otherTo) at++;
    else other++;
  }
  return result;
}
