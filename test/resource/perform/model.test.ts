import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inferResources } from '../../../src/resource/index.js';
import { loadFiles } from '../../openapi/files.js';
import { json, jsonBody } from '../../play/play.js';
import { openDescribed, type ResourceMock } from '../resource-mock.js';

/** What a client knows of one record. */
type Known = Record<string, unknown>;

/** One way in which an API says the same: its description, and where requests and responses have the record. */
type Convention = {
  document: unknown;
  path: Record<string, string>;
  item: string;
  key: string;
  wrap(record: Known): unknown;
  unwrap(body: ReturnType<typeof JSON.parse>): Known;
  records(body: ReturnType<typeof JSON.parse>): Known[];
};

const REF = { $ref: '#/components/schemas/Note' };
const gone = { description: 'there is none' };
const plain = { wrap: (record: Known) => record, unwrap: (body: Known) => body, records: (body: Known[]) => body };

function note(id: unknown, more: Record<string, unknown> = {}) {
  return {
    type: 'object',
    required: ['title'],
    properties: {
      id,
      title: { type: 'string', minLength: 1 },
      done: { type: 'boolean', default: false },
      rank: { type: 'integer' },
      place: { type: 'object', properties: { city: { type: 'string' }, zip: { type: 'string' } } },
      updatedAt: { type: 'string', format: 'date-time', readOnly: true },
      ...more,
    },
  };
}

type Bodies = { one: unknown; sent: unknown; patch?: unknown; list: unknown; schema: unknown };

function describe(
  base: string,
  item: string,
  { one, sent, patch = { type: 'object' }, list, schema }: Bodies,
): unknown {
  const variables = [...item.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const parameters = (names: string[]) =>
    names.map(name => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  return {
    openapi: '3.0.3',
    info: { title: 'Notes', version: '1' },
    paths: {
      [base]: {
        parameters: parameters(variables.slice(0, -1)),
        get: { operationId: 'list', responses: { 200: json(list) } },
        post: { operationId: 'create', requestBody: jsonBody(sent), responses: { 201: json(one) } },
      },
      [item]: {
        parameters: parameters(variables),
        get: { operationId: 'get', responses: { 200: json(one), 404: gone } },
        put: { operationId: 'replace', requestBody: jsonBody(sent), responses: { 200: json(one), 404: gone } },
        patch: {
          operationId: 'update',
          requestBody: { content: { 'application/merge-patch+json': { schema: patch } } },
          responses: { 200: json(one), 404: gone },
        },
        delete: { operationId: 'delete', responses: { 204: { description: 'gone' }, 404: gone } },
      },
    },
    components: { schemas: { Note: schema } },
  };
}

const LIST = { type: 'array', items: REF };
const object = (properties: Record<string, unknown>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

const CONVENTIONS: Record<string, Convention> = {
  'bare records with counted keys': {
    document: describe('/notes', '/notes/{noteId}', {
      one: REF,
      sent: REF,
      list: LIST,
      schema: note({ type: 'integer', readOnly: true }),
    }),
    path: {},
    item: 'noteId',
    key: 'id',
    ...plain,
  },
  'records in envelopes with drawn keys': {
    document: describe('/notes', '/notes/{id}', {
      one: object({ data: REF }),
      sent: object({ data: REF }),
      patch: object({ data: { type: 'object', properties: { title: {}, done: {}, rank: {}, place: {} } } }),
      list: object({ data: LIST, total: { type: 'integer' } }),
      schema: note({ type: 'string', format: 'uuid', readOnly: true }),
    }),
    path: {},
    item: 'id',
    key: 'id',
    wrap: data => ({ data }),
    unwrap: ({ data }) => data,
    records: ({ data, total }) => {
      expect(total).toBe(data.length);
      return data;
    },
  },
  'records of a parent that is no collection': {
    document: describe('/owners/{owner}/notes', '/owners/{owner}/notes/{slug}', {
      one: REF,
      sent: REF,
      list: object({ items: LIST }),
      schema: note({ type: 'string', readOnly: true }, { slug: { type: 'string', readOnly: true } }),
    }),
    path: { owner: 'ann' },
    item: 'slug',
    key: 'slug',
    ...plain,
    records: ({ items }) => items,
  },
  'keys inside other members': {
    document: describe('/notes', '/notes/{name}', {
      one: REF,
      sent: REF,
      list: LIST,
      schema: {
        ...note({ type: 'integer', readOnly: true }),
        properties: {
          metadata: object({ name: { type: 'string' } }),
          ...note({ type: 'integer', readOnly: true }).properties,
        },
      },
    }),
    path: {},
    item: 'name',
    key: 'metadata.name',
    ...plain,
  },
};

const text = fc.string({ minLength: 1, maxLength: 12 });
const place = fc.record({ city: text, zip: text }, { requiredKeys: [] });
const fields = { title: text, done: fc.boolean(), rank: fc.integer({ min: -9, max: 9 }), place };
const whole = fc.record(fields, { requiredKeys: ['title'] });
const part = fc.record(
  {
    title: text,
    done: fc.boolean(),
    rank: fc.option(fields.rank, { nil: null }),
    place: fc.option(fc.record({ city: fc.option(text, { nil: null }), zip: text }, { requiredKeys: [] }), {
      nil: null,
    }),
  },
  { requiredKeys: [] },
);

type Step =
  | { does: 'create'; body: Known }
  | { does: 'replace' | 'update'; at: number; body: Known }
  | { does: 'delete'; at: number };

const at = fc.nat({ max: 30 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('create' as const), body: whole }),
  fc.record({ does: fc.constant('replace' as const), at, body: whole }),
  fc.record({ does: fc.constant('update' as const), at, body: part }),
  fc.record({ does: fc.constant('delete' as const), at }),
);

test.each(Object.entries(CONVENTIONS))('what a client has done is what it gets: %s', async (_, convention) => {
  const description = await loadFiles({ 'api.json': convention.document });
  const { resources } = inferResources(description);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.nat({ max: 3 }), async (steps, records) => {
      const mock = await openDescribed(description, resources, { records });
      const known = new Map(listAll(mock, convention).map(record => [keyOf(record, convention), record]));
      expect(known.size).toBe(records);
      for (const one of steps) {
        take(one, { mock, convention, known });
        expect(listAll(mock, convention)).toEqual([...known.values()]);
      }
    }),
    { numRuns: 25 },
  );
});

type Played = { mock: ResourceMock; convention: Convention; known: Map<string, Known> };

function take(one: Step, { mock, convention, known }: Played): void {
  const { wrap, unwrap } = convention;
  mock.time.now += 1000;
  if (one.does === 'create') {
    const record = unwrap(mock.call('create', { path: convention.path, body: wrap(one.body) }).body);
    const key = keyOf(record, convention);
    expect(known.has(key)).toBe(false);
    expect(record).toMatchObject({ done: false, ...one.body });
    known.set(key, record);
    return;
  }
  const keys = [...known.keys()];
  const key = keys[one.at] ?? 'none';
  const before = known.get(key);
  const path = { ...convention.path, [convention.item]: key };
  const sent = one.does === 'delete' ? {} : { body: wrap(one.body) };
  const response = mock.call(one.does, { path, ...sent, headers: { 'content-type': 'application/merge-patch+json' } });
  if (!before) expect(response.refusal?.statuses).toEqual([404]);
  else if (one.does === 'delete') known.delete(key);
  else {
    const record = unwrap(response.body);
    const expected = one.does === 'replace' ? replaced(before, one.body) : merged(before, one.body);
    expect(record).toEqual({ ...(expected as Known), updatedAt: new Date(mock.time.now).toISOString() });
    known.set(key, record);
  }
  const read = mock.call('get', { path });
  if (known.has(key)) expect(unwrap(read.body)).toEqual(known.get(key));
  else expect(read.refusal?.statuses).toEqual([404]);
}

function replaced({ id, slug, metadata }: Known, body: Known): Known {
  const own = Object.entries({ id, slug, metadata }).filter(([, value]) => value !== undefined);
  return { done: false, ...body, ...Object.fromEntries(own) };
}

/** RFC 7396, as it is written there. */
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null) return patch;
  const result: Known = typeof target === 'object' && target !== null ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = merged(result[name], value);
  }
  return result;
}

function listAll({ call }: ResourceMock, { path, records }: Convention): Known[] {
  return records(call('list', { path }).body);
}

function keyOf(record: Known, { key }: Convention): string {
  return String(key.split('.').reduce<unknown>((value, name) => (value as Known)[name], record));
}
