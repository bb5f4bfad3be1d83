import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Collection, RecordPage } from '../data/admin-types.js';
import type { ProblemError } from '../data/client.js';
import { type Loaded, useLoaded } from '../data/load.js';
import { pathOf } from './read-record.js';
import type { RecordValue } from './values.js';

/** How many records are read at once. */
export const BLOCK = 100;

/** The rows of a list of which two blocks are there: the one at the top, and the next. */
export type Rows = {
  total: number;
  /** Whether any block has been read. */
  isRead: boolean;
  problem: ProblemError | undefined;
  /** The record in a row; undefined where its block is not there yet. */
  at(index: number): RecordValue | undefined;
  /** The row of the record with a key; undefined where it is in no block that is there. */
  indexOf(id: string | undefined): number | undefined;
};

type Query = { filter: string; order: string; first: number };

/** Reads the block at the top of the list and the next one, again whenever records change. */
export function useRows(collection: Collection, { filter, order, first }: Query): Rows {
  const path = (offset: number) => {
    const query = new URLSearchParams({ offset: String(offset), limit: String(BLOCK) });
    if (filter !== '') query.set('filter', filter);
    if (order !== '') query.set('order', order);
    return `${pathOf(collection)}?${query}`;
  };
  // each of two places keeps its block while the other one moves on
  const isEven = (first / BLOCK) % 2 === 0;
  const next = first + BLOCK;
  const even = useLoaded<RecordPage>(path(isEven ? first : next), 'records');
  const total = useSignal<number | undefined>(undefined);
  // at the start nobody knows yet whether there is a second one
  const hasNext = total.value !== undefined && total.value > next;
  const odd = useLoaded<RecordPage>(isEven && !hasNext ? undefined : path(isEven ? next : first), 'records');
  const [top, below] = isEven ? [even, odd] : [odd, even];
  const found = top.value?.total ?? below.value?.total;
  useEffect(() => {
    if (found !== undefined) total.value = found;
  }, [found, total]);
  const rowsOf = ({ value }: Loaded<RecordPage>) => (value?.records ?? []) as RecordValue[];
  const at = (index: number) => rowsOf(index < next ? top : below)[index - (index < next ? first : next)];
  return {
    total: found ?? total.value ?? 0,
    isRead: (found ?? total.value) !== undefined,
    problem: top.problem,
    at,
    indexOf(id) {
      const places = Array.from({ length: 2 * BLOCK }, (_, place) => first + place);
      return places.find(place => String(at(place)?.[collection.key]) === id);
    },
  };
}
