import { Agent, request } from 'node:http';
import { onTestFinished } from 'vitest';

const ADMIN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';

export type Reply = { status: number; type: string; json: Record<string, unknown> };
export type User = Record<string, unknown> & { user_id: number };
export type HttpClient = ReturnType<typeof clientOf>;

/** Sends requests as DNL's admin over connections that are kept open. `prefix` stands before each path. */
export function clientOf(url: string, prefix = '') {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const ask = (method: string, path: string, body?: object): Promise<Reply> =>
    send(url + prefix + path, { agent, method, text: body === undefined ? '' : JSON.stringify(body) });
  return {
    ask,
    /** The id of a new user; fails where it is not acknowledged. */
    async create(name: string, rest: object = {}): Promise<number> {
      const body = { name, passwd: 'x', user_type: 'client', email: null, ...rest };
      return Number((await granted(ask('POST', '/v1/user/create', body))).object_id);
    },
    /** How many users were changed; fails where that is not acknowledged. */
    async patch(query: string, change: object): Promise<number> {
      const { payload } = await granted(ask('PATCH', `/v1/user/all?${query}`, change));
      return (payload as { updated: number }).updated;
    },
    async user(id: number): Promise<User> {
      return (await granted(ask('GET', `/v1/user/${id}`))).payload as User;
    },
    /** How many users a query finds, without the users. */
    async total(query = ''): Promise<number> {
      const { payload } = await granted(ask('GET', `/v1/user/list?per_page=1&${query}`));
      return (payload as { total: number }).total;
    },
    /** All users, by rising id, a page of ten thousand at a time. */
    async users(query = ''): Promise<User[]> {
      const users: User[] = [];
      for (let page = 0; ; page++) {
        const path = `/v1/user/list?per_page=10000&order_by=user_id&page=${page}&${query}`;
        const { items, total } = (await granted(ask('GET', path))).payload as { items: User[]; total: number };
        users.push(...items);
        if (items.length === 0 || users.length >= total) return users;
      }
    },
  };
}

async function granted(reply: Promise<Reply>): Promise<Reply['json']> {
  const { status, json } = await reply;
  if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(json)}`);
  return json;
}

function send(url: string, { agent, method, text }: { agent: Agent; method: string; text: string }): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { 'X-Auth-Token': ADMIN, 'Content-Length': String(Buffer.byteLength(text)) };
    const asked = request(url, { agent, method, headers }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          json: body === '' ? {} : JSON.parse(body),
        });
      });
    });
    asked.on('error', reject);
    asked.end(text);
  });
}
