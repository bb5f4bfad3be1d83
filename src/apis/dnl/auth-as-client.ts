import type { ApiResponse, Handler, HandlerCall, RequestIssue } from '../../server/index.js';
import type { DnlContext } from './context.js';
import { findActiveUsers, recordLogIn } from './log-in.js';

/**
 * `POST /auth/as_client`: creates a user if the reading create-example-url says so, because the create example posts to
 * this URL. A body with only a carrier's id gets a token of the carrier's portal user; this log-in is a companion.
 */
export function authAsClient({ readings, rules, tokens }: DnlContext, creating: Handler): Handler {
  const createsToo = readings.choice('create-example-url') === 'create-too';
  const isLogIn = ({ sentFields }: HandlerCall) => !createsToo || sentFields.join() === CARRIER;
  return {
    validate: (call, found) => (isLogIn(call) ? logInIssues(call, found) : createIssues(creating, { call, found })),
    respond: (call, changed) =>
      isLogIn(call) ? { ...logIn(call), certainty: 'companion' } : creating.respond(call, changed),
  };

  function logIn(call: HandlerCall): ApiResponse {
    const { operation, body, store } = call;
    const [user] = findActiveUsers(store, {
      where: [
        { key: CARRIER, is: 'equal', value: body[CARRIER] },
        { key: 'user_type', is: 'equal', value: 'client' },
      ],
      max: 1,
    });
    if (!user) return rules.refuse(operation, 'unknown-record');
    recordLogIn(call, user);
    const token = tokens.issue(user.user_id, call);
    return { status: 200, body: JSON.stringify({ success: true, payload: { token } }) };
  }
}

const CARRIER = 'client_id';

/** Ignores other fields. The carrier's id, which may be null in a user, must be an integer here. */
function logInIssues({ body }: HandlerCall, found: readonly RequestIssue[]): readonly RequestIssue[] {
  if (found.some(({ path }) => path.length === 0)) return found;
  if (body[CARRIER] === undefined) return [{ place: 'body', path: [CARRIER], expected: 'required' }];
  if (body[CARRIER] === null) return [{ place: 'body', path: [CARRIER], expected: 'integer' }];
  return found.filter(({ path }) => path[0] === CARRIER);
}

/** A user need not belong to a carrier. */
function createIssues(
  creating: Handler,
  { call, found }: { call: HandlerCall; found: readonly RequestIssue[] },
): readonly RequestIssue[] {
  const standing = found.filter(({ path, expected }) => !(path[0] === CARRIER && expected === 'required'));
  return creating.validate?.(call, standing) ?? standing;
}
