import { generateValue, VALUES_TIME } from '../fake/index.js';
import { isObject } from '../kernel/index.js';
import type { ResponseHeader } from '../openapi/index.js';
import { textOf } from './serialize.js';

/** The documented headers of a response, as a list of names and values: examples, or values made from their schemas. */
export function createHeaders(headers: readonly ResponseHeader[], seed: number): readonly string[] {
  if (headers.length === 0) return NONE;
  const known = made.get(headers);
  if (known?.seed === seed) return known.list;
  const list = headers.flatMap(header => {
    if (OURS.has(header.name.toLowerCase()) || !/^[\w!#$%&'*+.^`|~-]+$/.test(header.name)) return [];
    const text = headerText(header, seed);
    return text === undefined ? [] : [header.name, text];
  });
  made.set(headers, { seed, list });
  return list;
}

/** Headers, given as names and values in turn, without those that others have. */
export function withoutNames(headers: readonly string[], others: readonly string[]): readonly string[] {
  if (others.length === 0) return headers;
  const names = new Set(others.filter((_, at) => at % 2 === 0).map(name => name.toLowerCase()));
  return headers.filter((_, at) => !names.has(headers[at - (at % 2)]?.toLowerCase() ?? ''));
}

/** The headers never change, and each needs a value of its schema. */
const made = new WeakMap<readonly ResponseHeader[], { seed: number; list: readonly string[] }>();

const NONE: readonly string[] = [];

/** Headers that follow from the body and the connection. */
const OURS = new Set([
  'content-length',
  'content-type',
  'transfer-encoding',
  'connection',
  'date',
  'content-encoding',
  'keep-alive',
  'trailer',
  'upgrade',
]);

function headerText(header: ResponseHeader, seed: number): string | undefined {
  const { schema, examples, explode, name, place } = header;
  const documented = examples
    .map(({ value }) => value())
    .find(value => value !== undefined && schema.validate(value).length === 0);
  const value = documented ?? generateValue(schema, { seed: `${seed} ${place}`, name, now: VALUES_TIME })?.value;
  const text = value === undefined ? undefined : writeSimple(value, explode);
  // what a header cannot have, Node refuses
  return text?.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}

/** Writes a value in the style `simple`, the only one that headers have. */
function writeSimple(value: unknown, explode: boolean): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  if (!isObject(value)) return textOf(value);
  return Object.entries(value)
    .map(([name, member]) => `${name}${explode ? '=' : ','}${textOf(member)}`)
    .join(',');
}
