import { expect, test } from 'vitest';
import { json, jsonBody } from '../../play/play.js';
import { openInferred } from '../resource-mock.js';

const text = { type: 'string' };
const NOTE = {
  type: 'object',
  required: ['note_sid', 'title'],
  properties: {
    note_sid: { type: 'string', format: 'uuid' },
    title: text,
    status: { type: 'string', enum: ['open', 'done'], default: 'open' },
    replies_count: { type: 'integer', readOnly: true },
  },
};
const REF = { $ref: '#/components/schemas/Note' };
const variable = (name: string) => ({ name, in: 'path', required: true, schema: text });
const query = (name: string, more = {}) => ({ name, in: 'query', schema: { ...text, ...more } });

const NOTES = {
  openapi: '3.0.3',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/notes': {
      get: { operationId: 'list', responses: { 200: json({ type: 'array', items: REF }) } },
      post: {
        operationId: 'create',
        requestBody: jsonBody({ type: 'object', required: ['title'], properties: { title: text } }),
        responses: { 201: json({ type: 'object', required: ['sid'], properties: { sid: text } }) },
      },
    },
    '/notes/{NoteSid}': {
      parameters: [variable('NoteSid')],
      get: { operationId: 'get', responses: { 200: json(REF) } },
      post: {
        operationId: 'change',
        parameters: [query('title'), query('status', { enum: ['open', 'done'], default: 'open' })],
        responses: { 200: json(REF) },
      },
    },
  },
  components: { schemas: { Note: NOTE } },
};

test('the receipt of a creation has the key also where it has only the end of its name', async () => {
  const { call } = await openInferred(NOTES, { records: 0 });
  const { sid } = call('create', { body: { title: 'First' } }).body;
  expect(call('get', { path: { NoteSid: sid } }).body).toMatchObject({ note_sid: sid, title: 'First' });
});

test('a new record has none of what a member counts', async () => {
  const { call } = await openInferred(NOTES, { records: 0 });
  const { sid } = call('create', { body: { title: 'First' } }).body;
  expect(call('get', { path: { NoteSid: sid } }).body.replies_count).toBe(0);
});

test('a change without a body sets the members that stand in the query', async () => {
  const { call } = await openInferred(NOTES, { records: 0 });
  const { sid: NoteSid } = call('create', { body: { title: 'First' } }).body;
  const change = (sent: Record<string, string>) =>
    // parameters that are absent have their defaults
    call('change', {
      path: { NoteSid },
      query: { status: 'open', ...sent },
      search: String(new URLSearchParams(sent)),
    });
  expect(change({ status: 'done' }).body).toMatchObject({ title: 'First', status: 'done' });
  expect(change({ title: 'Second' }).body).toMatchObject({ title: 'Second', status: 'done' });
});

test('the same key is free below another parent, though a taken key is refused', async () => {
  const item = { type: 'object', required: ['code'], properties: { code: text, remark: text } };
  const { call } = await openInferred({
    ...NOTES,
    paths: {
      ...NOTES.paths,
      '/notes/{NoteSid}/items': {
        parameters: [variable('NoteSid')],
        get: { operationId: 'items', responses: { 200: json({ type: 'array', items: item }) } },
        post: {
          operationId: 'addItem',
          requestBody: jsonBody(item),
          responses: { 201: json(item), 409: { description: 'taken' } },
        },
      },
      '/notes/{NoteSid}/items/{code}': {
        parameters: [variable('NoteSid'), variable('code')],
        get: { operationId: 'item', responses: { 200: json(item) } },
      },
    },
  });
  const [first, second] = call('list').body.map(({ note_sid: NoteSid }: { note_sid: string }) => ({ NoteSid }));
  const add = (path: Record<string, string>) => call('addItem', { path, body: { code: 'a' } });
  expect(add(first).status).toBe(201);
  expect(add(second).status).toBe(201);
  expect(add(second).refusal?.statuses).toContain(409);
  expect(call('item', { path: { ...second, code: 'a' } }).body).toEqual({ code: 'a' });
});
