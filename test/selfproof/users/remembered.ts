import { composed, type Wrap } from '../exchange.js';
import { editing, type Json } from '../wraps.js';
import type { Filters } from './filters.js';
import { listing } from './listing.js';
import { type Order, ordered } from './ordered.js';
import type { User } from './user.js';

/** Users as they were when the list was first asked for after they had come, as an index has them that nobody updates. */
function remembering() {
  const first = new Map<number, User>();
  const firstOf = (user: User): User => first.get(user.user_id) ?? user;
  const noting = (users: readonly User[]) => {
    for (const user of users) first.set(user.user_id, firstOf(user));
    return users;
  };
  return { firstOf, noting };
}

/** The list filters by what users had at first in one key. */
export function filteringByFirst(key: string, parameter = key): Wrap {
  return server => {
    const { firstOf, noting } = remembering();
    const filters: Filters = { [parameter]: (user, value) => String(firstOf(user)[key]) === value };
    return listing({ users: noting, filters })(server);
  };
}

/** The list orders by what users had at first in one key. */
export function orderingByFirst(key: string): Wrap {
  return server => {
    const { firstOf, noting } = remembering();
    const byFirst = (users: readonly User[], order: Order) => {
      if (order.key !== key) return ordered(users, order);
      const now = new Map(users.map(user => [user.user_id, user]));
      return ordered(users.map(firstOf), order).map(user => now.get(user.user_id) ?? user);
    };
    return listing({ users: noting, ordered: byFirst })(server);
  };
}

/** Get answers a user as it was when it was first asked for, in one key or in all. */
export function gettingFirst(...keys: readonly string[]): Wrap {
  return server => {
    const first = new Map<unknown, Json>();
    return composed(
      editing('get', 200, json => {
        const user = json.payload as Json;
        const known = first.get(user.user_id) ?? user;
        first.set(user.user_id, known);
        const kept = keys.length === 0 ? known : Object.fromEntries(keys.map(key => [key, known[key]]));
        return { ...json, payload: { ...user, ...kept } };
      }),
    )(server);
  };
}
