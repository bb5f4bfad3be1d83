import { parseInstant } from '../../../src/kernel/index.js';
import type { User } from './user.js';

/** Whether a filter with that value keeps a user. */
export type Keeps = (user: User, value: string) => boolean;

export type Filters = Readonly<Record<string, Keeps>>;

/** What the documented filters of list and patch-all do on a faithful server, text matched exactly. */
export const FILTERS: Filters = {
  active: same('active'),
  carrier_name: same('carrier_name'),
  create_time_gt: later('create_time'),
  create_time_lt: earlier('create_time'),
  email: same('email'),
  is_online: same('is_online'),
  last_login_time_gt: later('last_login_time'),
  last_login_time_isnull: (user, value) => (user.last_login_time === null) === (value === 'true'),
  last_login_time_lt: earlier('last_login_time'),
  login_ip: same('login_ip'),
  name: same('name'),
  role_id: same('role_id'),
  user_id: same('user_id'),
  user_id_in: (user, value) => idsIn(value).includes(user.user_id),
  user_type: same('user_type'),
};

export function same(key: string): Keeps {
  return (user, value) => user[key] !== null && String(user[key]) === value;
}

export function later(key: string): Keeps {
  return (user, value) => instantOf(user[key]) > instantOf(value);
}

export function earlier(key: string): Keeps {
  return (user, value) => instantOf(user[key]) < instantOf(value);
}

/** A time as a number; of null not a number, which is neither later nor earlier than anything. */
function instantOf(time: unknown): number {
  return time === null ? Number.NaN : (parseInstant(String(time)) ?? Number.NaN);
}

export function idsIn(list: string): number[] {
  return list.split(',').map(Number);
}

/** The users that the filters of a query keep; `together` says what becomes of the single verdicts on a user. */
export function filtered(
  users: readonly User[],
  query: URLSearchParams,
  {
    filters = {},
    together = verdicts => verdicts.every(Boolean),
  }: { filters?: Filters | undefined; together?: ((verdicts: readonly boolean[]) => boolean) | undefined } = {},
): User[] {
  const asked = [...query].flatMap(([name, value]) => {
    const keeps = { ...FILTERS, ...filters }[name];
    return keeps && value !== '' ? [(user: User) => keeps(user, value)] : [];
  });
  return users.filter(user => together(asked.map(keeps => keeps(user))));
}
