import { describe, expect, test } from 'vitest';
import { startMock } from '../../../start-mock.js';
import { allUsers, userOf } from '../all-users.js';
import { BCRYPT, FIELDS, FOLLOWING } from '../fields.js';

const UPDATED_TWO = '{"payload":{"updated":2},"success":true}';

describe('any field alone is enough, and changes that field of the users found and nothing else', () => {
  test.each(Object.entries(FIELDS).filter(([field]) => field !== 'passwd'))('%s', async (field, value) => {
    const { as } = await startMock();
    const before = await allUsers(as.admin);
    const { status, text } = await as.admin.patch('/v1/user/all?user_id_in=1721,1728').send({ [field]: value });
    expect([status, text]).toEqual([200, UPDATED_TWO]);
    const expected = before.map(user =>
      user.user_id < 1721 ? user : { ...user, [field]: value, ...FOLLOWING[field] },
    );
    expect(before).not.toEqual(expected);
    expect(JSON.stringify(await allUsers(as.admin))).toBe(JSON.stringify(expected));
  });

  test('passwd', async () => {
    const { as } = await startMock();
    const before = await allUsers(as.admin);
    const { text } = await as.admin.patch('/v1/user/all?user_id_in=1721,1728').send({ passwd: FIELDS.passwd });
    expect(text).toBe(UPDATED_TWO);
    const changed = (await allUsers(as.admin)).filter(({ passwd }, at) => passwd !== before[at]?.passwd);
    expect(changed.map(({ user_id }) => user_id)).toEqual([1721, 1728]);
    for (const { passwd } of changed) expect(passwd).toMatch(BCRYPT);
  });
});

test('all 24 fields together are stored', async () => {
  const { as } = await startMock();
  const { passwd: _, ...others } = FIELDS;
  await as.admin.patch('/v1/user/all?user_id=1721').send(FIELDS);
  expect(await userOf(as.admin, 1721)).toMatchObject({ ...others, ...FOLLOWING.role_id, ...FOLLOWING.client });
});

test('what follows another field goes with it when that becomes null', async () => {
  const { as } = await startMock();
  await as.admin.patch('/v1/user/all?user_id=1721').send({ client: FIELDS.client });
  await as.admin.patch('/v1/user/all?user_id=1721').send({ client: null, role_id: null });
  expect(await userOf(as.admin, 1721)).toMatchObject({
    client: null,
    carrier_name: null,
    role_id: null,
    role_name: '',
  });
});

test('objects and lists are put in the place of the old ones, not merged', async () => {
  const { as } = await startMock();
  await as.admin.patch('/v1/user/all?user_id=1721').send(FIELDS);
  const sent = { client: { is_panel_trunks: false }, client_limits: [], auth_ip: [{ ip: '192.0.2.1' }] };
  await as.admin.patch('/v1/user/all?user_id=1721').send(sent);
  const { client, client_limits, auth_ip } = await userOf(as.admin, 1721);
  expect({ client, client_limits, auth_ip }).toEqual(sent);
});
