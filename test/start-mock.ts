import supertest from 'supertest';
import { onTestFinished } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../src/index.js';

/** A mock for one test, with every answer held against the contract; it is closed when the test has finished. */
export async function startMock(options: MockOptions = {}) {
  const failures: unknown[] = [];
  const mock = await createMock({ validateResponses: true, onFailure: error => failures.push(error), ...options });
  onTestFinished(() => mock.close());
  return { mock, failures, as: requester(mock) };
}

/** What a DNL test sends as: the admin, another user, or nobody. */
function requester(mock: Mock) {
  const withToken = (token?: string) => {
    const agent = supertest.agent(mock.app);
    return token === undefined ? agent : agent.set('X-Auth-Token', token);
  };
  return {
    admin: withToken(mock.tokens.dnl.admin),
    nonAdmin: withToken(mock.tokens.dnl.nonAdmin),
    nobody: withToken(),
  };
}

/** The JSON of a list's users. */
export function idsOf(response: { body: { payload: { items: { user_id: number }[] } } }): number[] {
  return response.body.payload.items.map(({ user_id }) => user_id);
}
