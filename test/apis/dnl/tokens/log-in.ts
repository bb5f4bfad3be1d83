import { expect } from 'vitest';
import { startServer } from '../../../server/start-server.js';

/** A mock on a real socket, where a test may log in and send as whoever did. */
export async function startLoggingIn(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer({ records: 160, ...options });
  const json = (body: unknown) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const { headers: type, body: text } = json(body);
    return server.ask('POST', path, { headers: { ...type, ...headers }, body: text });
  };
  const tokenIn = async (prefix: string, name: string, password = name): Promise<string> => {
    const { status, text } = await post(`${prefix}/v1/auth`, { email_or_name: name, password });
    expect(status, text).toBe(200);
    return JSON.parse(text).payload.token;
  };
  return {
    ...server,
    post,
    /** The token of a log-in to a sandbox, `/~NAME`, that must succeed. */
    tokenIn,
    /** The answer to a log-in. */
    auth: (name: string, password: string) => post('/v1/auth', { email_or_name: name, password }),
    /** The token of a log-in that must succeed. */
    tokenOf: (name: string, password?: string) => tokenIn('', name, password),
    /** The status that a token gets on a read for admins. */
    statusWith: async (token: string, path = '/v1/user/1') =>
      (await server.ask('GET', path, { headers: { 'X-Auth-Token': token } })).status,
    /** Changes one user as the admin. */
    patch: (id: number | string, body: unknown) => {
      const sent = json(body);
      return server.asAdmin('PATCH', `/v1/user/${id}`, sent);
    },
    /** One user, as the admin reads it. */
    async user(id: number) {
      const { status, text } = await server.asAdmin('GET', `/v1/user/${id}`);
      expect(status, text).toBe(200);
      return JSON.parse(text).payload;
    },
  };
}

/** Marks every answer of a companion. */
export const COMPANION = { 'understudy-certainty': 'companion' };
