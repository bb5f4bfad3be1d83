import { describe, expect, test } from 'vitest';
import { formatYaml } from '../../src/openapi/index.js';
import { api, json, jsonBody, type Played, playFiles, type Sent } from './play.js';

const TEXT = { type: 'string' };
const BOAT = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'integer', readOnly: true },
    name: TEXT,
    home_port: TEXT,
    length: { type: 'integer', maximum: 99 },
    crew: { type: 'array', items: { type: 'object', properties: { age: { type: 'integer' } } } },
  },
};
const error = (examples: Record<string, unknown>) => json({ type: 'object' }, { examples });
const NOT_FOUND = { missing: { value: { ok: false, error: { code: 7, message: 'No boat.' } } } };
const INVALID = { wrong: { value: { ok: false, errors: ['…'] } } };

const MARINA = api(
  {
    '/boats': {
      get: {
        operationId: 'listBoats',
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', maximum: 10 } }],
        responses: { 200: json({ type: 'array', items: BOAT }) },
      },
      post: {
        operationId: 'addBoat',
        requestBody: jsonBody(BOAT),
        responses: {
          201: json(BOAT),
          401: error({ guest: { value: { ok: false, why: 'guest' } }, stranger: { value: { ok: false, why: '?' } } }),
          409: error({ full: { value: { ok: false } } }),
          422: error(INVALID),
        },
      },
    },
    '/boats/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { operationId: 'getBoat', responses: { 200: json(BOAT), 404: error(NOT_FOUND) } },
      delete: { operationId: 'removeBoat', responses: { 204: { description: 'Gone' } } },
    },
  },
  {
    security: [{ pass: [] }],
    components: { securitySchemes: { pass: { type: 'apiKey', in: 'header', name: 'X-Pass' } } },
  },
);

/** Plays the marina with a file of resources. */
async function marina(resources: unknown, readings: unknown = undefined): Promise<Played> {
  const files = {
    'marina/openapi.json': MARINA,
    'marina/resources.yaml': formatYaml(resources),
    ...(readings !== undefined && { 'marina/readings.yaml': formatYaml(readings) }),
  };
  return playFiles(files, ['marina'], { validateResponses: false, auth: 'strict' });
}

/** What a request gets that has the pass of the mock, unless its headers say otherwise. */
async function get(played: Played, method: string, path: string, { headers = {}, ...sent }: Sent = {}) {
  const pass = played.mock.tokens.marina?.pass ?? '';
  const all = { 'X-Pass': pass, 'Content-Type': 'application/json', ...headers };
  const { status, json } = await played.send(method, path, { ...sent, headers: all });
  return [status, json];
}

const body = (value: unknown): Sent => ({ body: typeof value === 'string' ? value : JSON.stringify(value) });

describe('A refusal is the example that its rule names', () => {
  test('with the status of its response, also where only another operation has it', async () => {
    const played = await marina({ refusals: { 'unknown-record': { example: 'missing' } } });
    expect(await get(played, 'GET', '/boats/99')).toEqual([404, NOT_FOUND.missing.value]);
    expect(await get(played, 'DELETE', '/boats/99')).toEqual([404, NOT_FOUND.missing.value]);
  });

  test('with another status, and with other values in its members', async () => {
    const rule = { status: 410, example: 'missing', with: { 'error.message': '{message}', ok: null } };
    const played = await marina({ refusals: { 'unknown-record': rule } });
    expect(await get(played, 'GET', '/boats/99')).toEqual([
      410,
      { ok: null, error: { code: 7, message: 'There is no boat 99.' } },
    ]);
  });

  test('and a list has the reason where there are no issues', async () => {
    const errors = [{ '{name}': ['{message}'] }];
    const played = await marina({
      refusals: {
        'unknown-record': { status: 404, with: { errors } },
        issues: { whole: 'all', messages: { other: '?' } },
      },
    });
    expect(await get(played, 'DELETE', '/boats/99')).toEqual([404, { errors: [{ all: ['There is no boat 99.'] }] }]);
  });

  test('and an operation may have another one', async () => {
    const played = await marina({
      refusals: { 'unknown-record': { example: 'missing' } },
      operations: { removeBoat: { refusals: { 'unknown-record': { status: 404, with: { gone: true } } } } },
    });
    expect(await get(played, 'GET', '/boats/99')).toEqual([404, NOT_FOUND.missing.value]);
    expect(await get(played, 'DELETE', '/boats/99')).toEqual([404, { gone: true }]);
  });

  test('for credentials that are missing or wrong', async () => {
    const played = await marina({
      refusals: { 'no-credentials': { example: 'guest' }, 'wrong-credentials': { example: 'stranger' } },
    });
    const sent = await played.send('GET', '/boats');
    expect([sent.status, sent.json, sent.headers['www-authenticate']]).toEqual([
      401,
      { ok: false, why: 'guest' },
      'ApiKey realm="marina"',
    ]);
    expect(await get(played, 'GET', '/boats', { headers: { 'X-Pass': 'x' } })).toEqual([401, { ok: false, why: '?' }]);
  });

  test('and wrong credentials are refused as missing ones where only these have a rule', async () => {
    const played = await marina({ refusals: { 'no-credentials': { example: 'guest' } } });
    expect(await get(played, 'GET', '/boats', { headers: { 'X-Pass': 'x' } })).toEqual([
      401,
      { ok: false, why: 'guest' },
    ]);
  });

  test('and a value that is taken is refused with the example of that rule', async () => {
    const played = await marina({
      collections: { boats: { unique: ['name'] } },
      refusals: { taken: { example: 'full', with: { fields: ['{name} {kind}'] } } },
    });
    expect(await get(played, 'POST', '/boats', body({ name: 'Ada' }))).toMatchObject([201, {}]);
    expect(await get(played, 'POST', '/boats', body({ name: 'Ada' }))).toEqual([
      409,
      { ok: false, fields: ['name unique'] },
    ]);
  });
});

describe('The issues of a request are written', () => {
  const WRONG = { home_port: 5, length: 'x', crew: [{ age: 'y' }] };
  const written = async (members: Record<string, unknown>, issues: Record<string, unknown> = {}) => {
    const played = await marina({ refusals: { invalid: { example: 'wrong', with: members }, issues } });
    return get(played, 'POST', '/boats?limit=5', body(WRONG));
  };
  const NAMES = ['name', 'home_port', 'length', 'crew.0.age'];

  test.each([
    ['a list of texts', ['{name}'], {}, NAMES],
    [
      'an object with a list for each name',
      { '{name}': ['{kind}'] },
      {},
      { name: ['required'], home_port: ['string'], length: ['integer'], 'crew.0.age': ['integer'] },
    ],
    [
      'one such object in a list',
      [{ '{name}': '{message}' }],
      { messages: { other: 'no' } },
      [Object.fromEntries(NAMES.map(name => [name, 'no']))],
    ],
    [
      'an object for each issue',
      [{ field: '{name}', is: { wrong: true } }],
      {},
      NAMES.map(field => ({ field, is: { wrong: true } })),
    ],
    [
      'a list in which the same text stands once',
      ['{message}'],
      { messages: { other: 'no', required: 'missing' } },
      ['missing', 'no'],
    ],
    [
      'texts with the name as people read it',
      ['{message}'],
      { messages: { string: '{label}: {message}', other: '-' } },
      ['-', 'home port: must be a text'],
    ],
    ['one text of all of them', '{message}', {}, expect.stringContaining('the body member home_port must be a text; ')],
    ['values that are no template', [1, null, { a: 'b' }], {}, [1, null, { a: 'b' }]],
  ])('as %s', async (_, template, issues, expected) => {
    expect(await written({ errors: template }, issues)).toEqual([422, { ok: false, errors: expected }]);
  });

  test('as one object with the name of the first', async () => {
    const played = await marina({ refusals: { invalid: { with: { why: '{message}', at: '{name}', is: '{kind}' } } } });
    expect(await get(played, 'POST', '/boats', body({ name: 'Ada', length: 100, crew: 5 }))).toEqual([
      422,
      {
        ...INVALID.wrong.value,
        errors: expect.any(Array),
        why: 'The body member length must be at most 99; the body member crew must be a list.',
        at: 'length',
        is: 'integer',
      },
    ]);
  });

  test('with a name for the whole body, and with the names of parameters', async () => {
    const invalid = { status: 400, with: { errors: [{ '{name}': ['{kind}'] }] } };
    const played = await marina({ refusals: { invalid, issues: { whole: '_schema' } } });
    expect(await get(played, 'POST', '/boats', body('{'))).toEqual([400, { errors: [{ _schema: ['json'] }] }]);
    expect(await get(played, 'POST', '/boats')).toEqual([400, { errors: [{ _schema: ['required'] }] }]);
    expect(await get(played, 'GET', '/boats?limit=x')).toEqual([400, { errors: [{ limit: ['integer'] }] }]);
  });

  test('all of them, however many there are', async () => {
    const crew = Array.from({ length: 50 }, () => ({ age: 'x' }));
    const played = await marina({ refusals: { invalid: { example: 'wrong', with: { errors: ['{name}'] } } } });
    const [, { errors }] = await get(played, 'POST', '/boats', body({ name: 'Ada', crew }));
    expect(errors).toHaveLength(50);
  });
});

test('A body that cannot be read has the rule of the first of these reasons that has one', async () => {
  const deep = `${'['.repeat(300)}${']'.repeat(300)}`;
  const large = JSON.stringify({ name: 'x'.repeat(1_200_000) });
  const why = (word: string) => ({ status: 400, with: { why: word } });
  const reasons = async (refusals: Record<string, unknown>) => {
    const played = await marina({ refusals });
    const received = [body(large), body(deep), body('{'), { ...body('{}'), headers: { 'Content-Type': 'text/csv' } }];
    return Promise.all(received.map(async sent => (await get(played, 'POST', '/boats', sent))[1].why));
  };
  const all = { malformed: why('malformed'), invalid: why('invalid') };
  expect(
    await reasons({ ...all, 'too-large': why('large'), 'too-deep': why('deep'), 'wrong-media-type': why('type') }),
  ).toEqual(['large', 'deep', 'malformed', 'type']);
  expect(await reasons(all)).toEqual(['malformed', 'malformed', 'malformed', 'malformed']);
  expect(await reasons({ invalid: why('invalid') })).toEqual(['invalid', 'invalid', 'invalid', 'invalid']);
});

test('A reason without a rule is refused as the description documents it', async () => {
  const played = await marina({ refusals: { invalid: { example: 'wrong' } } });
  expect(await get(played, 'GET', '/boats/99')).toEqual([
    404,
    { ok: false, error: { code: 7, message: 'There is no boat 99.' } },
  ]);
  expect(await get(played, 'DELETE', '/boats/99')).toMatchObject([404, { type: 'about:blank' }]);
});

test('A rule names an example that there is', async () => {
  const wrong = { refusals: { 'unknown-record': { status: 404, example: 'mising' } } };
  await expect(marina(wrong)).rejects.toThrow(
    'resources.yaml:2 /refusals/unknown-record/example names no example; did you mean missing?',
  );
  const ofOperation = { operations: { getBoat: { refusals: { invalid: { example: 'wrng' } } } } };
  await expect(marina(ofOperation)).rejects.toThrow(
    '/operations/getBoat/refusals/invalid/example names no example; did you mean wrong?',
  );
});

test('A reading decides what a refusal has', async () => {
  const choices = [
    { id: 'short', means: 'a short text', value: { integer: 'Number!' } },
    { id: 'long', means: 'a long text', value: { integer: 'The {label} must be an integer.' } },
  ];
  const asked = { id: 'texts', question: 'Which texts?', choices, profiles: { documented: 'short', observed: 'long' } };
  const rules = {
    invalid: { example: 'wrong', with: { errors: ['{message}'] } },
    issues: { messages: { reading: 'texts' } },
  };
  const played = await marina({ refusals: rules }, { readings: [asked] });
  const sent = body({ name: 'Ada', length: 'x' });
  expect(await get(played, 'POST', '/boats', sent)).toEqual([422, { ok: false, errors: ['Number!'] }]);
  const long = { ...sent, headers: { Prefer: 'profile=observed' } };
  expect(await get(played, 'POST', '/boats', long)).toEqual([
    422,
    { ok: false, errors: ['The length must be an integer.'] },
  ]);
});
