import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../kernel/index.js';
import type { StoredRecord } from '../../store/index.js';
import { readMember, writeMember } from '../records/member-path.js';
import { createShow } from '../records/show.js';
import { parseStored, type VisibleRecord, visibleOf } from '../records/stored.js';
import type { ResourceCall, ResourceResponse } from '../resource-api.js';
import { changeRecord, patchRecord } from './change-record.js';
import { findOne } from './context/find-one.js';
import { type ChangedRecord, type Refused, refusePrecondition } from './context/refusing.js';
import type { OperationContext } from './context/resource-context.js';
import { openScope, type Scope } from './context/scope.js';
import { isUnchanged } from './find-issues.js';
import { findTaken } from './find-taken.js';
import { etagOf, hasVersions, mayChange } from './respond/etag.js';
import { createFinish } from './respond/finish.js';
import { createReply } from './respond/reply.js';
import { createWholeChange } from './whole-members.js';

/** Handles an operation that changes members of a record. */
export function createUpdate(context: OperationContext): (call: ResourceCall) => ResourceResponse {
  const { rule } = context;
  const readShown = shownReader(context);
  const readBody = (call: ResourceCall) => {
    const body = readPatch(context, call);
    const shown = rule.ignoresUnchanged === true && isObject(body) ? readShown(call) : undefined;
    if (!shown) return body;
    return Object.fromEntries(
      Object.entries(body as VisibleRecord).filter(([name]) => !isUnchanged(body, shown, name)),
    );
  };
  return createChange(context, [200, 204, 202, 201], (scope, call, before) => {
    const body = readBody(call);
    if (rule.wholeMembers !== true) return patchRecord(context, scope, { before, call, body });
    const record = createWholeChange(context, call, body)(before);
    return findTaken(scope, record) ?? { record };
  });
}

/** Creates what reads the record that a request names, as clients are shown it; undefined where there is none. */
export function shownReader(context: OperationContext): (call: ResourceCall) => VisibleRecord | undefined {
  const { kept, seed } = context;
  const show = createShow(kept, { view: kept.view, seed });
  return call => {
    const scope = openScope(context, call);
    const found = 'refusal' in scope ? undefined : findOne(context, scope, call);
    return found && 'stored' in found ? parseStored(show(found.stored)) : undefined;
  };
}

/**
 * Handles an operation on a record that sets what its rule says, such as the status that its name means. An operation on a
 * whole collection sets nothing.
 */
export function createAction(context: OperationContext): (call: ResourceCall) => ResourceResponse {
  const { kept, rule } = context;
  if (!rule.key && kept.rule.singleton !== true) {
    const reply = createReply(context, []);
    return call => {
      const scope = openScope(context, call);
      return 'refusal' in scope ? scope : reply.send({});
    };
  }
  return createChange(context, [], (scope, call, before) => {
    if (!rule.sets) return { record: before };
    const visible = Object.entries(rule.sets).reduce<unknown>(
      (record, [path, value]) => writeMember(record, path, value),
      visibleOf(kept, before),
    ) as VisibleRecord;
    const changed = changeRecord(context, scope, { before, visible, call });
    // an action whose meaning was guessed changes nothing where that is not valid
    return 'refusal' in changed ? { record: before } : changed;
  });
}

type Change = (scope: Scope, call: ResourceCall, before: StoredRecord) => ChangedRecord | Refused;

/** Handles an operation that changes the record that a request names. */
function createChange(
  context: OperationContext,
  statuses: readonly number[],
  change: Change,
): (call: ResourceCall) => ResourceResponse {
  const { kept } = context;
  const finish = createFinish(context, statuses);
  const versioned = hasVersions(context, kept);
  return call => {
    const scope = openScope(context, call);
    if ('refusal' in scope) return scope;
    const found = findOne(context, scope, call);
    if ('refusal' in found) return found;
    if (versioned && !mayChange(call.headers, etagOf(kept, found.stored))) return refusePrecondition;
    const before = parseStored(found.stored);
    const made = change(scope, call, before);
    if ('refusal' in made) return made;
    const { record } = made;
    if (!isDeepStrictEqual(record, before)) scope.collection.replace(record);
    return finish(scope, call, [record]);
  };
}

/** The patch in the body of a request, where its envelope is left out too. Where no body is described, the query has the members. */
export function readPatch({ rule, operation, kept }: OperationContext, { body, query, search }: ResourceCall): unknown {
  if (operation.body) return (isObject(body) ? readMember(body, rule.request ?? '') : body) ?? body;
  // the other parameters have their defaults, which change nothing
  const sent = new URLSearchParams(search);
  const members = Object.entries(query).filter(([name]) => sent.has(name) && kept.view?.members.has(name));
  return Object.fromEntries(members);
}
