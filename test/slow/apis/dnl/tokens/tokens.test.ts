import { describe, expect, test } from 'vitest';
import type { Agent } from '../../../../apis/dnl/all-users.js';
import { FIELDS, REQUIRED } from '../../../../apis/dnl/fields.js';
import { printedText } from '../../../../apis/dnl/printed.js';
import { whoGives } from '../../../../apis/dnl/readings.js';
import { startMock } from '../../../../start-mock.js';

const ADMIN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';
const NO_TOKEN = [401, printedText('no-token')];
const WRONG_TOKEN = [401, printedText('wrong-token')];

const READS = [
  { operation: 'list', send: (agent: Agent) => agent.get('/v1/user/list') },
  { operation: 'get', send: (agent: Agent) => agent.get('/v1/user/1') },
];
const WRITES = [
  { operation: 'create', send: (agent: Agent) => agent.post('/v1/user/create').send(REQUIRED) },
  { operation: 'create at /auth/as_client', send: (agent: Agent) => agent.post('/v1/auth/as_client').send(REQUIRED) },
  { operation: 'patch-all', send: (agent: Agent) => agent.patch('/v1/user/all').send(FIELDS) },
];
const WRONG = {
  'a word': 'x',
  'a token of the printed form': 'eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyX2lkIjoxfQ.c2lnbmF0dXJl',
  'the admin’s in lower case': ADMIN.toLowerCase(),
  'the admin’s with more behind it': `${ADMIN}x`,
  'the admin’s without its end': ADMIN.slice(0, -1),
  'the admin’s as a bearer': `Bearer ${ADMIN}`,
  'the admin’s in quotes': `"${ADMIN}"`,
  'the placeholder of the pages': 'Admin Token',
};

describe.each([...READS, ...WRITES])('$operation', ({ send }) => {
  test('without a token gets the printed 110', async () => {
    const { as } = await startMock({ records: 3 });
    const { status, text } = await send(as.nobody);
    expect([status, text]).toEqual(NO_TOKEN);
  });

  test.each(['', ' '])('with the empty token "%s" gets the printed 110', async token => {
    const { as } = await startMock({ records: 3 });
    const { status, text } = await send(as.nobody).set('X-Auth-Token', token);
    expect([status, text]).toEqual(NO_TOKEN);
  });

  test('with a token elsewhere gets the printed 110', async () => {
    const { as } = await startMock({ records: 3 });
    const { status, text } = await send(as.nobody).set('Authorization', `Bearer ${ADMIN}`);
    expect([status, text]).toEqual(NO_TOKEN);
  });

  test('with the admin’s token gets 200', async () => {
    const { as } = await startMock({ records: 3 });
    expect((await send(as.admin)).status).toBe(200);
    expect((await send(as.nobody).set('x-auth-token', ADMIN)).status).toBe(200);
  });
});

describe.each(READS)('$operation gets the printed 120', ({ send }) => {
  test.each(Object.entries(WRONG))('to %s', async (_, token) => {
    const { as } = await startMock({ records: 3 });
    const { status, text } = await send(as.nobody).set('X-Auth-Token', token);
    expect([status, text]).toEqual(WRONG_TOKEN);
  });

  test.each(['documented', 'consistent', 'observed'] as const)('to a user who is no admin, %s', async profile => {
    const { as } = await startMock({ records: 3, profile });
    const { status, text } = await send(as.nonAdmin);
    expect([status, text]).toEqual(WRONG_TOKEN);
  });
});

describe.each(WRITES)('$operation gets what its page prints, the 110,', ({ send }) => {
  test.each(Object.entries(WRONG))('to %s', async (_, token) => {
    const { as } = await startMock({ records: 3 });
    const { status, text } = await send(as.nobody).set('X-Auth-Token', token);
    expect([status, text]).toEqual(NO_TOKEN);
  });
});

const SHARED_WRITES = WRITES.filter(({ operation }) => !operation.includes('/'));

describe.each([
  ...whoGives('wrong-token-write', 'missing-header').map(who => ({ ...who, code: 110, expected: NO_TOKEN })),
  ...whoGives('wrong-token-write', 'incorrect').map(who => ({ ...who, code: 120, expected: WRONG_TOKEN })),
])('$by gets the $code', ({ options, expected }) => {
  test.each(SHARED_WRITES)('to a wrong token and to no admin’s on $operation', async ({ send }) => {
    const { as } = await startMock({ records: 3, ...options });
    const answers = [await send(as.nobody).set('X-Auth-Token', 'x'), await send(as.nonAdmin)];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([expected, expected]);
  });

  test.each(SHARED_WRITES)('but to none at all the 110 on $operation', async ({ send }) => {
    const { as } = await startMock({ records: 3, ...options });
    const { status, text } = await send(as.nobody);
    expect([status, text]).toEqual(NO_TOKEN);
  });
});

test('the create example’s address follows the reading for wrong tokens, too', async () => {
  const { as } = await startMock({ records: 3, readings: { 'wrong-token-write': 'incorrect' } });
  const { status, text } = await as.nonAdmin.post('/v1/auth/as_client').send(REQUIRED);
  expect([status, text]).toEqual(WRONG_TOKEN);
});

test('a caller who is refused changes nothing', async () => {
  const { as } = await startMock({ records: 3 });
  const before = await as.admin.get('/v1/user/list');
  for (const { send } of WRITES) {
    await send(as.nobody);
    await send(as.nonAdmin);
  }
  expect((await as.admin.get('/v1/user/list')).text).toBe(before.text);
  expect((await as.admin.post('/v1/user/create').send(REQUIRED)).body.object_id).toBe(4);
});
