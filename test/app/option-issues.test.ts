import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { handlersFor, resourcesFor } from '../../src/app/options/by-api.js';
import { createMock, Problem } from '../../src/index.js';
import { describing, writeFiles } from '../openapi/files.js';

async function refusalOf(options: unknown): Promise<Problem> {
  const error = await createMock(options as never).catch(error => error);
  expect(error).toBeInstanceOf(Problem);
  return error;
}

test.each([
  [5, 'The options, such as { records: 10 }, must be an object, not 5.'],
  [null, 'The options, such as { records: 10 }, must be an object, not null.'],
  ['dnl', 'The options, such as { records: 10 }, must be an object, not "dnl".'],
  [[], 'The options, such as { records: 10 }, must be an object, not [].'],
  [() => {}, 'The options, such as { records: 10 }, must be an object, not a function.'],
  [{ sandboxes: 5 }, 'The option sandboxes must be an object, not 5.'],
  [{ sandboxes: null }, 'The option sandboxes must be an object, not null.'],
  [{ sandboxes: { mots: 5 } }, 'The option sandboxes.mots is unknown; did you mean most?'],
  [{ limits: 'many' }, 'The option limits must be an object, not "many".'],
  [{ limits: { bytes: 0 } }, 'The option limits.bytes must be an integer from 1 to 9007199254740991, not 0.'],
  [{ limits: { delay: 30_001 } }, 'The option limits.delay must be an integer from 1 to 30000, not 30001.'],
  [{ limits: { speed: 1 } }, 'The option limits.speed is unknown; the known names are bytes, depth, '],
  [{ readings: ['auth=token'] }, 'The option readings must be an object, not a list.'],
  [{ apis: 'dnl' }, 'The option apis must be a list, not "dnl".'],
  [{ apis: [5] }, 'The option apis.0 must be text, not 5.'],
  [{ apis: [] }, 'There is no API to serve.'],
  [{ records: '5' }, 'The option records must be an integer from 0 to 1000000, not "5".'],
  [{ records: Number.NaN }, 'The option records must be an integer from 0 to 1000000, not NaN.'],
  [{ records: 1e9 }, 'The option records must be an integer from 0 to 1000000, not 1000000000.'],
  [{ records: 0 }, 'The option records must be an integer from 1 to 1000000 for dnl.users, not 0.'],
  [{ data: 5 }, 'The option data must be text, not 5.'],
  [{ data: '' }, 'The option data must not be empty.'],
  [{ profile: 'mine' }, 'The option profile must be one of documented, consistent, observed, not "mine".'],
  [{ reset: 'yes' }, 'The option reset must be true or false, not "yes".'],
  [{ validateResponses: 1 }, 'The option validateResponses must be true or false, not 1.'],
  [{ clock: 5 }, 'The option clock must be a function, not 5.'],
  [{ onFinished: {} }, 'The option onFinished must be a function, not {}.'],
  [{ adminToken: 12345 }, /^The option adminToken must be printable ASCII without spaces\.$/],
  [{ adminToken: 'two words' }, /^The option adminToken must be printable ASCII without spaces\.$/],
  [{ reading: {} }, 'The option reading is unknown; did you mean readings?'],
  [{ resources: 5 }, 'The option resources must be text or an object, not 5.'],
  [{ resources: '' }, 'The option resources must not be empty.'],
  [{ resources: { shop: 5 } }, 'The option resources.shop must be text, not 5.'],
  [{ resources: 'shop.yaml' }, 'The option resources needs a description.'],
  [{ handlers: 'shop.js' }, 'The option handlers needs a description.'],
  [{ handlers: { a: () => 1 } }, 'The option handlers needs a description.'],
  [{ records: -1 }, 'The option records must be an integer from 0 to 1000000, not -1.'],
  [{ unknownParents: '404' }, 'The option unknownParents must be one of refuse, allow, not "404".'],
  [{ port: 8000 }, 'The option port is unknown; '],
  [
    { record: 5, sed: 1 },
    'The option record is unknown; did you mean records? The option sed is unknown; did you mean seed?',
  ],
  [{ admintoken: 'x' }, 'The option admintoken is unknown; did you mean adminToken?'],
  [{ records: -2, clock: 5 }, 'not -2. The option clock must be a function, not 5.'],
])('createMock(%j) is refused: %s', async (options, message) => {
  const refusal = await refusalOf(options);
  expect(refusal.code).toBe('option-invalid');
  if (typeof message === 'string') expect(refusal.message).toContain(message);
  else expect(refusal.message).toMatch(message);
});

test('a long value is cut', async () => {
  const { message } = await refusalOf({ records: 'x'.repeat(10_000) });
  expect(message.length).toBeLessThan(200);
});

test('listening on a busy port fails with a fix for callers in code', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const mock = await createMock({ records: 1 });
  onTestFinished(() => mock.close());
  const error = await mock.listen((server.address() as AddressInfo).port).catch(error => error);
  expect(error).toMatchObject({ code: 'listen-failed', fix: expect.stringContaining('mock.listen(0)') });
  expect(error.fix).not.toContain('--port');
});

describe('Options for each description', () => {
  const things = { 'a.json': describing({ type: 'string' }), 'b.json': describing({ type: 'string' }) };
  const both = () => Object.keys(things).map(name => join(writeFiles(things), name));

  test.each([
    [{ resources: 'shop.yaml' }, 'The option resources must say for which API it is, by name: a, b.'],
    [{ handlers: { 'GET /things': () => 1 } }, 'The option handlers must say for which API it is, by name: a, b.'],
    [
      { resources: { c: 'c.yaml' } },
      'The option resources is for an API c, which has no description. Those with one: a, b.',
    ],
  ])('%j is refused', async (options, message) => {
    const { message: found } = await refusalOf({ descriptions: both(), ...options });
    expect(found).toContain(message);
  });

  test('an API has the value under its name, and the only one that without a name', () => {
    const handlers = { 'GET /things': () => 1 };
    const [one, two] = [{ descriptions: ['a.json'] }, { descriptions: ['a.json', 'b.json'] }];
    expect(resourcesFor('a', { ...one, resources: 'x.yaml' })).toBe('x.yaml');
    expect(resourcesFor('b', { ...two, resources: { a: 'x.yaml', b: 'y.yaml' } })).toBe('y.yaml');
    expect(resourcesFor('toString', { ...two, resources: { a: 'x.yaml' } })).toBeUndefined();
    expect(resourcesFor('a', two)).toBeUndefined();
    expect(handlersFor('a', { ...one, handlers })).toBe(handlers);
    expect(handlersFor('b', { ...two, handlers: { a: 'x.js', b: handlers } })).toBe(handlers);
  });
});
