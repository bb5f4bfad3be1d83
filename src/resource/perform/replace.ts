import { parseStored } from '../records/stored.js';
import type { ResourceCall, ResourceResponse } from '../resource-api.js';
import { refuseMissingKey, refusePrecondition, refuseUnknown } from './context/refusing.js';
import { readKeys } from './context/request-key.js';
import type { OperationContext } from './context/resource-context.js';
import { findRecord, findSingleton, openScope, type Scope } from './context/scope.js';
import { addRecords } from './create.js';
import { remakeRecord } from './make-record.js';
import { etagOf, hasVersions, mayChange } from './respond/etag.js';
import { createFinish } from './respond/finish.js';
import { sentRecords } from './sent-records.js';

/** Handles an operation that replaces a record or, where its rule says so, creates the one that does not exist. */
export function createReplace(context: OperationContext): (call: ResourceCall) => ResourceResponse {
  const { kept, rule } = context;
  const created = createFinish(context, [201, 200, 204]);
  const replaced = createFinish(context, [200, 204, 202, 201]);
  const versioned = hasVersions(context, kept);
  return call => {
    const scope = openScope(context, call);
    if ('refusal' in scope) return scope;
    const sent = sentRecords(context, call);
    const [key] = readKeys(rule, call);
    const stored = findStored(scope, call, key);
    if (stored) return replaceRecord(scope, call, { stored, sent: sent[0] ?? {} });
    if (key === undefined && kept.rule.singleton !== true && rule.creates !== true) {
      return refuseMissingKey(rule.key?.name ?? 'key', rule.key?.in ?? 'path');
    }
    if (rule.creates !== true && kept.rule.singleton !== true) return refuseUnknown(kept, key);
    // a version of a record that does not exist
    if (versioned && call.headers['if-match'] !== undefined) return refusePrecondition;
    return addRecords(context, scope, { sent, key, call, finish: created });
  };

  function findStored(scope: Scope, call: ResourceCall, key: string | undefined): Uint8Array | undefined {
    if (kept.rule.singleton === true) return findSingleton(context, scope, call);
    return key === undefined ? undefined : findRecord(scope, key);
  }

  function replaceRecord(
    scope: Scope,
    call: ResourceCall,
    { stored, sent }: { stored: Uint8Array; sent: Readonly<Record<string, unknown>> },
  ): ResourceResponse {
    if (versioned && !mayChange(call.headers, etagOf(kept, stored))) return refusePrecondition;
    const made = remakeRecord(context, scope, { sent, before: parseStored(stored), call });
    if ('refusal' in made) return made;
    scope.collection.replace(made.record);
    return replaced(scope, call, [made.record]);
  }
}
