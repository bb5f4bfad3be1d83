import { describe, expect, test } from 'vitest';
import { allUsers } from '../../../../apis/dnl/all-users.js';
import { MISSING, refusal } from '../../../../apis/dnl/printed.js';
import { whoGives } from '../../../../apis/dnl/readings.js';
import { startMock } from '../../../../start-mock.js';

const MARK = { card_id: 424_242 };
const EVERYONE = '{"payload":{"updated":160},"success":true}';
const UNKNOWN_PARAMETERS = 'understudy-unknown-parameters';
const everyone = { 'unfiltered-bulk': 'everyone' };

describe.each(whoGives('unknown-parameter', 'ignore'))('$by', ({ options }) => {
  test('refuses a patch-all with unknown parameters only, and names them', async () => {
    const { as } = await startMock({ ...options, readings: { ...everyone, ...options.readings } });
    const before = await allUsers(as.admin);
    const answer = await as.admin.patch('/v1/user/all?usertype=agent&carrier_name=x').send(MARK);
    const told = refusal({ usertype: 'Unknown field.', carrier_name: 'Unknown field.' });
    expect([answer.status, answer.text]).toEqual([400, told]);
    expect(answer.headers[UNKNOWN_PARAMETERS]).toBe('usertype, carrier_name');
    expect(await allUsers(as.admin)).toEqual(before);
  });

  test('ignores unknown parameters beside a documented one, and names them in a header', async () => {
    const { as } = await startMock({ ...options, readings: { ...everyone, ...options.readings } });
    const answer = await as.admin.patch('/v1/user/all?user_type=agent&page=x').send(MARK);
    expect([answer.status, answer.body.payload?.updated]).toEqual([200, 90]);
    expect(answer.headers[UNKNOWN_PARAMETERS]).toBe('page');
  });
});

test.each(whoGives('unknown-parameter', 'ignore-always'))(
  '$by ignores unknown parameters always',
  async ({ options }) => {
    const { as } = await startMock(options);
    const answer = await as.admin.patch('/v1/user/all?usertype=agent').send(MARK);
    expect([answer.status, answer.text, answer.headers[UNKNOWN_PARAMETERS]]).toEqual([200, EVERYONE, 'usertype']);
  },
);

describe.each(whoGives('unfiltered-bulk', 'everyone'))('$by', ({ options }) => {
  test.each(['', '?', '?user_type=', '?user_type=&active='])('changes everyone with "%s"', async query => {
    const { as } = await startMock(options);
    const { status, text } = await as.admin.patch(`/v1/user/all${query}`).send(MARK);
    expect([status, text]).toEqual([200, EVERYONE]);
  });
});

describe.each(whoGives('unfiltered-bulk', 'refuse'))('$by', ({ options }) => {
  test.each(['', '?', '?user_type=', '?user_type=&active='])('refuses "%s" and changes no user', async query => {
    const { as } = await startMock(options);
    const before = await allUsers(as.admin);
    const { status, text } = await as.admin.patch(`/v1/user/all${query}`).send(MARK);
    expect([status, text]).toEqual([400, refusal({ _schema: MISSING })]);
    expect(await allUsers(as.admin)).toEqual(before);
  });

  test('changes everyone whom a filter finds', async () => {
    const { as } = await startMock(options);
    const { status, text } = await as.admin.patch('/v1/user/all?user_id_in=1-2000').send(MARK);
    expect([status, text]).toEqual([200, EVERYONE]);
  });
});

test('where nothing is refused, not even a query of junk is', async () => {
  const { as } = await startMock({
    profile: 'consistent',
    readings: { ...everyone, 'unknown-parameter': 'ignore-always' },
  });
  const { text } = await as.admin.patch('/v1/user/all?junk=1').send(MARK);
  expect(text).toBe(EVERYONE);
});

test('where unknown parameters are ignored always, they do not stand for a filter', async () => {
  const { as } = await startMock({ readings: { 'unfiltered-bulk': 'refuse', 'unknown-parameter': 'ignore-always' } });
  const { status } = await as.admin.patch('/v1/user/all?junk=1').send(MARK);
  expect(status).toBe(400);
});
