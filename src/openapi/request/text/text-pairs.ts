import { unescape as unescapeBytes } from 'node:querystring';
import type { TextTree } from './text-tree.js';

/** A value beside a name: its text as it was sent, or a tree where it is more than text. */
export type SentValue = { raw: string; tree: TextTree };

/** Names and values of a query, of cookies or of a form, in the order in which the names were first sent. */
export type TextPairs = ReadonlyMap<string, readonly SentValue[]>;

export const NO_PAIRS: TextPairs = new Map();

/** Reads the text of a query or an urlencoded form. */
export function parseQueryPairs(text: string): TextPairs {
  return text === '' ? NO_PAIRS : collectPairs(text.split('&'), decodeQuery);
}

/** Reads the header `Cookie`; with `exploded`, `&` divides as well, as the description's style `form` has it. */
export function parseCookiePairs(header: string, { exploded }: { exploded: boolean }): TextPairs {
  const parts = header.split(exploded ? /[;&]/ : ';').map(part => part.trim());
  return collectPairs(
    parts.filter(part => part.includes('=')),
    decodeCookie,
  );
}

/** Decodes text of a query. Bytes that are not UTF-8 become U+FFFD; a percent sign without digits stays. */
export function decodeQuery(raw: string): string {
  return decodePercents(raw.includes('+') ? raw.replaceAll('+', ' ') : raw);
}

export function decodeCookie(raw: string): string {
  const quoted = raw.length > 1 && raw.startsWith('"') && raw.endsWith('"');
  return decodePercents(quoted ? raw.slice(1, -1) : raw);
}

function decodePercents(raw: string): string {
  return raw.includes('%') ? unescapeBytes(raw) : raw;
}

function collectPairs(parts: readonly string[], decode: (raw: string) => string): TextPairs {
  const pairs = new Map<string, SentValue[]>();
  for (const part of parts) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decode(at < 0 ? part : part.slice(0, at));
    const raw = at < 0 ? '' : part.slice(at + 1);
    const sent = { raw, tree: decode(raw) };
    const values = pairs.get(name);
    if (values) values.push(sent);
    else pairs.set(name, [sent]);
  }
  return pairs;
}
