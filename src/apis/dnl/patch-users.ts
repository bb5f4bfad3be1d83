import type { Readings } from '../../contract/index.js';
import type { Handler, HandlerCall, RequestIssue } from '../../server/index.js';
import type { DnlContext } from './context.js';
import { digestPasswd, emptyBodyIssues, isNameTaken, toChange, withoutKnownTypes } from './user-input.js';

/** `PATCH /user/all`: changes all users that meet all filters and returns their number (dnl-user-patch-all). */
export function patchUsers({ readings, rules, seed }: DnlContext): Handler {
  return {
    validate(call, found) {
      const known = withoutKnownTypes(found, readings);
      const issues = [
        ...known,
        ...rules.filterIssues(call.operation.id, call),
        ...emptyBodyIssues(call, found),
        ...queryIssues(call, readings),
      ];
      return issues.length > 0 ? issues : nameIssues(call, { readings, rules });
    },
    bulkUpdate(call) {
      const bulkUpdate = toChange(call);
      const { passwd } = call.body;
      return {
        collection: 'dnl.users',
        where: rules.conditions(call.operation.id, call),
        to(user) {
          const changed = { ...user, ...bulkUpdate };
          return passwd ? { ...changed, passwd: digestPasswd(passwd, { seed, id: Number(user.user_id) }) } : changed;
        },
      };
    },
    respond({ operation }, updated) {
      if (updated === 0) return rules.refuse(operation, 'unknown-record');
      return { status: 200, body: JSON.stringify({ payload: { updated }, success: true }) };
    },
  };
}

/**
 * A query with only unknown parameters is probably a mistake and would change all users (reading unknown-parameter). The
 * reading unfiltered-bulk may also forbid a request without filters.
 */
function queryIssues({ query, sentParameters, unknownParameters }: HandlerCall, readings: Readings): RequestIssue[] {
  const isSlip = sentParameters.length === 0 && unknownParameters.length > 0;
  if (isSlip && readings.choice('unknown-parameter') === 'ignore') {
    return unknownParameters.map(name => ({ place: 'query', path: [name], expected: 'known' }));
  }
  const isForbidden = Object.keys(query).length === 0 && readings.choice('unfiltered-bulk') === 'refuse';
  return isForbidden ? [{ place: 'query', path: [], expected: 'required' }] : [];
}

/** Two users cannot get the same name if the reading duplicate-name refuses that. */
function nameIssues(call: HandlerCall, { readings, rules }: Pick<DnlContext, 'readings' | 'rules'>): RequestIssue[] {
  const { body, store } = call;
  if (!('name' in body) || readings.choice('duplicate-name') !== 'refuse') return [];
  const where = rules.conditions(call.operation.id, call);
  const users = store.collection('dnl.users');
  const found = users.count(where);
  const isShared = found > 1 || (found === 1 && isNameTaken(store, { name: body.name, by: users.find(where) }));
  return isShared ? [{ place: 'body', path: ['name'], expected: 'unique' }] : [];
}
