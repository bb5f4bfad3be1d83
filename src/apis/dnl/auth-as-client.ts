import type { Readings } from '../../contract/index.js';
import type { Handler, HandlerCall, RequestIssue } from '../../server/index.js';
import type { ResourceRules } from '../definition/resource-rules.js';

/**
 * `POST /auth/as_client`: creates a user if the reading create-example-url says so, because the create example posts to
 * this URL. A body with only a carrier's id gets a token of the carrier's portal user; this log-in is a companion. A rule of
 * `resources.yaml` for an operation that does one of two things would be longer, and no other API needs it.
 */
export function authAsClient(rules: ResourceRules, readings: Readings): Handler {
  const creating = rules.handler('createUser');
  const createsToo = readings.choice('create-example-url') === 'create-too';
  const logIn = rules.handler('authAsClient');
  const isLogIn = ({ sentFields }: HandlerCall) => !createsToo || sentFields.join() === CARRIER;
  return {
    validate: (call, found) => (isLogIn(call) ? logInIssues(call, found) : createIssues(creating, { call, found })),
    respond: (call, changed) =>
      isLogIn(call) ? { ...logIn.respond(call, changed), certainty: 'companion' } : creating.respond(call, changed),
  };
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
