import { expect } from 'vitest';
import { startServer } from '../../mock/start-server.js';

/** A mock on a real socket, where a test may log in and send as whoever did. */
export async function startLoggingIn(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer({ users: 160, ...options });
  const json = (body: unknown) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const { headers: type, body: text } = json(body);
    return server.ask('POST', path, { headers: { ...type, ...headers }, body: text });
  };
  return {
    ...server,
    post,
    /** The answer to a log-in. */
    auth: (name: string, password: string) => post('/v1/auth', { email_or_name: name, password }),
    /** The token of a log-in that must succeed. */
    async tokenOf(name: string, password = name): Promise<string> {
      const { status, text } = await post('/v1/auth', { email_or_name: name, password });
      expect(status, text).toBe(200);
      return JSON.parse(text).payload.token;
    },
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
