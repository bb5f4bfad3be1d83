import type { Exchange } from './exchange.js';

/** The lists of an exchange whose names a client has chosen. */
const LISTS = ['unknownParameters', 'emptyParameters', 'unknownFields'] as const;

/** How many names of each list, or how many violations, were too many to be kept. */
export type LeftOut = Partial<Record<(typeof LISTS)[number] | 'violations', number>>;

/** How many characters of each list of names are kept; one that is longer alone is cut. */
const MOST_NAMED = 1000;

/** The exchange with no more names than are kept, and how many that leaves out. The exchange itself where it names none. */
export function boundExchange(exchange: Exchange): { exchange: Exchange; leftOut: LeftOut | undefined } {
  if (LISTS.every(list => exchange[list].length === 0)) return { exchange, leftOut: undefined };
  const bounded = Object.fromEntries(LISTS.map(list => [list, firstOf(exchange[list])]));
  const counts = LISTS.flatMap(list => {
    const count = exchange[list].length - (bounded[list]?.length ?? 0);
    return count > 0 ? [[list, count]] : [];
  });
  return { exchange: { ...exchange, ...bounded }, leftOut: counts.length > 0 ? Object.fromEntries(counts) : undefined };
}

function firstOf(names: readonly string[]): string[] {
  const kept: string[] = [];
  let room = MOST_NAMED;
  for (const name of names) {
    if (room < Math.min(name.length, MOST_NAMED)) break;
    kept.push(name.length > MOST_NAMED ? `${copied(name.slice(0, MOST_NAMED))}…` : copied(name));
    room -= name.length;
  }
  return kept;
}

/** A text with memory of its own: a piece of a text keeps the whole of that. */
function copied(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** How many characters an exchange keeps: its address, its headers, and the names in it. */
export function sizeOf(exchange: Exchange): number {
  const { url, requestHeaders, responseHeaders } = exchange;
  let size = url.length;
  for (const name in requestHeaders) size += name.length + lengthOf(requestHeaders[name]);
  for (const text of responseHeaders) size += text.length;
  for (const list of LISTS) for (const name of exchange[list]) size += name.length;
  return size;
}

function lengthOf(value: string | string[] | undefined): number {
  return typeof value === 'string' ? value.length : (value ?? []).reduce((sum, { length }) => sum + length, 0);
}
