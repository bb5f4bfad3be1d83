import { describe, expect, test } from 'vitest';
import { api, expectNoFailure, json, ok, play, playFiles } from './play.js';

const PET = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
  additionalProperties: false,
};

const described = api(
  {
    '/pets': {
      get: {
        operationId: 'listPets',
        responses: {
          200: json(PET, {
            examples: {
              cat: { value: { id: 1, name: 'Cat' } },
              dog: { $ref: '#/components/examples/Dog' },
              broken: { value: { id: 'x', name: 'Broken', extra: 1 } },
              elsewhere: { externalValue: 'bird.json' },
              nowhere: { externalValue: 'missing.json' },
            },
          }),
          404: json(
            { type: 'object', properties: { message: { type: 'string' } } },
            {
              examples: { gone: { value: { message: 'It is gone.' } } },
            },
          ),
          '5XX': json({ type: 'object' }, { example: { failed: true } }),
        },
      },
    },
    '/impossible': { get: ok({ type: 'object', not: {} }, { example: { a: 1 } }) },
    '/left-out': { get: ok({ type: 'string', enum: ['a'] }, { examples: { bad: { value: { a: 1 } } } }) },
  },
  { components: { examples: { Dog: { value: { id: 2, name: 'Dog' } } } } },
);

const start = () => playFiles({ 'things.json': described, 'bird.json': { id: 3, name: 'Bird' } }, ['things.json']);

describe('An example', () => {
  test.each([
    [{}, { id: 1, name: 'Cat' }, 'explicit'],
    [{ Prefer: 'example=dog' }, { id: 2, name: 'Dog' }, 'explicit'],
    [{ Prefer: 'example=elsewhere' }, { id: 3, name: 'Bird' }, 'explicit'],
    [{ Prefer: 'code=200, example=dog' }, { id: 2, name: 'Dog' }, 'explicit'],
    [{ Prefer: 'example=broken' }, { id: expect.any(Number), name: 'Broken' }, 'derived'],
    [{ Prefer: 'example=nowhere' }, { id: expect.any(Number), name: expect.any(String) }, 'generated'],
    [{ Prefer: 'dynamic=true' }, { id: expect.any(Number), name: expect.any(String) }, 'generated'],
  ])('asked for by %j is %j', async (headers, body, certainty) => {
    const played = await start();
    const received = await played.get('/pets', headers as Record<string, string>);
    expect([received.status, received.json]).toEqual([200, body]);
    expect(received.headers['understudy-certainty']).toBe(certainty);
    expectNoFailure(played);
  });

  test('of another response brings its status with it', async () => {
    const played = await start();
    expect(await played.get('/pets', { Prefer: 'example=gone' })).toMatchObject({
      status: 404,
      json: { message: 'It is gone.' },
    });
  });

  test('that no response has is a problem that lists those there are', async () => {
    const played = await start();
    const received = await played.get('/pets', { Prefer: 'example=fish' });
    expect(received.json).toMatchObject({
      code: 'outcome-unknown',
      detail: 'listPets documents no example fish.',
      fix: 'It documents cat, dog, broken, elsewhere, nowhere, gone.',
    });
  });

  test('that cannot be mended is left out', async () => {
    const played = await start();
    expect(await played.get('/left-out')).toMatchObject({ status: 200, text: '"a"' });
    expectNoFailure(played);
  });

  test('of one media type is preferred to the first media type', async () => {
    const content = {
      'application/json': { schema: { type: 'object' } },
      'text/plain': { schema: { type: 'string' }, examples: { words: { value: 'some words' } } },
    };
    const played = await play(api({ '/things': { get: { responses: { 200: { description: '', content } } } } }));
    expect(await played.get('/things', { Prefer: 'example=words' })).toMatchObject({ text: 'some words' });
    expect(await played.get('/things', { Prefer: 'example=words', Accept: 'application/json' })).toMatchObject({
      text: '{}',
    });
  });
});

describe('A preferred status', () => {
  test.each([
    [404, { message: 'It is gone.' }],
    [503, { failed: true }],
  ])('%i is the documented one, or one of its range', async (status, body) => {
    const played = await start();
    for (const received of [
      await played.get('/pets', { Prefer: `code=${status}` }),
      await played.get(`/pets?__code=${status}`),
      await played.get(`/pets?__code=${status}&__dynamic=false`),
    ]) {
      expect([received.status, received.json]).toEqual([status, body]);
      expect(received.headers['preference-applied']).toContain(`code=${status}`);
    }
    expectNoFailure(played);
  });

  test('and an example are asked for together', async () => {
    const played = await start();
    expect(await played.get('/pets?__code=200&__example=dog')).toMatchObject({ json: { name: 'Dog' } });
    expect(await played.get('/pets?__example=dog')).toMatchObject({ json: { name: 'Dog' } });
    expect((await played.get('/pets?__code=404&__dynamic=true')).status).toBe(404);
  });

  test('that is not documented is a problem that lists those that are', async () => {
    const played = await start();
    const received = await played.get('/pets', { Prefer: 'code=418' });
    expect(received.json).toMatchObject({
      code: 'outcome-unknown',
      fix: 'It documents 200 (cat, dog, broken, elsewhere, nowhere); 404 (gone).',
    });
    expect((await played.get('/pets?__code=404&__example=cat')).json).toMatchObject({ code: 'outcome-unknown' });
  });
});

test('With dynamic, values differ from request to request and are valid', async () => {
  const played = await play(described, { dynamic: true });
  const names = new Set<string>();
  for (let index = 0; index < 5; index++) names.add((await played.get('/pets')).text);
  expect(names.size).toBeGreaterThan(1);
  expect(await played.get('/pets', { Prefer: 'dynamic=false' })).toMatchObject({ json: { name: 'Cat' } });
  expectNoFailure(played);
});

test('A schema that allows no value is a failure that names it, and the mock goes on', async () => {
  const played = await start();
  expect((await played.get('/impossible')).json).toMatchObject({
    code: 'value-impossible',
    detail: expect.stringContaining('things.json#/paths/~1impossible'),
  });
  expect((await played.get('/pets')).status).toBe(200);
});
