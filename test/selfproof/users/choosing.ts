import { composed, type Wrap } from '../exchange.js';
import { askingQuery, on } from '../wraps.js';
import { type Filters, filtered } from './filters.js';
import { listing } from './listing.js';
import { allUsers, editingUsers, type User } from './user.js';

/** The id of nobody. */
const NOBODY = 0;

/** Patches the users that are chosen by these filters, and by the faithful ones for the rest. */
export function choosing(parts: {
  users?: (users: readonly User[]) => readonly User[];
  filters?: Filters;
  together?: (verdicts: readonly boolean[]) => boolean;
}): Wrap {
  const { users = all => all } = parts;
  return on('patch-all', async (asked, server) => {
    const all = await server({
      ...asked,
      method: 'GET',
      path: '/v1/user/list',
      query: new URLSearchParams(),
      body: '',
    });
    if (all.status !== 200) return server(asked);
    const found = filtered(users(await allUsers(server, asked)), asked.query, parts).map(({ user_id }) => user_id);
    const query = new URLSearchParams({ user_id_in: (found.length > 0 ? found : [NOBODY]).join(',') });
    return server({ ...asked, query });
  });
}

/** Some parameters of patch-all are not looked at. */
export function choosingWithout(...names: readonly string[]): Wrap {
  return askingQuery('patch-all', query => {
    for (const name of names) query.delete(name);
  });
}

/** Shows every user in another form, wherever one is listed, filtered, ordered, read or chosen. */
export function showing(form: (user: User) => User): Wrap {
  const users = (all: readonly User[]) => all.map(form);
  return composed(
    listing({ users }),
    choosing({ users }),
    editingUsers(user => form(user as User), ['get']),
  );
}
