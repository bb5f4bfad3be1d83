import { createMock } from 'understudy-api';
import { afterAll, expect, test } from 'vitest';
import { createClient, type ListQuery, type NewUser, type User } from './client.ts';

const mock = await createMock({ validateResponses: true });
const url = `${await mock.listen()}/v1`;
const client = createClient({ url, token: mock.tokens.dnl?.admin ?? '' });
afterAll(() => mock.close());

const NADIA: NewUser = { name: 'nadia', passwd: 'throw-away', user_type: 'agent', email: null };

test('what the types allow is accepted, and what comes back is of their types', async () => {
  const id = await client.create(NADIA);
  const user: User = await client.get(id);
  const active: boolean = user.active;
  expect([user.name, active]).toEqual(['nadia', true]);
  expect((await client.patch(id, { active: 'false' })).active).toBe(false);
  const query: ListQuery = { active: false, user_type: 'agent', order_by: 'user_id', order_dir: 'desc', per_page: 1 };
  expect(await client.list(query)).toMatchObject([{ user_id: id, name: 'nadia' }]);
});

test('what is refused does not compile, and what may be left out does', async () => {
  // @ts-expect-error: without a password
  const withoutPassword: NewUser = { name: 'nadia', user_type: 'agent', email: null };
  // @ts-expect-error: a kind of user that there is not
  const ofNoKind: NewUser = { ...NADIA, user_type: 'robot' };
  // @ts-expect-error: a number in the place of a boolean
  const withNumber: NewUser = { ...NADIA, active: 5 };
  for (const user of [withoutPassword, ofNoKind, withNumber]) {
    await expect(client.create(user)).rejects.toThrow('POST /user/create was refused with 400');
  }
  // @ts-expect-error: an order that there is not
  const disordered: ListQuery = { order_by: 'shoe_size' };
  await expect(client.list(disordered)).rejects.toThrow('was refused with 400');
  // @ts-expect-error: a user always has a name
  const nameless: User['name'] = undefined;
  expect(nameless).toBeUndefined();
});
