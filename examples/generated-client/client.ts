import type { components, operations } from './dnl.d.ts';

export type User = components['schemas']['user'];
export type NewUser = components['schemas']['new-user'];
export type UserInput = components['schemas']['user-input'];
export type ListQuery = NonNullable<operations['listUsers']['parameters']['query']>;

/** A client of the DNL user API whose types are all generated. `url` ends with the base path, `/v1`. */
export function createClient({ url, token }: { url: string; token: string }) {
  const send = async <Body>(path: string, method = 'GET', body?: object): Promise<Body> => {
    const response = await fetch(url + path, {
      method,
      headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.ok) return (await response.json()) as Body;
    throw new Error(`${method} ${path} was refused with ${response.status}: ${await response.text()}`);
  };
  return {
    async list(query: ListQuery = {}): Promise<readonly User[]> {
      const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
      return (await send<components['schemas']['user-list']>(`/user/list?${search}`)).payload.items;
    },
    async get(id: number): Promise<User> {
      return (await send<components['schemas']['user-response']>(`/user/${id}`)).payload;
    },
    async create(user: NewUser): Promise<number> {
      return (await send<components['schemas']['created']>('/user/create', 'POST', user)).object_id;
    },
    async patch(id: number, change: UserInput): Promise<User> {
      return (await send<components['schemas']['user-response']>(`/user/${id}`, 'PATCH', change)).payload;
    },
  };
}
