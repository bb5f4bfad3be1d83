import { expect, test } from 'vitest';
import { startMock } from '../../../start-mock.js';
import { userOf } from '../all-users.js';
import { REQUIRED } from '../fields.js';

/** A user of whom only the four required fields were sent, as the get page would print it. */
const DEFAULTS = {
  user_id: 1795,
  passwd: '',
  user_type: 'agent',
  active: true,
  carrier_name: null,
  default_mod: '',
  reseller_id: null,
  outbound_report: true,
  client_limits: [],
  last_name: null,
  role_id: null,
  last_login_time: null,
  all_termination: true,
  report_fields: null,
  client: null,
  report_count: '1 Hour',
  name: 'new.user',
  first_name: null,
  cdr_expire: null,
  is_preload: true,
  landing_page: null,
  login_ip: null,
  default_mod2: '',
  avatar_id: null,
  create_user_id: 1,
  create_time: '2020-02-29T12:00:00.000000+00:00',
  agent: null,
  report_group: true,
  auth_ip: [],
  default_billing_decimal: 4,
  card_id: null,
  email: 'new.user@example.com',
  last_seen: null,
  is_online: 2,
  role_name: '',
  client_id: null,
  fullname: null,
  cdr_api_token: null,
  show_carrier_trunk_drop_only: false,
};

test('fields that are not sent get the documented defaults', async () => {
  const { as } = await startMock({ clock: () => new Date('2020-02-29T13:00:00+01:00') });
  await as.admin.post('/v1/user/create').send(REQUIRED);
  const { passwd } = await userOf(as.admin, 1795);
  const { text } = await as.admin.get('/v1/user/1795');
  expect(text).toBe(JSON.stringify({ payload: { ...DEFAULTS, passwd }, success: true }));
});

test('the list returns a new user as get does', async () => {
  const { as } = await startMock();
  await as.admin.post('/v1/user/create').send(REQUIRED);
  const { body } = await as.admin.get('/v1/user/list?per_page=1');
  expect(body.payload.items).toEqual([await userOf(as.admin, 1795)]);
});

test('ids rise by one, whatever was created between', async () => {
  const { as } = await startMock();
  const ids = [];
  for (const name of ['a', 'b', 'c']) {
    const { text } = await as.admin.post('/v1/user/create').send({ ...REQUIRED, name });
    ids.push(text);
  }
  expect(ids).toEqual([1795, 1796, 1797].map(id => `{"object_id":${id},"success":true}`));
});

test('with another number of users the next id is one more', async () => {
  const { as } = await startMock({ records: 7 });
  const { body } = await as.admin.post('/v1/user/create').send(REQUIRED);
  expect(body.object_id).toBe(8);
});

test('the creation time is the clock’s to the microsecond, in UTC', async () => {
  const { as } = await startMock({ clock: () => Date.UTC(2031, 11, 31, 23, 59, 59, 999) + 0.001 });
  await as.admin.post('/v1/user/create').send(REQUIRED);
  expect((await userOf(as.admin, 1795)).create_time).toBe('2031-12-31T23:59:59.999001+00:00');
});
