import { isObject } from '../../kernel/index.js';
import type { SourcePlace } from '../source-place.js';
import type { JsonSchema } from './described-schema.js';
import { type At, KEYWORDS, NO_NAMES, type NormalizeContext } from './keywords.js';

type Members = Record<string, unknown>;

/** Turns a schema of OpenAPI 2.0, 3.0 or 3.1 into one of draft 2020-12. What it cannot understand it leaves out, with a warning. */
export function normalizeSchema(raw: unknown, place: SourcePlace, context: NormalizeContext): JsonSchema {
  return normalize(raw, { ...context, place, marked: NO_NAMES, normalize });
}

function normalize(raw: unknown, at: At): JsonSchema {
  if (typeof raw === 'boolean') return raw;
  if (!isObject(raw)) {
    at.warnings.add(at.place, `is no schema but ${JSON.stringify(raw)?.slice(0, 40)}; anything is allowed there`);
    return true;
  }
  const reference = typeof raw.$ref === 'string' ? raw.$ref : undefined;
  const members = reference === undefined || at.siblingsCount ? raw : pick(raw, BESIDE_REFERENCES);
  const names = markedNames(raw, at);
  const marked = names.length === 0 ? at.marked : new Set([...at.marked, ...names]);
  const schema = readKeywords(members, { ...at, marked });
  if (reference !== undefined) {
    const target = at.documents.locate(reference, at.place);
    if (target === undefined) allowAnything(schema);
    else schema.$ref = at.refer(target);
  }
  if (raw.$dynamicRef !== undefined) {
    at.warnings.add(
      at.place,
      'refers to another schema by $dynamicRef, which is not followed; anything is allowed there',
    );
    allowAnything(schema);
  }
  const nullable = raw.nullable === true || raw['x-nullable'] === true ? allowNull(schema) : schema;
  // it would have lost marked names of the schema that it is a part of
  const isAlone = at.marked.size === 0;
  at.onSchema(schema, at.place, isAlone);
  if (nullable !== schema) at.onSchema(nullable, at.place, isAlone);
  return nullable;
}

/** What counts beside a `$ref` in 2.0 and 3.0, where it should not but is often written. */
const BESIDE_REFERENCES = ['readOnly', 'writeOnly', 'default', 'example'];

function pick(members: Members, names: readonly string[]): Members {
  return Object.fromEntries(names.filter(name => name in members).map(name => [name, members[name]]));
}

function readKeywords(raw: Members, at: At): Members {
  const schema: Members = {};
  // one for all keywords, since large descriptions have a million of them
  const inside = { ...at };
  for (const keyword of Object.keys(raw)) {
    const value = raw[keyword];
    if (at.direction === undefined && isNote(keyword, value)) schema[keyword] = value;
    if (keyword === FAKER && at.direction !== undefined) schema[keyword] = value;
    if (value === undefined || IGNORED.has(keyword) || keyword.startsWith('x-')) continue;
    if (at.direction === undefined && OPENAPI_WORDS.has(keyword)) continue;
    const read = KEYWORDS[keyword];
    if (!read) {
      at.warnings.add(at.place, `has the unknown keyword ${keyword}, which is ignored`);
      continue;
    }
    inside.place = `${at.place}/${keyword}`;
    const result = read(value, inside);
    if (result !== undefined) schema[keyword] = result;
  }
  return mendKeywords(schema, raw, at);
}

/** Where a reference cannot be followed, no member or item is unevaluated. */
function allowAnything(schema: Members): void {
  schema.unevaluatedProperties = true;
  schema.unevaluatedItems = true;
}

/** Keywords that say nothing about values, or that are read elsewhere. */
const IGNORED = new Set([
  ...[
    '$ref',
    '$dynamicRef',
    '$id',
    '$schema',
    '$comment',
    '$anchor',
    '$dynamicAnchor',
    '$defs',
    '$vocabulary',
    'definitions',
    'id',
  ],
  ...['description', 'externalDocs', 'deprecated', 'nullable', 'contentSchema'],
]);

/** How a value is made; other mock servers know it, too. */
const FAKER = 'x-faker';

/** Keywords that JSON Schema does not have. */
const OPENAPI_WORDS = new Set(['discriminator', 'xml']);

/** Whether a keyword is a text or a mark for people. */
function isNote(keyword: string, value: unknown): boolean {
  if (keyword === 'deprecated') return typeof value === 'boolean';
  return (keyword === 'description' || keyword === '$comment') && typeof value === 'string';
}

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
function markedNames(raw: Members, at: At, seen = new Set<unknown>()): string[] {
  if (at.direction === undefined || seen.has(raw)) return [];
  seen.add(raw);
  const word = at.direction === 'request' ? 'readOnly' : 'writeOnly';
  const own = isObject(raw.properties)
    ? Object.entries(raw.properties).filter(([, property]) => isMarked(property, word, at))
    : [];
  const parts = (Array.isArray(raw.allOf) ? raw.allOf : []).flatMap(part => {
    const { value, place } = resolve(part, at);
    return isObject(value) ? markedNames(value, { ...at, place }, seen) : [];
  });
  return [...own.map(([name]) => name), ...parts];
}

function isMarked(property: unknown, word: string, at: At): boolean {
  if (!isObject(property)) return false;
  if (property[word] !== undefined) return property[word] === true;
  const { value } = resolve(property, at);
  return isObject(value) && value[word] === true;
}

/** Follows one reference, silently: it is reported where it is read. */
function resolve(value: unknown, { documents, place }: At): { value: unknown; place: SourcePlace } {
  if (!isObject(value) || typeof value.$ref !== 'string') return { value, place };
  const target = documents.locate(value.$ref, place);
  return target === undefined ? { value: undefined, place } : { value: documents.at(target), place: target };
}
