import { isDeepStrictEqual } from 'node:util';
import type { Handler, HandlerCall, RequestIssue } from '../../server/index.js';
import type { DnlUser } from '../record-types.js';
import type { DnlContext } from './context.js';
import { wrapJson } from './response-json.js';
import { digestPasswd, emptyBodyIssues, isNameTaken, toChange, withoutKnownTypes } from './user-input.js';

/**
 * `PATCH /user/{user_id}`: changes one user and returns it. A client may send back a whole user as it read it: values that
 * equal the current ones change nothing, such as the digest in `passwd` or a carrier's name in `client`. Companion.
 */
export function patchUser({ readings, rules, seed }: DnlContext): Handler {
  const format = (user: Uint8Array) => rules.show('users', user);
  return {
    validate(call, found) {
      const user = readUser(call);
      const standing = withoutKnownTypes(found, readings).filter(({ path }) => !isUnchanged(call, user, path[0]));
      const issues = [...standing, ...emptyBodyIssues(call, found)];
      return issues.length > 0 ? issues : nameIssues(call);
    },
    respond(call) {
      const { operation, path, store } = call;
      const users = store.collection('dnl.users');
      const id = parseUserId(path.user_id ?? '');
      const user = users.get(id);
      if (!user) return rules.refuse(operation, 'unknown-record');
      const shown = readUser(call);
      const body = Object.fromEntries(Object.entries(call.body).filter(([key]) => !isUnchanged(call, shown, key)));
      const { passwd } = body;
      users.replace({
        ...user,
        ...toChange({ ...call, body }),
        ...(passwd ? { passwd: digestPasswd(passwd, { seed, id }) } : {}),
      });
      const changed = users.bytes(id) as Uint8Array;
      return { status: 200, body: wrapJson('{"success":true,"payload":', format(changed), '}') };
    },
  };

  /** The user as a read returns it. */
  function readUser({ path, store }: HandlerCall): Record<string, unknown> | undefined {
    const user = store.collection('dnl.users').bytes(parseUserId(path.user_id ?? ''));
    return user && JSON.parse(Buffer.from(format(user)).toString());
  }

  function nameIssues({ path, body, store }: HandlerCall): RequestIssue[] {
    if (!('name' in body) || readings.choice('duplicate-name') !== 'refuse') return [];
    const user = store.collection('dnl.users').get(parseUserId(path.user_id ?? '')) as DnlUser | undefined;
    const isTaken = user !== undefined && isNameTaken(store, { name: body.name, by: [user] });
    return isTaken ? [{ place: 'body', path: ['name'], expected: 'unique' }] : [];
  }
}

function isUnchanged({ body }: HandlerCall, user: Record<string, unknown> | undefined, field = ''): boolean {
  return user !== undefined && field in body && isDeepStrictEqual(body[field], user[field]);
}

/** Parses an id in its plain form: `01795` and `1795.0` are not ids. */
function parseUserId(text: string): number {
  const id = Number(text);
  return String(id) === text ? id : Number.NaN;
}
