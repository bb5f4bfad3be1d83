import { responseBytes } from '../../../kernel/index.js';
import type { FoundRecords } from '../../../store/index.js';
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
  records: FoundRecords | readonly Uint8Array[],
  visible?: (stored: Uint8Array) => number,
): Uint8Array {
  const length = 'joinTo' in records ? records.joinedLength : joinedLength(records);
  const joined = responseBytes(Buffer.byteLength(before) + Buffer.byteLength(after) + length + BRACKETS);
  const start = joined.write(`${before}[`);
  const at =
    'joinTo' in records && !visible ? records.joinTo(joined, start) : joinEach(joined, { records, at: start, visible });
  return joined.subarray(0, at + joined.write(`]${after}`, at));
}

type Join = { records: Iterable<Uint8Array>; at: number; visible: ((stored: Uint8Array) => number) | undefined };

/** Writes records at a place of a buffer, separated by commas. Returns where they end. */
function joinEach(joined: Uint8Array, { records, at: start, visible }: Join): number {
  let at = start;
  for (const record of records) {
    if (at > start) joined[at++] = COMMA;
    joined.set(record, at);
    at += visible ? closeRecord(joined, at, visible(record)) : record.length;
  }
  return at;
}

function joinedLength(records: readonly Uint8Array[]): number {
  let length = Math.max(0, records.length - 1);
  for (const record of records) length += record.length;
  return length;
}

const COMMA = ','.charCodeAt(0);
const BRACKETS = '[]'.length;
