import { formatPointer, isObject } from '../../kernel/index.js';
import type { Documents } from '../load/documents.js';
import type { Warnings } from '../load/warnings.js';
import type { Place } from '../operation.js';
import type { Direction, JsonSchema } from './described-schema.js';

type Members = Record<string, unknown>;

/** What normalizing a schema needs to know. */
export type NormalizeContext = {
  documents: Documents;
  warnings: Warnings;
  direction: Direction;
  /** Whether keywords beside a `$ref` count, as in 3.1. In 2.0 and 3.0 only annotations and `nullable` do. */
  siblingsCount: boolean;
  /** Makes the reference of a place, and sees to it that it can be resolved. */
  refer(place: Place): string;
  /** Called with each normalized schema and its place. */
  onSchema(schema: object, place: Place): void;
};

type At = NormalizeContext & {
  place: Place /** Names whose values do not travel in this direction. */;
  marked: ReadonlySet<string>;
};

/** Turns a schema of OpenAPI 2.0, 3.0 or 3.1 into one of draft 2020-12. What it cannot understand it leaves out, with a warning. */
export function normalizeSchema(raw: unknown, place: Place, context: NormalizeContext): JsonSchema {
  return normalize(raw, { ...context, place, marked: NO_NAMES });
}

const NO_NAMES: ReadonlySet<string> = new Set();

function normalize(raw: unknown, at: At): JsonSchema {
  if (typeof raw === 'boolean') return raw;
  if (!isObject(raw)) {
    at.warnings.add(at.place, `is no schema but ${JSON.stringify(raw)?.slice(0, 40)}; anything is allowed there`);
    return true;
  }
  const reference = typeof raw.$ref === 'string' ? raw.$ref : undefined;
  const members = reference === undefined || at.siblingsCount ? raw : pick(raw, BESIDE_REFERENCES);
  const marked = new Set([...at.marked, ...markedNames(raw, at)]);
  const schema = readKeywords(members, { ...at, marked });
  if (reference !== undefined) {
    const target = at.documents.locate(reference, at.place);
    if (target !== undefined) schema.$ref = at.refer(target);
  }
  const nullable = raw.nullable === true || raw['x-nullable'] === true ? allowNull(schema) : schema;
  at.onSchema(schema, at.place);
  at.onSchema(nullable, at.place);
  return nullable;
}

/** What counts beside a `$ref` in 2.0 and 3.0, where it should not but is often written. */
const BESIDE_REFERENCES = ['readOnly', 'writeOnly', 'default', 'example'];

function pick(members: Members, names: readonly string[]): Members {
  return Object.fromEntries(names.filter(name => name in members).map(name => [name, members[name]]));
}

function readKeywords(raw: Members, at: At): Members {
  const schema: Members = {};
  for (const [keyword, value] of Object.entries(raw)) {
    if (value === undefined || IGNORED.has(keyword) || keyword.startsWith('x-')) continue;
    const read = KEYWORDS[keyword];
    if (!read) {
      at.warnings.add(at.place, `has the unknown keyword ${keyword}, which is ignored`);
      continue;
    }
    const result = read(value, { ...at, place: `${at.place}${formatPointer([keyword])}` });
    if (result !== undefined) schema[keyword] = result;
  }
  return mendKeywords(schema, raw, at);
}

/** Keywords that say nothing about values, or that are read elsewhere. */
const IGNORED = new Set([
  ...['$ref', '$id', '$schema', '$comment', '$anchor', '$dynamicAnchor', '$defs', '$vocabulary', 'definitions', 'id'],
  ...['description', 'externalDocs', 'xml', 'deprecated', 'nullable', 'contentSchema'],
]);

/** Rewrites what earlier versions say otherwise than draft 2020-12. */
function mendKeywords(schema: Members, raw: Members, at: At): Members {
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (typeof schema[exclusive] !== 'boolean') continue;
    if (schema[exclusive] && schema[bound] !== undefined) {
      schema[exclusive] = schema[bound];
      delete schema[bound];
    } else delete schema[exclusive];
  }
  if (schema.type === 'file') Object.assign(schema, { type: 'string', format: 'binary' });
  if (Array.isArray(raw.items)) {
    schema.prefixItems = schema.items;
    delete schema.items;
    if (schema.additionalItems !== undefined) schema.items = schema.additionalItems;
  }
  delete schema.additionalItems;
  if (schema.example !== undefined) {
    schema.examples = [schema.example, ...((schema.examples as unknown[] | undefined) ?? [])];
    delete schema.example;
  }
  if (Array.isArray(schema.required)) {
    const required = schema.required.filter(name => !at.marked.has(name));
    if (required.length > 0) schema.required = required;
    else delete schema.required;
  }
  return schema;
}

function allowNull(schema: Members): Members {
  const isComposed = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'const'].some(keyword => keyword in schema);
  if (isComposed) return { anyOf: [schema, { type: 'null' }] };
  if (schema.type === undefined) return schema;
  return { ...schema, type: [...new Set([schema.type, 'null'].flat())] };
}

/** The members that do not travel in this direction: read-only ones of a request, write-only ones of a response. */
function markedNames(raw: Members, at: At, depth = 0): string[] {
  if (depth > MAX_DEPTH) return [];
  const word = at.direction === 'request' ? 'readOnly' : 'writeOnly';
  const own = isObject(raw.properties)
    ? Object.entries(raw.properties).filter(([, property]) => isMarked(property, word, at))
    : [];
  const parts = (Array.isArray(raw.allOf) ? raw.allOf : []).flatMap(part => {
    const { value, place } = resolve(part, at);
    return isObject(value) ? markedNames(value, { ...at, place }, depth + 1) : [];
  });
  return [...own.map(([name]) => name), ...parts];
}

const MAX_DEPTH = 16;

function isMarked(property: unknown, word: string, at: At): boolean {
  if (!isObject(property)) return false;
  if (property[word] !== undefined) return property[word] === true;
  const { value } = resolve(property, at);
  return isObject(value) && value[word] === true;
}

/** Follows one reference, silently: it is reported where it is read. */
function resolve(value: unknown, { documents, place }: At): { value: unknown; place: Place } {
  if (!isObject(value) || typeof value.$ref !== 'string') return { value, place };
  const target = documents.locate(value.$ref, place);
  return target === undefined ? { value: undefined, place } : { value: documents.at(target), place: target };
}

type Read = (value: unknown, at: At) => unknown;

/** Creates a reader that leaves out, with a warning, what a test refuses. */
function only(isValid: (value: unknown) => boolean, wanted: string): Read {
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
const anything: Read = value => value;

const list: Read = (value, at) => parts(value, { ...at, marked: NO_NAMES });

/** The parts of a schema describe the same value, and so share its marked names. */
const parts: Read = (value, at) => {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item, index) => normalize(item, { ...at, place: `${at.place}/${index}` }));
  }
  return only(() => false, 'a list of schemas')(value, at);
};

const single: Read = (value, at) => normalize(value, { ...at, marked: NO_NAMES });

const map: Read = (value, at) => {
  if (!isObject(value)) return only(() => false, 'an object of schemas')(value, at);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      normalize(inner, { ...at, place: at.place + formatPointer([name]), marked: NO_NAMES }),
    ]),
  );
};

const properties: Read = (value, at) => {
  const read = map(value, at);
  if (!isObject(read) || at.direction === 'request') return read;
  // a write-only member never stands in a response
  for (const name of Object.keys(read)) if (at.marked.has(name)) read[name] = false;
  return read;
};

const required: Read = (value, at) => {
  // `required: true` of a member belongs to drafts before the fourth, and to parameters
  if (typeof value === 'boolean') return at.warnings.add(at.place, 'must be a list of names; it is ignored');
  const names = only(value => Array.isArray(value) && value.every(name => typeof name === 'string'), 'a list of names');
  const read = names(value, at) as string[] | undefined;
  return read && [...new Set(read)];
};

const TYPES = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);

const type: Read = (value, at) => {
  const types = [value].flat();
  const known = types.map(one => (one === null ? 'null' : String(one).toLowerCase())).filter(one => TYPES.has(one));
  if (value === 'file') return value;
  if (known.length < types.length || String(value) !== String(known)) {
    at.warnings.add(
      at.place,
      `must be a JSON type, not ${JSON.stringify(value)}${known.length > 0 ? `; it is read as ${known.join(', ')}` : '; it is ignored'}`,
    );
  }
  return known.length === 0 ? undefined : known.length === 1 ? known[0] : [...new Set(known)];
};

const pattern: Read = (value, at) => {
  const isPattern = (text: unknown) => typeof text === 'string' && compilePattern(text) !== undefined;
  return only(isPattern, 'a regular expression of ECMAScript')(value, at);
};

/** Compiles a pattern as draft 2020-12 wants it, with Unicode, or else without: many patterns escape too much for it. */
export function compilePattern(text: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(text, flags);
    } catch {}
  }
  return undefined;
}

const patternMap: Read = (value, at) => {
  const read = map(value, at);
  if (!isObject(read)) return undefined;
  return Object.fromEntries(Object.entries(read).filter(([name]) => pattern(name, at) !== undefined));
};

const items: Read = (value, at) => (Array.isArray(value) ? list(value, at) : single(value, at));

const examples: Read = (value, at) => only(Array.isArray, 'a list of examples')(value, at);

const discriminator: Read = (value, at) => {
  // 2.0 gives only the name
  if (typeof value === 'string') return { propertyName: value };
  if (!isObject(value) || typeof value.propertyName !== 'string') {
    return only(() => false, 'an object with propertyName')(value, at);
  }
  const mapping = Object.entries(isObject(value.mapping) ? value.mapping : {}).flatMap(([name, to]) => {
    const text = String(to);
    const reference = /[#/.]/.test(text) ? text : `#/components/schemas/${text}`;
    const target = at.documents.locate(reference, at.place);
    return target === undefined ? [] : [[name, at.refer(target)]];
  });
  return { propertyName: value.propertyName, mapping: Object.fromEntries(mapping) };
};

const KEYWORDS: Readonly<Record<string, Read>> = {
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
