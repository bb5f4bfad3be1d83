import type { SortOrder } from './compile-order.js';
import type { Comparable } from './convert.js';

/** A place in a list beside a record, which may be gone since: its number, and what the order compares of it. */
export type Cursor = {
  /** Whether the page ends before that record instead of beginning after it. */
  isBefore: boolean;
  /** The number of the record, in the order of creation. */
  n: number;
  /** What of the record the order compares. */
  values: readonly Comparable[];
};

/** Writes a cursor as a text that a client only returns. */
export function writeCursor({ isBefore, n, values }: Cursor, order: SortOrder): string {
  const content = [isBefore ? 1 : 0, describeOrder(order), n, ...values.map(value => value ?? null)];
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** Reads a cursor that was written for the same order; undefined for any other text. */
export function readCursor(text: string, order: SortOrder): Cursor | undefined {
  const content = parse(Buffer.from(text, 'base64url').toString());
  if (!Array.isArray(content)) return undefined;
  const [side, described, n, ...values] = content;
  const isOurs = (side === 0 || side === 1) && described === describeOrder(order) && Number.isSafeInteger(n);
  if (!isOurs || values.length !== order.terms.length) return undefined;
  return { isBefore: side === 1, n, values: values.map(value => (isComparable(value) ? value : undefined)) };
}

function describeOrder({ terms, isReversed }: SortOrder): string {
  const names = terms.map(({ member, descending }) => (descending ? `-${member}` : member));
  return names.length > 0 ? names.join(',') : isReversed ? '-' : '';
}

function isComparable(value: unknown): value is Comparable {
  return typeof value === 'string' || typeof value === 'number';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
