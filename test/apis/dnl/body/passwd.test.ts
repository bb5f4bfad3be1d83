import { expect, test } from 'vitest';
import { startMock } from '../../../start-mock.js';
import { allUsers, userOf } from '../all-users.js';
import { BCRYPT, REQUIRED } from '../fields.js';

test.each(['12345678', 'a', 'ünï¢ødé \u{1F511}', '$2b$12$Z4Rs3ZKUzJwnoqaRS472D.UF5ZBMdAmAWd8umjZHMud3ulAh/GSgi'])(
  'the password %s is answered in bcrypt’s form, never as sent',
  async passwd => {
    const { as } = await startMock();
    await as.admin.post('/v1/user/create').send({ ...REQUIRED, passwd });
    const { passwd: answered } = await userOf(as.admin, 1795);
    expect(answered).toMatch(BCRYPT);
    expect(answered).not.toBe(passwd);
  },
);

test('every user’s passwd has bcrypt’s form', async () => {
  const { as } = await startMock();
  for (const { passwd } of await allUsers(as.admin)) expect(passwd).toMatch(BCRYPT);
});

test('the same password has another digest for every user', async () => {
  const { as } = await startMock();
  const before = await allUsers(as.admin);
  await as.admin.patch('/v1/user/all').send({ passwd: 'shared' });
  const after = await allUsers(as.admin);
  expect(new Set(after.map(({ passwd }) => passwd)).size).toBe(160);
  for (const [at, user] of after.entries()) {
    expect(user.passwd).toMatch(BCRYPT);
    expect(user.passwd).not.toBe(before[at]?.passwd);
    expect({ ...user, passwd: before[at]?.passwd }).toEqual(before[at]);
  }
});

test('the same password sent twice keeps its digest, another one changes it', async () => {
  const { as } = await startMock();
  const digests = [];
  for (const passwd of ['one', 'one', 'two']) {
    await as.admin.patch('/v1/user/all?user_id=1721').send({ passwd });
    digests.push((await userOf(as.admin, 1721)).passwd);
  }
  expect(digests[0]).toBe(digests[1]);
  expect(digests[0]).not.toBe(digests[2]);
});

test('an empty passwd on patch-all leaves it', async () => {
  const { as } = await startMock();
  const before = await allUsers(as.admin);
  const { text } = await as.admin.patch('/v1/user/all').send({ passwd: '' });
  expect(text).toBe('{"payload":{"updated":160},"success":true}');
  expect(await allUsers(as.admin)).toEqual(before);
  await as.admin.patch('/v1/user/all').send({ passwd: '', card_id: 3 });
  expect(await allUsers(as.admin)).toEqual(before.map(user => ({ ...user, card_id: 3 })));
});
