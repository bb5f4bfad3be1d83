import { type Instant, Problem, parseInstant } from '../../kernel/index.js';
import { nearestName } from '../../openapi/index.js';
import type { Collection, CollectionDefinition, Condition, Order, StoredRecord } from '../../store/index.js';

/** The parameters of a request for one page of records. */
export type RecordQuery = { filter?: string; order?: string; fields?: string; offset?: number; limit?: number };

/** One page of the records that fulfil a filter, as JSON. Throws `control-invalid` for what no record can be compared with. */
export function readPage(
  collection: Collection,
  { filter = '', order = '', fields, offset = 0, limit = DEFAULT_LIMIT }: RecordQuery,
): string {
  const { definition } = collection;
  const where = parseRecordFilter(filter, definition);
  const found = collection.page({ where, order: parseOrder(order, definition), offset, limit });
  const records = [...found.records].map(bytes => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
  const shown = fields === undefined ? records : records.map(json => pick(JSON.parse(json), fields.split(',')));
  return `{"records":[${shown.join(',')}],"total":${found.total}}\n`;
}

const DEFAULT_LIMIT = 100;

function pick(record: StoredRecord, fields: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(Object.entries(record).filter(([name]) => fields.includes(name))));
}

/** `name` or `-name`. */
function parseOrder(order: string, { key, columns }: CollectionDefinition): Order {
  const name = order.replace(/^-/, '') || key;
  assertColumn(name, columns);
  return { key: name, direction: order.startsWith('-') ? 'descending' : 'ascending' };
}

/** A term of a filter: a member, how it compares, and with what, in quotes where that has spaces. */
const TERM = /\s*([^\s:"]+):(!=|=|>|<|!)?(?:"((?:[^"\\]|\\.)*)"|(\S*))/gy;

/** Parses `status:=open total:>5 -note:null`: conditions of which a record must fulfil all. */
export function parseRecordFilter(filter: string, { columns }: CollectionDefinition): Condition[] {
  const text = filter.trim();
  const conditions: Condition[] = [];
  let end = 0;
  for (const [whole, name = '', sign = '', quoted, plain = ''] of text.matchAll(TERM)) {
    end += whole.length;
    const value = quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1');
    assertColumn(name, columns);
    conditions.push(conditionOf(name, { sign, value, isQuoted: quoted !== undefined, kind: columns[name] ?? 'text' }));
  }
  if (end === text.length) return conditions;
  throw invalid(
    `The filter has ${JSON.stringify(text.slice(end).trim().split(/\s/)[0])}, which is no \`member:value\`.`,
  );
}

type Comparison = { sign: string; value: string; isQuoted: boolean; kind: CollectionDefinition['columns'][string] };

function conditionOf(key: string, { sign, value, isQuoted, kind }: Comparison): Condition {
  if (value === 'null' && !isQuoted) {
    if (sign === '' || sign === '=') return { key, is: 'null' };
    if (sign === '!' || sign === '!=') return { key, is: 'not-null' };
  }
  if (sign === '>' || sign === '<') {
    if (kind === 'text') throw invalid(`The filter compares ${key} with \`${sign}\`, but it is text.`);
    return { key, is: sign === '>' ? 'later' : 'earlier', than: parseValue(key, value, kind) as Instant };
  }
  if (sign === '!' || sign === '!=') return { key, is: 'unequal', value: parseValue(key, value, kind) };
  if (sign === '' && kind === 'text') return { key, is: 'containing', text: value };
  return { key, is: 'equal', value: parseValue(key, value, kind) };
}

function parseValue(key: string, value: string, kind: Comparison['kind']): unknown {
  if (kind === 'text') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  const read = kind === 'instant' ? parseInstant(value) : value === '' ? Number.NaN : Number(value);
  if (read !== undefined && !Number.isNaN(read)) return read;
  throw invalid(`The filter compares ${key} with ${JSON.stringify(value)}, which is no ${NOUNS[kind]}.`);
}

const NOUNS = { number: 'number', instant: 'time such as 2026-11-26T12:00:00Z' } as const;

function assertColumn(name: string, columns: CollectionDefinition['columns']): void {
  if (Object.hasOwn(columns, name)) return;
  const nearest = nearestName(name, Object.keys(columns));
  throw invalid(`Records cannot be filtered or ordered by ${name}; the nearest member is ${nearest}.`);
}

function invalid(message: string): Problem {
  return new Problem('control-invalid', message);
}
