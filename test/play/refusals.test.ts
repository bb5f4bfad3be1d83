import { describe, expect, test } from 'vitest';
import { api, expectNoFailure, json, jsonBody, ok, play } from './play.js';

const TEXT = { type: 'string' };
const BODY = jsonBody({
  type: 'object',
  required: ['name'],
  properties: { name: TEXT, age: { type: 'integer', maximum: 99 }, tags: { type: 'array', items: TEXT } },
});

/** A description whose `POST /things/{id}` takes a body, and documents these errors. */
function taking(errors: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 10 } };
  return api(
    {
      '/things/{id}': {
        post: { parameters: [id, limit], requestBody: BODY, responses: { 201: json(TEXT), ...errors } },
      },
    },
    more,
  );
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const WRONG = { headers: JSON_TYPE, body: '{"age":"x"}' };

describe('Without documented errors a refusal is a problem', () => {
  test.each([
    [
      'a path parameter',
      '/things/x',
      { headers: JSON_TYPE, body: '{"name":"a"}' },
      400,
      'The path parameter id must be an integer.',
    ],
    [
      'a query parameter',
      '/things/1?limit=11',
      { headers: JSON_TYPE, body: '{"name":"a"}' },
      400,
      'The query parameter limit must be at most 10.',
    ],
    ['a member', '/things/1', { headers: JSON_TYPE, body: '{"name":1}' }, 422, 'The body member name must be a text.'],
    ['a missing body', '/things/1', {}, 422, 'The body is missing.'],
    ['text that is no JSON', '/things/1', { headers: JSON_TYPE, body: '{' }, 400, 'The body must be valid JSON.'],
    [
      'another media type',
      '/things/1',
      { headers: { 'Content-Type': 'text/csv' }, body: 'a' },
      415,
      'The body must be application/json.',
    ],
  ])('for %s', async (_, path, sent, status, detail) => {
    const played = await play(taking({}));
    const received = await played.send('POST', path, sent);
    expect(received.json).toMatchObject({ type: 'about:blank', status, detail });
    expect(received.json.errors[0]).toMatchObject({ in: expect.any(String), message: expect.any(String) });
    expect([received.status, received.headers['content-type']]).toEqual([status, 'application/problem+json']);
    expectNoFailure(played);
  });

  test('with all issues', async () => {
    const played = await play(taking({}));
    const { json } = await played.send('POST', '/things/x?limit=11', WRONG);
    expect(json.errors.map(({ in: place, path }: { in: string; path: string }) => `${place} ${path}`)).toEqual([
      'path id',
      'query limit',
      'body name',
      'body age',
    ]);
  });

  test('also for a body that is too large', async () => {
    const played = await play(taking({}), { limits: { bytes: 100 } });
    const received = await played.send('POST', '/things/1', { headers: JSON_TYPE, body: `"${'a'.repeat(200)}"` });
    expect(received.status).toBe(413);
    expectNoFailure(played);
  });
});

describe('A documented error says what is wrong in its own shape', () => {
  const text = { type: 'string' };
  const object = (properties: Record<string, unknown>) => ({
    type: 'object',
    required: Object.keys(properties),
    properties,
  });

  test.each([
    ['a message', object({ message: text }), { message: expect.stringContaining('name is missing') }],
    [
      'code and message',
      object({ code: { type: 'integer' }, message: text }),
      { message: expect.stringContaining('name') },
    ],
    [
      'a list of objects',
      object({ errors: { type: 'array', items: object({ field: text, message: text }) } }),
      {
        errors: [
          { field: 'name', message: 'is missing' },
          { field: 'age', message: 'must be an integer' },
        ],
      },
    ],
    [
      'a list of texts',
      object({ errors: { type: 'array', items: text } }),
      { errors: ['name is missing', 'age must be an integer'] },
    ],
    [
      'a nested error',
      object({ error: object({ message: text }) }),
      { error: { message: expect.stringContaining('name') } },
    ],
  ])('%s', async (_, schema, body) => {
    const played = await play(taking({ 422: json(schema) }));
    const received = await played.send('POST', '/things/1', WRONG);
    expect([received.status, received.json]).toMatchObject([422, body]);
    expect(received.headers['content-type']).toBe('application/json');
    expectNoFailure(played);
  });

  test('lists of messages by field', async () => {
    const played = await play(
      taking({ 422: json({ type: 'object' }, { example: { errors: { body: ["can't be blank"] } } }) }),
    );
    const { json: body } = await played.send('POST', '/things/1', WRONG);
    expect(body).toEqual({ errors: { body: ['name is missing', 'age must be an integer'] } });
  });

  test('the documented text where its schema allows no other', async () => {
    const played = await play(taking({ 422: json(object({ message: { type: 'string', enum: ['Wrong'] } })) }));
    expect((await played.send('POST', '/things/1', WRONG)).json).toEqual({ message: 'Wrong' });
    expectNoFailure(played);
  });

  test('the status that fits best: 422, or else 400, or else a range, or default', async () => {
    const statuses = async (errors: Record<string, unknown>) =>
      (await (await play(taking(errors))).send('POST', '/things/1', WRONG)).status;
    const error = json({ type: 'object' });
    expect(await statuses({ 400: error, 422: error })).toBe(422);
    expect(await statuses({ 400: error })).toBe(400);
    expect(await statuses({ '4XX': error })).toBe(422);
    expect(await statuses({ default: error })).toBe(422);
  });

  test.each([
    ['without content', { description: '' }, undefined],
    ['without a schema', json(undefined), undefined],
    [
      'as text',
      { description: '', content: { 'text/plain': { schema: text } } },
      'The body member name is missing; the body member age must be an integer.',
    ],
    ['in any media type', { description: '', content: { '*/*': { schema: object({ message: text }) } } }, undefined],
  ])('%s', async (_, error, body) => {
    const played = await play(taking({ 422: error }));
    const received = await played.send('POST', '/things/1', WRONG);
    expect(received.status).toBe(422);
    if (body !== undefined) expect(received.text).toBe(body);
    else expect(received.text).toContain('name is missing');
    expect(received.headers['content-type'] ?? '').not.toContain('*');
    expectNoFailure(played);
  });
});

describe('With validateRequests: false', () => {
  test('requests that break the description get their response, and the journal has what is wrong', async () => {
    const played = await play(taking({}), { validateRequests: false });
    expect((await played.send('POST', '/things/x', WRONG)).status).toBe(201);
    const { violations } = (await played.get('/__admin/requests')).json.requests[0];
    expect(violations.map(({ in: place, pointer }: { in: string; pointer: string }) => `${place}${pointer}`)).toEqual([
      'path/id',
      'body/name',
      'body/age',
    ]);
  });

  test('a body that is too large is refused', async () => {
    const played = await play(taking({}), { validateRequests: false, limits: { bytes: 10 } });
    const received = await played.send('POST', '/things/1', { headers: JSON_TYPE, body: '{"name":"aaaaaaaa"}' });
    expect(received.status).toBe(413);
  });
});

describe('With validateRequests: warn', () => {
  test('requests that break the description get their response, with a header that says what is wrong', async () => {
    const finished: (string | undefined)[] = [];
    const onFinished = ({ reason }: { reason?: string }) => finished.push(reason);
    const played = await play(taking({}), { validateRequests: 'warn', onFinished });
    const { status, headers } = await played.send('POST', '/things/x', WRONG);
    expect(status).toBe(201);
    const said = 'path /id must be an integer; body /name is missing; body /age must be an integer';
    expect(headers['understudy-violations']).toBe(said);
    expect(finished).toEqual([said]);
    expect((await played.get('/__admin/requests')).json.requests[0].violations).toHaveLength(3);
  });

  test('right requests have no such header', async () => {
    const played = await play(taking({}), { validateRequests: 'warn' });
    const { status, headers } = await played.send('POST', '/things/1', { headers: JSON_TYPE, body: '{"name":"a"}' });
    expect(status).toBe(201);
    expect(headers).not.toHaveProperty('understudy-violations');
  });

  test.each([
    ['text that is no JSON', JSON_TYPE, '{', 'body must be valid JSON'],
    ['another media type', { 'Content-Type': 'text/csv' }, 'a', 'body must be application/json'],
    ['odd names', JSON_TYPE, '{"name":"a","\u00fc\\n":1}', /^body \/%C3%BC/],
  ])('%s is named', async (_, headers, body, said) => {
    const strict = jsonBody({ type: 'object', properties: { name: TEXT }, additionalProperties: { type: 'string' } });
    const described = api({ '/things': { post: { requestBody: strict, responses: { 201: json(TEXT) } } } });
    const played = await play(described, { validateRequests: 'warn' });
    const received = await played.send('POST', '/things', { headers, body });
    expect(received.status).toBe(201);
    expect(received.headers['understudy-violations']).toEqual(
      typeof said === 'string' ? said : expect.stringMatching(said),
    );
    expectNoFailure(played);
  });

  test('a header has only what fits', async () => {
    const body = JSON.stringify({
      name: 'a',
      ...Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`age${at}`, 1])),
    });
    const strict = api({
      '/things': { post: { requestBody: jsonBody({ additionalProperties: TEXT }), responses: { 201: json(TEXT) } } },
    });
    const played = await play(strict, { validateRequests: 'warn' });
    const { headers } = await played.send('POST', '/things', { headers: JSON_TYPE, body });
    expect(String(headers['understudy-violations'])).toMatch(/; \.\.\.$/);
    expect(String(headers['understudy-violations']).length).toBeLessThan(1001);
    expectNoFailure(played);
  });
});

test('A refusal has the documented headers', async () => {
  const headers = { 'X-Reason': { schema: { type: 'string', enum: ['because'] } } };
  const played = await play(taking({ 422: { ...json({ type: 'object' }), headers } }));
  expect((await played.send('POST', '/things/1', WRONG)).headers['x-reason']).toBe('because');
});

test('An operation without a body ignores one', async () => {
  const played = await play(api({ '/things': { post: ok(TEXT) } }));
  expect((await played.send('POST', '/things', { headers: { 'Content-Type': 'x/y' }, body: '{' })).status).toBe(200);
});
