import { closeRecord } from '../../records/show.js';

/** The JSON before and after the records of a list, brackets not among them. */
export type Frame = { before: string; after: string };

/** Stands for the list in a text of JSON, which has no such character. */
export const LIST_MARK = '\u0000';

export function splitAtList(text: string): Frame {
  const at = text.indexOf(LIST_MARK);
  return { before: text.slice(0, at), after: text.slice(at + 1) };
}

/**
 * Joins the records of a page and what stands around them. Records come whole, or as they are stored: then `visible` says how
 * many bytes of one are the members that clients see.
 */
export function joinPage(
  { before, after }: Frame,
  { records, visible }: { records: readonly Uint8Array[]; visible?: ((stored: Uint8Array) => number) | undefined },
): Uint8Array {
  const [start, end] = [Buffer.from(`${before}[`), Buffer.from(`]${after}`)];
  let most = start.length + end.length + records.length;
  for (const { length } of records) most += length;
  const joined = Buffer.allocUnsafe(most);
  joined.set(start);
  let at = start.length;
  for (let index = 0; index < records.length; index++) {
    const record = records[index] as Uint8Array;
    if (index > 0) joined[at++] = COMMA;
    joined.set(record, at);
    at += visible ? closeRecord(joined, at, visible(record)) : record.length;
  }
  joined.set(end, at);
  return joined.subarray(0, at + end.length);
}

const COMMA = ','.charCodeAt(0);
