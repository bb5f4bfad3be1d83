import { describe, expect, test } from 'vitest';
import { startMock } from '../../../start-mock.js';
import { userOf } from '../all-users.js';
import { REQUIRED } from '../fields.js';
import { refusal } from '../printed.js';
import { whoGives } from '../readings.js';

const NOT_READ = refusal({ _schema: 'Invalid input type.' });

describe('a body that is no JSON object is refused under the key _schema', () => {
  test.each([
    'nonsense',
    '{"name":',
    "{'name':'x'}",
    'name=x&passwd=y',
    '[]',
    '[{"name":"x"}]',
    '"name"',
    '5',
    'null',
    'true',
    `${'{"client":'.repeat(65)}1${'}'.repeat(65)}`,
  ])('%s', async body => {
    const { as } = await startMock({ records: 3 });
    const before = await as.admin.get('/v1/user/list');
    const created = await as.admin.post('/v1/user/create').type('json').send(body);
    const patched = await as.admin.patch('/v1/user/all').type('json').send(body);
    expect([created.status, created.text]).toEqual([400, NOT_READ]);
    expect([patched.status, patched.text]).toEqual([400, NOT_READ]);
    expect((await as.admin.get('/v1/user/list')).text).toBe(before.text);
  });
});

test('a body that is too large is a 413 in the same form', async () => {
  const { as } = await startMock({ limits: { bytes: 1000 } });
  const body = { ...REQUIRED, last_name: 'x'.repeat(1000) };
  const { status, text } = await as.admin.post('/v1/user/create').send(body);
  expect([status, text]).toEqual([413, NOT_READ]);
});

test.each(['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'application/json; charset=utf-8'])(
  'a JSON body is read under %s',
  async type => {
    const { as } = await startMock();
    const { status } = await as.admin.post('/v1/user/create').type(type).send(JSON.stringify(REQUIRED));
    expect([status, (await userOf(as.admin, 1795)).name]).toEqual([200, REQUIRED.name]);
  },
);

test('of duplicate keys the last counts', async () => {
  const { as } = await startMock();
  const body = `{"name":"first",${JSON.stringify(REQUIRED).slice(1, -1)},"name":"last"}`;
  await as.admin.post('/v1/user/create').type('json').send(body);
  expect((await userOf(as.admin, 1795)).name).toBe('last');
});

const AS_PASTED = '{ \\t"active": "true",\\n\\r \\t"last_name": "a\\tb"}';

test.each(whoGives('escaped-whitespace', 'forgive'))(
  '$by reads a pasted body’s \\t as white space',
  async ({ options }) => {
    const { as } = await startMock(options);
    const { text } = await as.admin.patch('/v1/user/all?user_id=1').type('form').send(AS_PASTED);
    expect(text).toBe('{"payload":{"updated":1},"success":true}');
    expect((await userOf(as.admin, 1)).last_name).toBe('a\tb');
  },
);

test.each(whoGives('escaped-whitespace', 'refuse'))('$by refuses a pasted body’s \\t', async ({ options }) => {
  const { as } = await startMock(options);
  const { status, text } = await as.admin.patch('/v1/user/all?user_id=1').type('form').send(AS_PASTED);
  expect([status, text]).toEqual([400, NOT_READ]);
});
