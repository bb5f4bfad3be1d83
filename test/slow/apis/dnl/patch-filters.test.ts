import { describe, expect, test } from 'vitest';
import { allUsers, someUser } from '../../../apis/dnl/all-users.js';
import { PATCH_FILTERS } from '../../../apis/dnl/filter-cases.js';
import { printedText, refusal } from '../../../apis/dnl/printed.js';
import { startMock } from '../../../start-mock.js';

/** A value that no seeded user has, so that whoever has it was changed. */
const MARK = { card_id: 424_242 };
const updated = (count: number) => `{"payload":{"updated":${count}},"success":true}`;

describe('a filter alone changes exactly the users that fulfil it, and counts them', () => {
  test.each(PATCH_FILTERS)('$parameter, case %#', async ({ parameter, value, keeps }) => {
    const { as } = await startMock();
    const before = await allUsers(as.admin);
    const asked = value(before);
    const expected = before.filter(user => keeps(user, asked));
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(before.length);
    const { status, text } = await as.admin
      .patch('/v1/user/all')
      .query({ [parameter]: asked })
      .send(MARK);
    expect([status, text]).toEqual([200, updated(expected.length)]);
    expect(await allUsers(as.admin)).toEqual(
      before.map(user => (expected.includes(user) ? { ...user, ...MARK } : user)),
    );
  });
});

test('there are 13 filters', () => {
  expect(new Set(PATCH_FILTERS.map(({ parameter }) => parameter)).size).toBe(13);
});

test('filters together change the users that fulfil all of them', async () => {
  const { as } = await startMock();
  const before = await allUsers(as.admin);
  const { login_ip } = someUser(before.slice(3), user => user.login_ip !== null && user.user_type === 'agent');
  const query = { user_type: 'agent', login_ip, user_id_in: '1-1720', create_time_lt: '2018-02-14' };
  const expected = before.filter(user => user.user_type === 'agent' && user.login_ip === login_ip);
  const { text } = await as.admin.patch('/v1/user/all').query(query).send(MARK);
  expect(text).toBe(updated(expected.length));
  const after = await allUsers(as.admin);
  expect(after.filter(({ card_id }) => card_id === MARK.card_id).map(({ user_id }) => user_id)).toEqual(
    expected.map(({ user_id }) => user_id),
  );
});

test.each([
  'user_type=agent&name=Nobody',
  'user_id=1795',
  'user_id=0',
  'user_id_in=1795-2000',
  'email=nobody@example.com',
  'create_time_gt=2018-02-15T03:02:04.870467Z',
  'is_online=4',
  'login_ip=192.0.2.300',
])('where %s finds no user, the page’s own 404 is answered', async query => {
  const { as } = await startMock();
  const { status, text } = await as.admin.patch(`/v1/user/all?${query}`).send(MARK);
  expect([status, text]).toEqual([404, printedText('patch-all-not-found')]);
});

test.each([
  ['active', 'maybe', 'Not a valid boolean.'],
  ['create_time_gt', 'x', 'Not a valid datetime.'],
  ['create_time_lt', '2018', 'Not a valid datetime.'],
  ['is_online', 'x', 'Not a valid integer.'],
  ['last_login_time_gt', 'x', 'Not a valid datetime.'],
  ['last_login_time_lt', '2018-02-30', 'Not a valid datetime.'],
  ['role_id', 'x', 'Not a valid integer.'],
  ['user_id', '1721,1728', 'Not a valid integer.'],
  ['user_id_in', '1-2-3', 'Not a valid integer.'],
  ['user_type', 'nobody', 'Not a valid choice.'],
  ['user_type', 'viewer', 'Not a valid choice.'],
])('%s=%s is refused, and no user is changed', async (parameter, value, told) => {
  const { as } = await startMock();
  const before = await allUsers(as.admin);
  const { status, text } = await as.admin
    .patch('/v1/user/all')
    .query({ [parameter]: value })
    .send(MARK);
  expect([status, text]).toEqual([400, refusal({ [parameter]: told })]);
  expect(await allUsers(as.admin)).toEqual(before);
});

test.each(['System User', 'Carrier User', 'Agent'])('the label %s finds users', async label => {
  const { as } = await startMock();
  const { status } = await as.admin.patch('/v1/user/all').query({ user_type: label }).send(MARK);
  const types = { 'System User': 'admin', 'Carrier User': 'client', Agent: 'agent' } as Record<string, string>;
  const marked = (await allUsers(as.admin)).filter(({ card_id }) => card_id === MARK.card_id);
  expect([status, new Set(marked.map(({ user_type }) => user_type))]).toEqual([200, new Set([types[label]])]);
});
