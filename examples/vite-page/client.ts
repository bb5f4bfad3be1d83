import { ApiError, type ErrorBody } from './api-error.ts';

export type UserType = 'admin' | 'agent' | 'client';

/** A user, as far as this page shows one. */
export type User = {
  user_id: number;
  name: string;
  user_type: UserType;
  email: string | null;
  carrier_name: string | null;
  active: boolean;
};

/** What a form has filled in; the API says what is missing. */
export type NewUser = Partial<Record<'name' | 'passwd' | 'user_type' | 'email', string>>;

export type UserPage = { items: User[]; page: number; per_page: number; total: number };

/** Which users to list. Pages count from 0; an empty filter filters nothing. */
export type Wanted = { page: number; per_page: number; name: string; user_type: string };

export type Client = {
  listUsers(wanted: Wanted): Promise<UserPage>;
  getUser(id: string): Promise<User>;
  /** Creates a user and answers its id. */
  createUser(user: NewUser): Promise<number>;
};

/** A client of the user API at a base URL. The token is asked for at each call, because it can be changed on the page. */
export function createClient({ url, token }: { url: string; token: () => string }): Client {
  async function call<Answer>(path: string, body?: object): Promise<Answer> {
    const response = await fetch(url + path, {
      headers: { 'X-Auth-Token': token(), ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new ApiError(response.status, (await response.json().catch(() => ({}))) as ErrorBody);
    return (await response.json()) as Answer;
  }
  return {
    async listUsers({ page, per_page, ...filters }) {
      const query = new URLSearchParams({ page: String(page), per_page: String(per_page), ...filters });
      return (await call<{ payload: UserPage }>(`/user/list?${query}`)).payload;
    },
    getUser: async id => (await call<{ payload: User }>(`/user/${encodeURIComponent(id)}`)).payload,
    createUser: async user => (await call<{ object_id: number }>('/user/create', user)).object_id,
  };
}
