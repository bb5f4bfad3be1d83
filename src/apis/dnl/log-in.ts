import { formatInstant, verifyPassword } from '../../kernel/index.js';
import type { Handler, HandlerCall } from '../../server/index.js';
import type { Condition, Store } from '../../store/index.js';
import type { DnlUser } from '../record-types.js';
import type { DnlContext } from './context.js';
import { wrapJson } from './response-json.js';

/** `POST /auth`: a user logs in with a password and gets a token. Companion. */
export function authenticate({ rules, tokens }: DnlContext): Handler {
  return {
    respond(call) {
      const { operation, body, store } = call;
      const { email_or_name: nameOrEmail, password } = body as { email_or_name: string; password: string };
      const user = findUser(store, { nameOrEmail, password });
      if (!user) return rules.refuse(operation, 'wrong-log-in');
      recordLogIn(call, user);
      const { user_id: id, user_type: type } = user;
      const token = tokens.issue(id, call);
      const start = `{"success":true,"payload":{"token":"${token}","user_type":${JSON.stringify(type)},"user":`;
      const noted = store.collection('dnl.users').bytes(id) as Uint8Array;
      return { status: 200, body: wrapJson(start, rules.show('users', noted), '}}') };
    },
  };
}

/** How many users with the same name, or the same address, a password is compared with. */
const MAX_NAMESAKES = 100;

const ONLINE = 1;

/** The active user with this name or e-mail address and this password; of several, the one with the lowest id. */
function findUser(
  store: Store,
  { nameOrEmail, password }: { nameOrEmail: string; password: string },
): DnlUser | undefined {
  const namesakes = ['name', 'email'].flatMap(key =>
    findActiveUsers(store, { where: [{ key, is: 'equal', value: nameOrEmail }], max: MAX_NAMESAKES }),
  );
  return namesakes.find(({ passwd }) => verifyPassword(passwd, password));
}

/** The active users that meet some conditions, in the order of their ids. */
export function findActiveUsers(store: Store, { where, max }: { where: Condition[]; max: number }): DnlUser[] {
  const { records } = store.collection('dnl.users').page({
    where: [{ key: 'active', is: 'equal', value: true }, ...where],
    order: { key: 'user_id', direction: 'ascending' },
    offset: 0,
    limit: max,
  });
  return [...records].map(record => JSON.parse(Buffer.from(record).toString()) as DnlUser);
}

/** Records the log-in of a user: its time and address, and that the user is online. */
export function recordLogIn({ store, address, now }: HandlerCall, user: DnlUser): void {
  const time = formatInstant(now());
  const visit = { last_login_time: time, last_seen: time, login_ip: address, is_online: ONLINE };
  store.collection('dnl.users').replace({ ...user, ...visit });
}
