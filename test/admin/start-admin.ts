import type { MockOptions } from '../../src/index.js';
import { type Answered, startServer } from '../server/start-server.js';
import { expectDescribed } from './described.js';

/** A request to the control plane: with JSON or a raw body, to the mock or to a sandbox. */
type Asked = { in?: string; json?: unknown; body?: string; headers?: Record<string, string> };

export type AdminClient = Awaited<ReturnType<typeof startAdmin>>;

/** A mock on a real socket with its control plane, whose responses are all validated. */
export async function startAdmin(options: MockOptions = {}) {
  const server = await startServer(options);
  return {
    ...server,
    /** Sends a request to the control plane: `admin('GET', '/rules')`. `body` is its JSON, `{}` where it has none. */
    async admin(method: string, path: string, { in: sandbox, json, body, headers = {} }: Asked = {}) {
      const prefix = sandbox === undefined ? '' : `/~${sandbox}`;
      const sent = body ?? (json === undefined ? '' : JSON.stringify(json));
      const response = await server.ask(method, `${prefix}/__admin${path}`, { body: sent, headers });
      expectDescribed({ method, path, sent, result: response });
      return { ...response, body: bodyOf(response) };
    },
    /** The users of DNL, as an admin lists them: whatever is sent with it. */
    async list(prefix = '', headers: Record<string, string> = {}) {
      const response = await server.asAdmin('GET', `${prefix}/v1/user/list`, { headers });
      return { ...response, body: bodyOf(response) };
    },
    /** Creates a user of DNL and resolves to its id. */
    async create(prefix = '', name = 'made'): Promise<number> {
      const body = JSON.stringify({ name, passwd: 'x', user_type: 'agent', email: null });
      return bodyOf(await server.asAdmin('POST', `${prefix}/v1/user/create`, { body })).object_id;
    },
    async totalIn(prefix: string): Promise<number> {
      return bodyOf(await server.asAdmin('GET', `${prefix}/v1/user/list`)).payload.total;
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads responses without types
type Json = any;

export function bodyOf({ headers, text }: Pick<Answered, 'headers' | 'text'>): Json {
  return headers['content-type']?.includes('json') && text !== '' ? JSON.parse(text) : {};
}
