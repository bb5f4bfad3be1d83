import type { DnlUser } from '../../fake/index.js';
import { formatInstant, isPasswordOf } from '../../kernel/index.js';
import type { HandlerCall } from '../../server/index.js';
import type { Condition, Store } from '../../store/index.js';

/** The most users of one name, or of one address, of whom a password is tried. */
const MOST_NAMESAKES = 100;

const ONLINE = 1;

/** The active user with this name or e-mail address and this password; several may share the one, the lowest id goes first. */
export function userLoggingIn(
  store: Store,
  { nameOrEmail, password }: { nameOrEmail: string; password: string },
): DnlUser | undefined {
  const namesakes = ['name', 'email'].flatMap(key =>
    activeUsers(store, { where: [{ key, is: 'equal', value: nameOrEmail }], most: MOST_NAMESAKES }),
  );
  return namesakes.find(({ passwd }) => isPasswordOf(passwd, password));
}

/** The active users that fulfil some conditions, by their ids. */
export function activeUsers(store: Store, { where, most }: { where: Condition[]; most: number }): DnlUser[] {
  const { records } = store.collection('dnl.users').page({
    where: [{ key: 'active', is: 'equal', value: true }, ...where],
    order: { key: 'user_id', direction: 'ascending' },
    offset: 0,
    limit: most,
  });
  return [...records].map(record => JSON.parse(Buffer.from(record).toString()) as DnlUser);
}

/** Notes on a user that it has logged in: when, from where, and that it is there. */
export function noteLogIn({ store, address, now }: HandlerCall, user: DnlUser): void {
  const time = formatInstant(now());
  const visit = { last_login_time: time, last_seen: time, login_ip: address, is_online: ONLINE };
  store.collection('dnl.users').replace({ ...user, ...visit });
}
