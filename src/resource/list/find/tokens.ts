import type { PagingRule } from '../../list-rules.js';
import type { Kept } from '../../records/kept.js';
import { parseStored, storedKeyValue } from '../../records/stored.js';
import { type SortOrder, sortValues } from './compile-order.js';
import { writeCursor } from './cursor.js';
import { readRecord } from './find-records.js';

/** Writes the tokens that lead on from a record. */
export type PageTokens = {
  /** The token after a stored record, or before it. Undefined where the list has none. */
  write(bytes: Uint8Array, side: 'next' | 'previous'): string | undefined;
  keyOf(bytes: Uint8Array): string | number;
};

export function createTokens(
  paging: PagingRule | undefined,
  { kept, order }: { kept: Kept; order: SortOrder },
): PageTokens {
  const keyOf = (bytes: Uint8Array) => storedKeyValue(kept, parseStored(bytes));
  return {
    keyOf,
    write(bytes, side) {
      if (paging?.by !== 'cursor') return undefined;
      // the key says nothing of the direction, so that it needs a parameter for it
      if (paging.token === 'key') {
        const isKnown = (side === 'next' ? paging.after : paging.before) !== undefined;
        return isKnown ? String(keyOf(bytes)) : undefined;
      }
      const { n, visible } = readRecord(kept, bytes);
      return writeCursor({ isBefore: side === 'previous', n, values: sortValues(visible, order) }, order);
    },
  };
}
