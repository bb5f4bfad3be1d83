import type { MockOptions } from '../../src/index.js';
import { type Answered, startServer } from '../server/start-server.js';
import { expectDescribed } from './described.js';

/** What is asked of the control plane: with JSON or a body as it stands, of the mock or of a sandbox. */
type Asked = { in?: string; json?: unknown; body?: string; headers?: Record<string, string> };

export type AdminClient = Awaited<ReturnType<typeof startAdmin>>;

/** A mock on a real socket with its control plane, each answer of which is held against its own description. */
export async function startAdmin(options: MockOptions = {}) {
  const server = await startServer(options);
  return {
    ...server,
    /** Asks the control plane: `control('GET', '/rules')`. `body` is its JSON, `{}` where it has none. */
    async admin(method: string, path: string, { in: sandbox, json, body, headers = {} }: Asked = {}) {
      const prefix = sandbox === undefined ? '' : `/~${sandbox}`;
      const sent = body ?? (json === undefined ? '' : JSON.stringify(json));
      const answered = await server.ask(method, `${prefix}/__admin${path}`, { body: sent, headers });
      expectDescribed({ method, path, sent, answered });
      return { ...answered, body: bodyOf(answered) };
    },
    /** The users of DNL, as an admin lists them: whatever is sent with it. */
    async list(prefix = '', headers: Record<string, string> = {}) {
      const answered = await server.asAdmin('GET', `${prefix}/v1/user/list`, { headers });
      return { ...answered, body: bodyOf(answered) };
    },
    /** Creates a user of DNL and answers its id. */
    async create(prefix = '', name = 'made'): Promise<number> {
      const body = JSON.stringify({ name, passwd: 'x', user_type: 'agent', email: null });
      return bodyOf(await server.asAdmin('POST', `${prefix}/v1/user/create`, { body })).object_id;
    },
    async totalIn(prefix: string): Promise<number> {
      return bodyOf(await server.asAdmin('GET', `${prefix}/v1/user/list`)).payload.total;
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the answers of a test are read as they come
type Json = any;

export function bodyOf({ headers, text }: Pick<Answered, 'headers' | 'text'>): Json {
  return headers['content-type']?.includes('json') && text !== '' ? JSON.parse(text) : {};
}
