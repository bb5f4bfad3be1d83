import type { Asked, Server, Wrap } from '../exchange.js';
import { composed } from '../exchange.js';
import type { OperationName } from '../operation-of.js';
import { editing, type Json } from '../wraps.js';

/** A DNL user as answered. */
export type User = Json & { user_id: number };

/** The payload of a list's answer. */
export type Page = { per_page: number; total: number; page: number; items: User[] };

/** All users of a server, newest first. */
export async function allUsers(server: Server, { headers }: Asked): Promise<User[]> {
  const query = new URLSearchParams({ per_page: '10000' });
  const { json } = await server({ method: 'GET', path: '/v1/user/list', query, headers, body: '' });
  return (json as { payload: Page }).payload.items;
}

/** Changes the payload of the list's answers. */
export function editingPage(change: (page: Page, asked: Asked) => unknown): Wrap {
  return editing('list', 200, (json, asked) => ({ ...json, payload: change(json.payload as Page, asked) }));
}

/** Changes each user that is answered, by list, get or both. */
export function editingUsers(
  change: (user: User) => Json,
  operations: readonly OperationName[] = ['list', 'get'],
): Wrap {
  return composed(
    editing(
      operations.filter(name => name === 'list'),
      200,
      json => {
        const page = json.payload as Page;
        return { ...json, payload: { ...page, items: page.items.map(change) } };
      },
    ),
    editing(
      operations.filter(name => name === 'get'),
      200,
      json => ({ ...json, payload: change(json.payload as User) }),
    ),
  );
}

/** Changes one key of each user that is answered. */
export function editingKey(
  key: string,
  change: (value: unknown, user: User) => unknown,
  operations?: readonly OperationName[],
): Wrap {
  return editingUsers(user => ({ ...user, [key]: change(user[key], user) }), operations);
}
