/** The JSON before and after the records of a list, brackets not among them. */
export type Frame = { before: string; after: string };

/** Stands for the list in a text of JSON, which has no such character. */
export const LIST_MARK = '\u0000';

export function splitAtList(text: string): Frame {
  const at = text.indexOf(LIST_MARK);
  return { before: text.slice(0, at), after: text.slice(at + 1) };
}

/** Joins the records of a page and what stands around them. Records come without the brace that closes them, or whole. */
export function joinPage(
  { before, after }: Frame,
  { records, isOpen }: { records: readonly Uint8Array[]; isOpen: boolean },
): Uint8Array {
  const brace = isOpen ? 1 : 0;
  const [start, end] = [Buffer.from(`${before}[`), Buffer.from(`]${after}`)];
  const between = Math.max(0, records.length - 1);
  const length = records.reduce((sum, { length }) => sum + length + brace, start.length + end.length + between);
  const joined = Buffer.allocUnsafe(length);
  joined.set(start);
  let at = start.length;
  for (const [index, record] of records.entries()) {
    if (index > 0) joined[at++] = COMMA;
    joined.set(record, at);
    at += record.length;
    if (isOpen) joined[at++] = BRACE;
  }
  joined.set(end, at);
  return joined;
}

const COMMA = ','.charCodeAt(0);
const BRACE = '}'.charCodeAt(0);
