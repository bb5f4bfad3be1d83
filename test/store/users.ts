import supertest from 'supertest';
import type { Mock } from '../../src/index.js';

export type User = Record<string, unknown> & { user_id: number };

/** All users of a mock, by rising id. `prefix` is that of a sandbox. */
export async function usersOf(mock: Mock, prefix = ''): Promise<User[]> {
  const path = `${prefix}/v1/user/list?per_page=10000&order_by=user_id`;
  return (await supertest(mock.app).get(path).set('X-Auth-Token', mock.tokens.dnl.admin)).body.payload.items;
}

/** Creates and changes users of a mock; both fail where that is not acknowledged. */
export function writerOf(mock: Mock, prefix = '') {
  const agent = supertest.agent(mock.app).set('X-Auth-Token', mock.tokens.dnl.admin);
  return {
    /** The id of the new user. */
    async create(name: string): Promise<number> {
      const body = { name, passwd: 'x', user_type: 'client', email: null };
      return (await agent.post(`${prefix}/v1/user/create`).send(body).expect(200)).body.object_id;
    },
    /** How many users were changed. */
    async patch(query: string, change: object): Promise<number> {
      return (await agent.patch(`${prefix}/v1/user/all?${query}`).send(change).expect(200)).body.payload.updated;
    },
  };
}
