import { formatPointer, isObject } from '../../kernel/index.js';
import type { Documents } from '../load/documents.js';
import type { Warnings } from '../load/warnings.js';
import type { SourcePlace } from '../source-place.js';
import type { Direction, JsonSchema } from './described-schema.js';
import { compilePattern } from './pattern.js';

/** What normalizing a schema needs to know. */
export type NormalizeContext = {
  documents: Documents;
  warnings: Warnings;
  /** Undefined for a schema that other tools read: it has the texts for people, no keywords of OpenAPI, and all members. */
  direction: Direction | undefined;
  /** Whether keywords beside a `$ref` count, as in 3.1. In 2.0 and 3.0 only annotations and `nullable` do. */
  siblingsCount: boolean;
  /** Makes the reference of a place, and sees to it that it can be resolved. */
  refer(place: SourcePlace): string;
  /** Called with each normalized schema and its place, last with the whole one. `isAlone` where no other schema has changed it. */
  onSchema(schema: JsonSchema & object, place: SourcePlace, isAlone: boolean): void;
};

/** A schema that is being normalized. */
export type At = NormalizeContext & {
  place: SourcePlace;
  /** Names whose values do not travel in this direction. */
  marked: ReadonlySet<string>;
  /** Normalizes a schema within this one. */
  normalize(raw: unknown, at: At): JsonSchema;
};

export const NO_NAMES: ReadonlySet<string> = new Set();

/** Reads the value of a keyword; undefined, with a warning, where it cannot be understood. */
type ReadKeyword = (value: unknown, at: At) => unknown;

/** Creates a reader that leaves out, with a warning, what a test refuses. */
function only(isValid: (value: unknown) => boolean, wanted: string): ReadKeyword {
  return (value, at) => {
    if (isValid(value)) return value;
    at.warnings.add(at.place, `must be ${wanted}, not ${JSON.stringify(value)?.slice(0, 60)}; it is ignored`);
    return undefined;
  };
}

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
const number = only(isNumber, 'a number');
const count = only(isCount, 'a whole number');
const boolean = only(value => typeof value === 'boolean', 'true or false');
const anything: ReadKeyword = value => value;

const list: ReadKeyword = (value, at) => parts(value, { ...at, marked: NO_NAMES });

/** The parts of a schema describe the same value, and so share its marked names. */
const parts: ReadKeyword = (value, at) => {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item, index) => at.normalize(item, { ...at, place: `${at.place}/${index}` }));
  }
  return only(() => false, 'a list of schemas')(value, at);
};

const single: ReadKeyword = (value, at) => at.normalize(value, { ...at, marked: NO_NAMES });

const map: ReadKeyword = (value, at) => {
  if (!isObject(value)) return only(() => false, 'an object of schemas')(value, at);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      at.normalize(inner, { ...at, place: at.place + formatPointer([name]), marked: NO_NAMES }),
    ]),
  );
};

const properties: ReadKeyword = (value, at) => {
  const read = map(value, at);
  if (!isObject(read) || at.direction !== 'response') return read;
  // a write-only member never stands in a response
  for (const name of Object.keys(read)) if (at.marked.has(name)) read[name] = false;
  return read;
};

const required: ReadKeyword = (value, at) => {
  // `required: true` of a member belongs to drafts before the fourth, and to parameters
  if (typeof value === 'boolean') return at.warnings.add(at.place, 'must be a list of names; it is ignored');
  const names = only(value => Array.isArray(value) && value.every(name => typeof name === 'string'), 'a list of names');
  const read = names(value, at) as string[] | undefined;
  return read && [...new Set(read)];
};

const TYPES = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);

const type: ReadKeyword = (value, at) => {
  const types = [value].flat();
  const known = types
    .map(one => (one === null ? 'null' : typeof one === 'string' ? one.toLowerCase() : ''))
    .filter(one => TYPES.has(one));
  if (value === 'file') return value;
  if (JSON.stringify(types) !== JSON.stringify(known)) {
    at.warnings.add(
      at.place,
      `must be a JSON type, not ${JSON.stringify(value)}${known.length > 0 ? `; it is read as ${known.join(', ')}` : '; it is ignored'}`,
    );
  }
  return known.length === 0 ? undefined : known.length === 1 ? known[0] : [...new Set(known)];
};

const pattern: ReadKeyword = (value, at) => {
  const compiled = typeof value === 'string' ? compilePattern(value) : undefined;
  if (!compiled) return only(() => false, 'a regular expression of ECMAScript')(value, at);
  if (compiled.isIgnored)
    at.warnings.add(at.place, 'is a regular expression that may take too long to match; any text is allowed');
  return value;
};

const patternMap: ReadKeyword = (value, at) => {
  const read = map(value, at);
  if (!isObject(read)) return undefined;
  return Object.fromEntries(Object.entries(read).filter(([name]) => pattern(name, at) !== undefined));
};

const items: ReadKeyword = (value, at) => (Array.isArray(value) ? list(value, at) : single(value, at));

const examples: ReadKeyword = (value, at) => only(Array.isArray, 'a list of examples')(value, at);

const discriminator: ReadKeyword = (value, at) => {
  // 2.0 gives only the name
  if (typeof value === 'string') return { propertyName: value };
  if (!isObject(value) || typeof value.propertyName !== 'string') {
    return only(() => false, 'an object with propertyName')(value, at);
  }
  const mapping = Object.entries(isObject(value.mapping) ? value.mapping : {}).flatMap(([name, to]) => {
    if (typeof to !== 'string') return [];
    const reference = /[#/.]/.test(to) ? to : `#/components/schemas/${to}`;
    const target = at.documents.locate(reference, at.place);
    return target === undefined ? [] : [[name, at.refer(target)]];
  });
  return { propertyName: value.propertyName, mapping: Object.fromEntries(mapping) };
};

/** The keywords that are understood. */
export const KEYWORDS: Readonly<Record<string, ReadKeyword>> = {
  type,
  enum: only(value => Array.isArray(value) && value.length > 0, 'a list of values'),
  const: anything,
  default: anything,
  example: anything,
  examples,
  title: only(value => typeof value === 'string', 'a text'),
  format: only(value => typeof value === 'string', 'a text'),
  readOnly: boolean,
  writeOnly: boolean,
  discriminator,
  xml: only(isObject, 'an object'),
  multipleOf: only(value => isNumber(value) && (value as number) > 0, 'a number above 0'),
  minimum: number,
  maximum: number,
  exclusiveMinimum: only(value => typeof value === 'boolean' || isNumber(value), 'a number'),
  exclusiveMaximum: only(value => typeof value === 'boolean' || isNumber(value), 'a number'),
  minLength: count,
  maxLength: count,
  pattern,
  contentEncoding: anything,
  contentMediaType: anything,
  items,
  additionalItems: single,
  prefixItems: list,
  contains: single,
  minContains: count,
  maxContains: count,
  minItems: count,
  maxItems: count,
  uniqueItems: boolean,
  unevaluatedItems: single,
  properties,
  patternProperties: patternMap,
  additionalProperties: single,
  unevaluatedProperties: single,
  propertyNames: single,
  minProperties: count,
  maxProperties: count,
  required,
  dependentRequired: only(isObject, 'an object of lists of names'),
  dependentSchemas: map,
  allOf: parts,
  anyOf: parts,
  oneOf: parts,
  not: single,
  if: single,
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema
  then: single,
  else: single,
};
