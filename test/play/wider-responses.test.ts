import { expect, test } from 'vitest';
import { api, json, jsonBody, play } from './play.js';

const APP = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string', format: 'uuid', readOnly: true }, name: { type: 'string' } },
};
const KEYS = { type: 'object', properties: { public_key: { type: 'string' }, private_key: { type: 'string' } } };
const WITH_KEYS = { allOf: [{ $ref: '#/components/schemas/App' }, { type: 'object', properties: { keys: KEYS } }] };
const SENT = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, keys: { type: 'object', properties: { public_key: { type: 'string' } } } },
};
const GONE = { description: 'no such application' };

test('what only the responses of creations and replacements show of a record is kept, and shown only there', async () => {
  const { send, get, failures } = await play(
    api(
      {
        '/apps': {
          get: { responses: { 200: json({ type: 'array', items: { $ref: '#/components/schemas/App' } }) } },
          post: { requestBody: jsonBody(SENT), responses: { 201: json(WITH_KEYS) } },
        },
        '/apps/{id}': {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          get: { responses: { 200: json({ $ref: '#/components/schemas/App' }), 404: GONE } },
          put: { requestBody: jsonBody(SENT), responses: { 200: json(WITH_KEYS), 404: GONE } },
        },
      },
      { components: { schemas: { App: APP } } },
    ),
    { records: 2 },
  );
  const headers = { 'Content-Type': 'application/json' };
  const write = async (method: string, path: string, body: unknown) =>
    (await send(method, path, { headers, body: JSON.stringify(body) })).json;
  const made = await write('POST', '/apps', { name: 'mine', keys: { public_key: 'abc' } });
  expect(made).toEqual({ id: made.id, name: 'mine', keys: { public_key: 'abc' } });
  expect((await get(`/apps/${made.id}`)).json).toEqual({ id: made.id, name: 'mine' });
  expect((await get('/apps')).json).toContainEqual({ id: made.id, name: 'mine' });
  const replaced = await write('PUT', `/apps/${made.id}`, { name: 'ours', keys: { public_key: 'def' } });
  expect(replaced).toEqual({ id: made.id, name: 'ours', keys: { public_key: 'def' } });
  expect(failures).toEqual([]);
});
