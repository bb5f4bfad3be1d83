import { describe, expect, test } from 'vitest';
import { userOf } from '../../../apis/dnl/all-users.js';
import { FIELDS, REQUIRED } from '../../../apis/dnl/fields.js';
import { MISSING, printed, refusal } from '../../../apis/dnl/printed.js';
import { whoGives } from '../../../apis/dnl/readings.js';
import { startMock } from '../../../start-mock.js';

/** The body fields that some printed user has as null; the addresses are obscured and may be null by a ruling. */
const users = [...printed('list-response').payload.items, printed('get-response').payload];
const NULLABLE = Object.keys(FIELDS).filter(field => field === 'email' || users.some(user => user[field] === null));
const TEXTS: Record<string, string> = {
  passwd: 'Not a valid string.',
  user_type: 'Not a valid choice.',
  default_mod: 'Not a valid string.',
  outbound_report: 'Not a valid boolean.',
  client_limits: 'Invalid input type.',
  all_termination: 'Not a valid boolean.',
  auth_ip: 'Invalid input type.',
  active: 'Not a valid boolean.',
  default_mod2: 'Not a valid string.',
  report_group: 'Not a valid boolean.',
  show_carrier_trunk_drop_only: 'Not a valid boolean.',
  name: 'Not a valid string.',
};

test('every field either may be null or has its refusal here', () => {
  expect([...NULLABLE, ...Object.keys(TEXTS)].sort()).toEqual(Object.keys(FIELDS).sort());
});

describe('null is stored where the samples show it, and as an address', () => {
  test.each(NULLABLE)('%s', async field => {
    const { as } = await startMock({ records: 3 });
    const created = await as.admin.post('/v1/user/create').send({ ...REQUIRED, [field]: null });
    await as.admin.post('/v1/user/create').send({ ...REQUIRED, ...FIELDS });
    const patched = await as.admin.patch('/v1/user/all?user_id=5').send({ [field]: null });
    expect([created.status, patched.status]).toEqual([200, 200]);
    expect(await userOf(as.admin, 4)).toMatchObject({ [field]: null });
    expect(await userOf(as.admin, 5)).toMatchObject({ [field]: null });
  });
});

describe.each(whoGives('body-nulls', 'where-read'))('$by refuses other nulls', ({ options }) => {
  test.each(Object.entries(TEXTS).filter(([field]) => field !== 'user_type'))('%s', async (field, told) => {
    const { as } = await startMock({ records: 3, ...options });
    const created = await as.admin.post('/v1/user/create').send({ ...REQUIRED, [field]: null });
    const patched = await as.admin.patch('/v1/user/all?user_id=1').send({ [field]: null });
    const expected = [400, refusal({ [field]: told })];
    expect([created.status, created.text]).toEqual(expected);
    expect([patched.status, patched.text]).toEqual(expected);
  });

  test('user_type', async () => {
    const { as } = await startMock({ records: 3, ...options });
    const { status, body } = await as.admin.patch('/v1/user/all?user_id=1').send({ user_type: null });
    expect([status, Object.keys(body.errors[0])]).toEqual([400, ['user_type']]);
  });
});

describe.each(whoGives('body-nulls', 'accepted'))('$by accepts every null', ({ options }) => {
  test.each(Object.keys(FIELDS))('%s on patch-all, which leaves what cannot be null', async field => {
    const { as } = await startMock({ records: 3, ...options });
    const before = await userOf(as.admin, 3);
    const { status, text } = await as.admin.patch('/v1/user/all?user_id=3').send({ [field]: null });
    expect([status, text]).toEqual([200, '{"payload":{"updated":1},"success":true}']);
    const left = (before as Record<string, unknown>)[field];
    expect(await userOf(as.admin, 3)).toMatchObject({ [field]: NULLABLE.includes(field) ? null : left });
  });

  test.each(Object.keys(FIELDS).filter(field => !(field in REQUIRED)))('%s on create', async field => {
    const { as } = await startMock({ records: 3, ...options });
    const { status, text } = await as.admin.post('/v1/user/create').send({ ...REQUIRED, [field]: null });
    expect([status, text]).toEqual([200, '{"object_id":4,"success":true}']);
  });

  test('but a create still needs a name', async () => {
    const { as } = await startMock({ records: 3, ...options });
    const { status, text } = await as.admin.post('/v1/user/create').send({ ...REQUIRED, name: null });
    expect([status, text]).toEqual([400, refusal({ name: MISSING })]);
  });
});
