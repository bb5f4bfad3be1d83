import supertest from 'supertest';
import { createMock } from 'understudy-api';
import { afterAll, expect, test } from 'vitest';

/** One mock for all tests; every answer is held against the contract. */
const mock = await createMock({ validateResponses: true });
afterAll(() => mock.close());

const NADIA = { name: 'nadia', passwd: 'throw-away', user_type: 'agent', email: 'nadia@example.com' };

/** A client of a sandbox that only this test has: a copy of the data, made in no time. */
async function sandboxed(name: string) {
  const { prefix } = await mock.sandbox(name);
  const api = supertest.agent(mock.app).set('X-Auth-Token', mock.tokens.dnl.admin);
  return { api, users: `${prefix}/v1/user` };
}

test.concurrent('a user that is created is listed first and can be read', async () => {
  const { api, users } = await sandboxed('create');
  const created = await api.post(`${users}/create`).send(NADIA).expect(200);
  expect(created.body).toEqual({ object_id: 1795, success: true });

  const list = await api.get(`${users}/list`).expect(200);
  expect(list.body.payload).toMatchObject({ total: 161, page: 0, per_page: 30 });
  expect(list.body.payload.items[0]).toMatchObject({ user_id: 1795, name: 'nadia' });
  const read = await api.get(`${users}/1795`).expect(200);
  expect(read.body.payload).toMatchObject({ user_id: 1795, email: 'nadia@example.com', user_type: 'agent' });
});

test.concurrent('another sandbox never sees her', async () => {
  const { api, users } = await sandboxed('another');
  const list = await api.get(`${users}/list`).query({ name: 'nadia' }).expect(200);
  expect(list.body.payload).toMatchObject({ total: 0, items: [] });
});

test.concurrent('the list is filtered, ordered and paged', async () => {
  const { api, users } = await sandboxed('list');
  const query = { user_type: 'admin', order_by: 'user_id', order_dir: 'asc', page: 1, per_page: 3 };
  const { body } = await api.get(`${users}/list`).query(query).expect(200);
  expect(body.payload).toMatchObject({ total: 8, page: 1, per_page: 3 });
  const ids = body.payload.items.map((user: { user_id: number }) => user.user_id);
  expect(ids).toHaveLength(3);
  expect(ids).toEqual(ids.toSorted((a: number, b: number) => a - b));
});

test.concurrent('patch-all changes all whom its filters find, and nobody else', async () => {
  const { api, users } = await sandboxed('patch-all');
  const count = async (query: object) => (await api.get(`${users}/list`).query(query)).body.payload.total;
  const agents = await count({ user_type: 'agent' });
  const inactiveBefore = await count({ active: false });
  const inactiveAgents = await count({ active: false, user_type: 'agent' });

  const patched = await api.patch(`${users}/all`).query({ user_type: 'agent' }).send({ active: false }).expect(200);
  expect(patched.body).toEqual({ payload: { updated: agents }, success: true });
  expect(await count({ active: false, user_type: 'agent' })).toBe(agents);
  expect(await count({ active: false })).toBe(inactiveBefore - inactiveAgents + agents);
});

test.concurrent('what is wrong is refused in the words of the documentation', async () => {
  const { api, users } = await sandboxed('errors');
  const missing = await api
    .post(`${users}/create`)
    .send({ ...NADIA, email: undefined })
    .expect(400);
  expect(missing.body.errors).toEqual([{ email: ['Missing data for required field.'] }]);

  const unknown = await api.get(`${users}/9`).expect(404);
  expect(unknown.body).toEqual({ error_type: 'Object not found', success: false });

  const stranger = await api.get(`${users}/list`).set('X-Auth-Token', 'wrong').expect(401);
  expect(stranger.body.error).toMatchObject({ code: 120, message: 'Incorrect token provided' });
});

test.concurrent('what was sent is asked of the mock', async () => {
  const { api, users } = await sandboxed('sent');
  await api.post(`${users}/create`).send(NADIA).expect(200);
  const wanted = {
    operation: 'createUser',
    bodyPatterns: [{ equalToJson: { name: 'nadia' }, ignoreExtraElements: true }],
  };
  const counted = await api.post('/~sent/__admin/requests/count').send(wanted).expect(200);
  expect(counted.body).toEqual({ count: 1 });
});

test.concurrent('any documented answer comes to order', async () => {
  const { api, users } = await sandboxed('ordered');
  const missing = await api.get(`${users}/1721`).set('Prefer', 'code=404').expect(404);
  expect(missing.body).toEqual({ error_type: 'Object not found', success: false });
  await api.get(`${users}/1721`).expect(200);
});
