import { isObject } from '../../kernel/index.js';
import { readMember } from '../records/member-path.js';
import { isKey, parseStored } from '../records/stored.js';
import type { ResourceCall, ResourceResponse } from '../resource-api.js';
import { patchRecord } from './change-record.js';
import { accept, doAllOrNone, RefusedByApi, refuseMissingKey, refuseUnknown } from './context/refusing.js';
import type { OperationContext } from './context/resource-context.js';
import { findRecord, openScope, type Scope } from './context/scope.js';
import { createSelect } from './context/select-records.js';
import { isJsonPatch } from './patch.js';
import { createFinish } from './respond/finish.js';
import { createReply } from './respond/reply.js';
import { readPatch } from './update.js';

/**
 * Handles an operation that changes many records, all of them or none: each of those in a list in the body, by their keys, or
 * with one patch those of a collection that the query finds.
 */
export function createUpdateAll(context: OperationContext): (call: ResourceCall) => ResourceResponse {
  const { kept, rule } = context;
  const finish = createFinish(context, STATUSES);
  const reply = createReply(context, STATUSES);
  const select = createSelect(context);
  return call => {
    const scope = openScope(context, call);
    if ('refusal' in scope) return scope;
    if (call.changed !== undefined) return conclude(call.changed);
    const body = readPatch(context, call);
    const change = (stored: Uint8Array, patch: unknown) => {
      const record = accept(patchRecord(context, scope, { before: parseStored(stored), call, body: patch }));
      scope.collection.replace(record);
      return record;
    };
    return doAllOrNone(call.store, () => {
      const changed =
        Array.isArray(body) && !isJsonPatch(call.headers)
          ? body.filter(isObject).map(patch => change(findNamed(scope, patch), patch))
          : select(scope, call).map(stored => change(stored, body));
      return changed.length === 0 ? conclude(0) : finish(scope, call, changed);
    });
  };

  /** The response to a change that shows no records. */
  function conclude(count: number): ResourceResponse {
    return count === 0 && rule.needsRecord === true ? refuseUnknown(kept, undefined) : reply.send({ count });
  }
}

const STATUSES = [200, 204, 202];

/** The record whose key a patch in a list has. */
function findNamed(scope: Scope, patch: Readonly<Record<string, unknown>>): Uint8Array {
  const path = scope.kept.rule.key ?? 'id';
  const key = readMember(patch, path);
  if (!isKey(key)) throw new RefusedByApi(refuseMissingKey(path, 'body'));
  const stored = findRecord(scope, String(key));
  if (!stored) throw new RefusedByApi(refuseUnknown(scope.kept, String(key)));
  return stored;
}
