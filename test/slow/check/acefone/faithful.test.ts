import { describe, expect, test } from 'vitest';
import { type FakeOptions, SUBJECT } from '../../../check/acefone/fake-acefone.js';
import { accusations, judgedFake } from '../../../check/acefone/judged.js';

const FAITHFUL: readonly [string, FakeOptions, Record<string, string>][] = [
  ['the plainest', {}, { 'key-case': 'lower', auth: 'none' }],
  ['one that cannot be read', { read: false }, { 'key-case': 'lower' }],
  ['one with capitalised keys', { keys: 'capitalised' }, { 'key-case': 'capitalised' }],
  ['one that refuses with 422', { failure: 422 }, { 'failure-status': '422' }],
  ['one with capitalised keys and 422', { keys: 'capitalised', failure: 422 }, { 'key-case': 'capitalised' }],
  ['one that asks for a token', { token: 'open sesame' }, { auth: 'token' }],
  ['one where an unknown id is 400', { unknown: 400 }, { 'unknown-id': '400' }],
  ['one with success true on a 400', { successOn400: true }, { 'success-on-400': 'true' }],
  ['one that takes all there is', { wrong: wrong => wrong, user: { designation: null } }, {}],
  [
    'one that refuses an empty patch before all else',
    {
      answers: (_, { body }) =>
        isEmpty(body) ? { status: 422, body: { success: false, message: 'Empty.' } } : undefined,
    },
    {},
  ],
  ['one with further keys', { answers: more => ({ ...more, body: { ...more.body, data: { id: 288256 } } }) }, {}],
  [
    'one with an empty error on success',
    { answers: one => (one.status === 200 ? { ...one, body: { ...one.body, error: {} } } : undefined) },
    {},
  ],
  [
    'one whose 401 is not of its own making',
    { token: 't', answers: one => (one.status === 401 ? { ...one, body: { message: 'Who are you?' } } : undefined) },
    { auth: 'token' },
  ],
  ['one whose read lacks most', { shows: ({ id, name }) => ({ id, name }) }, {}],
  ['one whose read lacks all', { shows: () => ({ nobody: true }) }, {}],
  ['one whose read has the id as a number', { shows: read => ({ ...read, id: Number(read.id) }) }, {}],
  ['one with digits for booleans in its read', { shows: read => JSON.parse(JSON.stringify(read, asDigits)) }, {}],
];

describe.each(FAITHFUL)('A faithful server: %s', (_, options, readings) => {
  test('has no violations, and its choices of the readings are reported', async () => {
    const { outcome } = await judgedFake(options);
    expect(accusations(outcome)).toEqual([]);
    expect(outcome.readings).toMatchObject(readings);
    expect(outcome.requests).toBeLessThanOrEqual(220);
  });
});

test('With a server that shows all variables no law is inconclusive', async () => {
  const { outcome } = await judgedFake({});
  expect(outcome.summary).toMatchObject({ fail: 0, flaky: 0, inconclusive: 0, skipped: 0 });
  expect(outcome.statements).toMatchObject({ 'ruled.only-what-was-sent': 'pass', 'patch.agent_group': 'pass' });
});

test('Only patches of the subject and of an unknown id are sent, without a valid password', async () => {
  const { requests } = await judgedFake({});
  expect(requests.filter(({ method }) => method !== 'GET').map(({ path }) => path)).toSatisfy((paths: string[]) =>
    paths.every(path => [`/v1/user/${SUBJECT}`, '/v1/user/000000', '/v1/user/'].includes(path)),
  );
  expect(requests.filter(({ method }) => method === 'GET').map(({ path }) => path)).toSatisfy((paths: string[]) =>
    paths.every(path => path === `/v1/user/${SUBJECT}`),
  );
  expect([...new Set(requests.map(({ method }) => method))].toSorted()).toEqual(['GET', 'PATCH']);
  const passwords = requests
    .filter(({ body }) => body.includes('"password"'))
    .map(({ body }) => JSON.parse(body).password);
  expect(passwords.length).toBeGreaterThan(0);
  expect(passwords.every(password => typeof password === 'object' && password !== null)).toBe(true);
});

function isEmpty(body: unknown): boolean {
  return body !== null && typeof body === 'object' && Object.keys(body).length === 0;
}

function asDigits(_: string, value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}
