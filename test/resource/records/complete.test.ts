import { expect, test } from 'vitest';
import type { CollectionRule } from '../../../src/resource/index.js';
import { json, jsonBody } from '../../play/play.js';
import { openResources } from '../resource-mock.js';

type Members = Record<string, Record<string, unknown>>;

/** Creates a thing whose schema has these members, and returns it. */
async function create(
  properties: Members,
  {
    body = {},
    required = [],
    rule = {},
    request,
    records = 0,
  }: { body?: object; required?: string[]; rule?: CollectionRule; request?: unknown; records?: number } = {},
): Promise<Record<string, unknown>> {
  const ref = { $ref: '#/components/schemas/Thing' };
  const document = {
    openapi: '3.0.3',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things': {
        post: { operationId: 'create', requestBody: jsonBody(request ?? ref), responses: { 201: json(ref) } },
      },
    },
    components: { schemas: { Thing: { type: 'object', required, properties } } },
  };
  const resources = {
    collections: { things: { schema: 'api.json#/components/schemas/Thing', ...rule } },
    operations: { create: { does: 'create', collection: 'things', response: '' } as const },
  };
  const mock = await openResources(document, resources, { records });
  return mock.call('create', { body }).body;
}

const text = { type: 'string' };

test.each<[string, Members, object, object]>([
  ['a default', { a: { ...text, default: 'x' } }, {}, { a: 'x' }],
  ['what was sent, and not the default', { a: { ...text, default: 'x' } }, { a: 'y' }, { a: 'y' }],
  [
    'a default inside an object that was sent',
    { a: { type: 'object', properties: { b: { default: 1 }, c: text } } },
    { a: { c: 'y' } },
    { a: { c: 'y', b: 1 } },
  ],
  [
    'no object for the sake of the defaults in it',
    { a: { type: 'object', properties: { b: { default: 1 } } } },
    {},
    {},
  ],
  ['no optional member that was not sent', { a: text, b: { type: 'integer' } }, { a: 'x' }, { a: 'x' }],
  [
    'no member that only requests have, at any depth',
    {
      a: { ...text, writeOnly: true },
      b: { type: 'object', properties: { c: { ...text, writeOnly: true }, d: text } },
    },
    { a: 'x', b: { c: 'x', d: 'y' } },
    { b: { d: 'y' } },
  ],
  [
    'objects for texts and numbers that name them',
    {
      a: { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' }, login: text } } },
      b: { type: 'object', properties: { id: { type: 'integer' }, name: { ...text, minLength: 9 } } },
      c: { anyOf: [text, { type: 'object', properties: { name: text } }] },
    },
    { a: ['ann', { login: 'bo' }], b: 7, c: 'x' },
    { a: [{ login: 'ann' }, { login: 'bo' }], b: { id: 7 }, c: 'x' },
  ],
  ['null for what the server sets later', { a: { ...text, readOnly: true, nullable: true } }, { a: 'x' }, { a: null }],
  [
    'the first value of an enum that the server sets',
    { a: { ...text, readOnly: true, enum: ['new', 'old'] } },
    {},
    { a: 'new' },
  ],
  ['an empty list that the server fills', { a: { type: 'array', items: text, readOnly: true } }, {}, { a: [] }],
  ['no time that the server sets later', { a: { ...text, format: 'date-time', readOnly: true } }, {}, {}],
])('a new record has %s', async (_, members, body, expected) => {
  expect(await create(members, { body })).toEqual(expected);
});

test('a member that the response requires and the request lacks is made', async () => {
  const request = { type: 'object', properties: { a: text } };
  const made = await create(
    { a: text, total: { type: 'integer' }, note: text },
    { required: ['a', 'total'], request, body: { a: 'x' } },
  );
  expect(made).toEqual({ a: 'x', total: expect.any(Number) });
});

test('a new record has none of what it counts', async () => {
  const whole = { type: 'integer' };
  const properties = { comments: whole, reply_count: whole, views: { ...whole, minimum: 1 }, size: whole };
  const record = await create(properties, {
    required: Object.keys(properties),
    request: { type: 'object', properties: { a: text } },
  });
  expect(record).toMatchObject({ comments: 0, reply_count: 0 });
  expect(record.views).toBeGreaterThanOrEqual(1);
  expect(record.size).toEqual(expect.any(Number));
});

test.each<[string, Record<string, unknown>, unknown]>([
  ['a date-time', { ...text, format: 'date-time' }, '2026-11-30T12:00:00.000Z'],
  [
    'a date-time as in the example',
    { ...text, format: 'date-time', example: '2020-01-01T00:00:00+00:00' },
    '2026-11-30T12:00:00+00:00',
  ],
  ['a time with a space as in the example', { ...text, example: '2020-01-01 00:00:00' }, '2026-11-30 12:00:00'],
  ['a date', { ...text, format: 'date' }, '2026-11-30'],
  ['seconds', { type: 'integer', example: 1_577_836_800 }, 1_796_040_000],
  ['milliseconds', { type: 'integer', example: 1_577_836_800_000 }, 1_796_040_000_000],
  ['seconds without an example', { type: 'integer' }, 1_796_040_000],
  ['milliseconds in 64 bits', { type: 'integer', format: 'int64' }, 1_796_040_000_000],
])('the time of the creation is %s', async (_, member, expected) => {
  expect(await create({ at: member }, { rule: { created: ['at'] } })).toEqual({ at: expected });
});

test('a time that clients may send is as it was sent', async () => {
  const at = '2000-01-01T00:00:00Z';
  const sent = await create({ at: { ...text, format: 'date-time' } }, { rule: { created: ['at'] }, body: { at } });
  expect(sent).toEqual({ at });
});

test('times may stand inside other members', async () => {
  const meta = { type: 'object', properties: { created: { ...text, format: 'date' }, by: text } };
  expect(await create({ meta }, { rule: { created: ['meta.created'] } })).toEqual({ meta: { created: '2026-11-30' } });
});

test.each<[CollectionRule['ids'], Record<string, unknown>, unknown]>([
  ['integer', { type: 'integer' }, 1],
  ['integer', { type: 'integer', minimum: 1000 }, 1000],
  ['integer', text, '1'],
  [
    'uuid',
    { ...text, format: 'uuid' },
    expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
  ],
  ['slug', text, 'cafe-au-lait'],
  ['text', { ...text, pattern: '^org_[a-z]{8}$' }, expect.stringMatching(/^org_[a-z]{8}$/)],
])('a new key of the kind %s has the type of its member: %j', async (ids, id, expected) => {
  const made = await create(
    { id, name: text },
    { rule: { key: 'id', ...(ids && { ids }) }, body: { name: 'Café au lait' } },
  );
  expect(made.id).toEqual(expected);
});

test.each([0, ''])('a client that sends the key %j means none', async id => {
  const made = await create({ id: {}, name: text }, { rule: { key: 'id', ids: 'integer' }, body: { id, name: 'x' } });
  expect(made.id).toBe('1');
});

test('the key is the one that a client chose', async () => {
  expect(await create({ id: text }, { rule: { key: 'id', ids: 'text' }, body: { id: 'mine' } })).toEqual({
    id: 'mine',
  });
});
