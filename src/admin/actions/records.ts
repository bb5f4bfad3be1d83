import { createHash } from 'node:crypto';
import { isObject, Problem } from '../../kernel/index.js';
import { type MemberView, SchemaView } from '../../openapi/index.js';
import {
  type Collection,
  type CollectionDefinition,
  type Condition,
  collectionJson,
  recordIssues,
  type Store,
  type StoredRecord,
} from '../../store/index.js';
import { type Action, type AdminApi, type AdminCall, type DescribedCollection, prefixOf } from '../action.js';
import type { AdminResponse } from '../admin-response.js';
import { parseRecordFilter, readPage } from './record-query.js';

/** The records of the APIs, as they are stored. */
export function recordActions(apis: () => readonly AdminApi[]): Readonly<Record<string, Action>> {
  const apiOf = (name: string) => apis().find(api => api.name === name);
  /** The store with the collection of a call, which has its starting records. */
  const begun = async ({ workspace: { store }, path: { api: name = '', collection = '' } }: AdminCall) => {
    const api = apiOf(name);
    const fullName = `${name}.${collection}`;
    // an unknown name throws here
    store.collection(fullName);
    if (api?.seed && !store.hasBegun(fullName)) await store.change(() => api.seed?.(store, collection));
    return { store, fullName };
  };
  /** Makes a change of one collection, and resolves when it is saved. */
  const change = async <T>(call: AdminCall, work: (collection: Collection, store: Store) => T): Promise<T> => {
    const { store, fullName } = await begun(call);
    return store.change(() => work(store.collection(fullName), store));
  };
  const replace = (call: AdminCall, to: (before: StoredRecord) => unknown) =>
    change(call, collection => {
      const before = findRecord(collection, call);
      const { key } = collection.definition;
      const record = accept(collection, { [key]: before[key], ...(to(before) as object) });
      if (record[key] !== before[key]) {
        throw refused(collection, [{ pointer: `/${key}`, message: `must be ${before[key]}, as in the path` }]);
      }
      collection.replace(record);
      return recordResponse(collection, record);
    });
  return {
    listCollections({ workspace: { store } }) {
      const collections = apis().flatMap(({ name: api, collections, seed }) =>
        collections.map(name => {
          const collection = store.collection(`${api}.${name}`);
          const isMade = !seed || store.hasBegun(collection.name);
          return { api, name, key: collection.definition.key, ...(isMade && { count: collection.size }) };
        }),
      );
      return { json: { collections } };
    },

    async readCollection(call) {
      const { store, fullName } = await begun(call);
      const { api = '', collection: name = '' } = call.path;
      const { definition, size } = store.collection(fullName);
      const described = apiOf(api)?.describeCollection(name);
      const { key } = definition;
      const identifier = identifierOf(definition, described);
      return { json: { api, name, key, identifier, count: size, members: membersOf(definition, described) } };
    },

    async readRecords(call) {
      const { store, fullName } = await begun(call);
      const collection = store.collection(fullName);
      if (Object.keys(call.query).length === 0) return { pieces: recordsJson(collection) };
      return { text: { type: 'application/json', body: readPage(collection, call.query) } };
    },

    async replaceRecords(call) {
      const { records } = call.body as { records: StoredRecord[] };
      const { store, fullName } = await begun(call);
      await store.replaceAll({ [fullName]: records }, call.since);
      return { status: 204 };
    },

    addRecord: call =>
      change(call, (collection, store) => {
        const { name, definition } = collection;
        const { key, columns } = definition;
        const given = call.body as StoredRecord;
        const next = given[key] === undefined && columns[key] === 'number' ? { [key]: store.nextId(name) } : {};
        const record = accept(collection, { ...next, ...given });
        const value = record[key] as number | string;
        if (collection.get(value)) throw new Problem('record-exists', `${name} has a record ${value} already.`);
        collection.add(record);
        const { api, collection: short } = call.path;
        const Location = `${prefixOf(call)}/__admin/records/${api}/${short}/${encodeURIComponent(value)}`;
        return recordResponse(collection, record, { status: 201, headers: { Location } });
      }),

    async changeRecords(call) {
      const { store, fullName } = await begun(call);
      const collection = store.collection(fullName);
      const { where, to, expected } = changeOf(collection, call.body as RecordsChange);
      const before = new Map<unknown, StoredRecord>();
      const { key } = collection.definition;
      const change = (record: StoredRecord) => {
        if (before.size <= MAX_BEFORE) before.set(record[key], record);
        return to(record);
      };
      const changed = await store.changeAll({ collection: fullName, where, to: change }, count => {
        if (count === (expected ?? count)) return count;
        throw new Problem('record-changed', `${fullName} has ${count} such records, and not ${expected}.`, {
          fix: 'Look at the selection again; nothing was changed.',
        });
      });
      // one that others have changed meanwhile may be in no selection any more
      const isWhole = before.size === changed && changed <= MAX_BEFORE;
      return { json: { changed, ...(isWhole && { before: [...before.values()] }) } };
    },

    async readRecord(call) {
      const { store, fullName } = await begun(call);
      const collection = store.collection(fullName);
      return recordResponse(collection, findRecord(collection, call));
    },

    replaceRecord: call => replace(call, () => call.body),

    changeRecord: call => replace(call, before => ({ ...before, ...(call.body as object) })),

    deleteRecord: call =>
      change(call, collection => {
        const { key } = collection.definition;
        collection.remove(findRecord(collection, call)[key] as number | string);
        return { status: 204 };
      }),
  };
}

/** How many records a response has as they were, so that a client can put them back. */
const MAX_BEFORE = 1000;

type RecordsChange =
  | { filter?: string; ids?: string[]; changes: StoredRecord; count?: number }
  | { records: StoredRecord[] };

/** Which records a body changes, and to what: the same members of a selection, or whole records by their keys. */
function changeOf(collection: Collection, change: RecordsChange) {
  const { definition } = collection;
  const { key, columns } = definition;
  const isKey = (keys: readonly unknown[]): Condition => ({
    key,
    is: 'within',
    ranges: keys.map(one => [one, one] as [string, string] | [number, number]),
  });
  if ('records' in change) {
    const given = new Map(change.records.map(record => [record[key], record]));
    const to = (before: StoredRecord) => accept(collection, given.get(before[key]) as StoredRecord);
    return { where: [isKey([...given.keys()])], to, expected: change.records.length };
  }
  const { filter = '', ids, changes, count: expected } = change;
  if (key in changes) {
    throw new Problem('control-invalid', `/changes must not have ${key}, which is the key of a record.`);
  }
  const isNumber = columns[key] === 'number';
  const keys = ids && [...new Set<unknown>(isNumber ? ids.map(Number).filter(Number.isFinite) : ids)];
  return {
    where: [...parseRecordFilter(filter, definition), ...(keys ? [isKey(keys)] : [])],
    to: (before: StoredRecord) => accept(collection, { ...before, ...changes }),
    expected,
  };
}

async function* recordsJson(collection: Collection): AsyncGenerator<string | Uint8Array> {
  yield '{"records":';
  yield* collectionJson(collection);
  yield '}\n';
}

/** The record that a path names. Throws `no-such-record`, and `record-changed` where `If-Match` names another version of it. */
function findRecord(collection: Collection, { path: { id = '' }, headers }: AdminCall): StoredRecord {
  const { key, columns } = collection.definition;
  const record = collection.get(columns[key] === 'number' ? Number(id) : id);
  if (!record || String(record[key]) !== id) {
    throw new Problem('no-such-record', `${collection.name} has no record ${id}.`);
  }
  const wanted = headers['if-match'];
  if (wanted === undefined || wanted === '*' || wanted === tagOf(collection, record)) return record;
  throw new Problem('record-changed', `The record ${id} of ${collection.name} has changed since it was read.`);
}

/** A given record with what it lacks. Throws `records-invalid`. */
function accept(collection: Collection, given: StoredRecord): StoredRecord {
  const { definition } = collection;
  const record = definition.completer?.([given])(given) ?? given;
  const found = recordIssues(definition)(record, given);
  if (found.length === 0) return record as StoredRecord;
  // the place of the record among several
  throw refused(
    collection,
    found.map(({ pointer, message }) => ({ pointer: pointer.slice('/0'.length), message })),
    given,
  );
}

function refused(
  { name, definition: { key } }: Collection,
  issues: readonly { pointer: string; message: string }[],
  { [key]: id = 'of this kind' }: StoredRecord = {},
): Problem {
  const sentences = issues.slice(0, MAX_SENTENCES).map(({ pointer, message }) => `${pointer || 'It'} ${message}.`);
  return new Problem('records-invalid', `${name} cannot have a record ${id}. ${sentences.join(' ')}`, {
    fix: 'Correct the named members; nothing was changed.',
    issues,
  });
}

const MAX_SENTENCES = 5;

function recordResponse(collection: Collection, json: StoredRecord, more: AdminResponse = {}): AdminResponse {
  return { ...more, json, headers: { ...more.headers, ETag: tagOf(collection, json) } };
}

/** Differs between any two versions of a record. */
function tagOf({ definition: { key } }: Collection, record: StoredRecord): string {
  const digest = createHash('sha256').update(JSON.stringify(record)).digest('base64url');
  return `"${String(record[key]).replace(/[^\w.-]/g, '')}-${digest.slice(0, 16)}"`;
}

/** The member by which clients know a record: one of its own, or one that the store alone has. */
function identifierOf({ key, columns }: CollectionDefinition, described: DescribedCollection | undefined): string {
  const names = [described?.identifier ?? '', HIDDEN_IDENTIFIER];
  return names.find(name => Object.hasOwn(columns, name)) ?? key;
}

const HIDDEN_IDENTIFIER = '$key';

/** The members of the records of a collection: those that the store alone has, and those of their schema. */
function membersOf({ key, columns }: CollectionDefinition, described: DescribedCollection | undefined): object[] {
  const { schema, references = {} } = described ?? {};
  const own = schema ? [...new SchemaView(schema).members.values()].map(describeMember) : [];
  const known = new Set(own.map(({ name }) => name));
  const others = Object.keys(columns).flatMap(name =>
    known.has(name) ? [] : { name, types: [] as string[], required: name === key },
  );
  return [...others, ...own].map(member => {
    const column = columns[member.name];
    const reference = references[member.name];
    return { ...member, ...(column && { comparesAs: column }), ...(reference !== undefined && { reference }) };
  });
}

function describeMember({ name, required, readOnly, value, nullable }: MemberView) {
  const { types, format, enum: choices, schema } = value;
  const described = schema.read();
  const description = isObject(described) ? described.description : undefined;
  return {
    name,
    types: [...new Set([...types, ...(nullable && types.size > 0 ? ['null'] : [])])],
    required,
    ...(format !== undefined && { format }),
    ...(choices && choices.length <= MAX_CHOICES && { enum: choices }),
    ...(readOnly && { readOnly }),
    ...(typeof description === 'string' && { description }),
  };
}

const MAX_CHOICES = 200;
