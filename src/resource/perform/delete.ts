import { parseStored, storedKeyValue } from '../records/stored.js';
import type { ResourceCall, ResourceResponse } from '../resource-api.js';
import { removeRecord } from './add-remove.js';
import { findOne } from './context/find-one.js';
import { refuseMissingKey, refusePrecondition, refuseUnknown } from './context/refusing.js';
import { readKeys } from './context/request-key.js';
import type { OperationContext } from './context/resource-context.js';
import { findRecord, listScope, openScope, type Scope } from './context/scope.js';
import { createSelect } from './context/select-records.js';
import { etagOf, hasVersions, mayChange } from './respond/etag.js';
import { createReply } from './respond/reply.js';

/** Handles an operation that deletes a record, several that it names, or those of a collection that its query finds. */
export function createDelete(context: OperationContext): (call: ResourceCall) => ResourceResponse {
  const { kept, rule } = context;
  const reply = createReply(context, [204, 200, 202]);
  const select = createSelect(context);
  const versioned = hasVersions(context, kept);
  return call => {
    const scope = openScope(context, call);
    if ('refusal' in scope) return scope;
    if (kept.rule.singleton === true) return deleteSingleton(scope, call);
    const keys = [...new Set(readKeys(rule, call))];
    if (rule.key && keys.length === 0) return refuseMissingKey(rule.key.name, rule.key.in);
    const found: readonly (Uint8Array | undefined)[] = rule.key
      ? keys.map(key => findRecord(scope, key))
      : select(scope, call);
    const missing = found.indexOf(undefined);
    if (missing >= 0) return refuseUnknown(kept, keys[missing]);
    const stored = (found as Uint8Array[]).map(bytes => bytes.slice());
    const [first] = stored;
    if (versioned && rule.key && first && !mayChange(call.headers, etagOf(kept, first))) return refusePrecondition;
    const records = stored.map(parseStored);
    for (const record of records) removeRecord(context, { kept, record, store: call.store });
    const [one] = records;
    const key = rule.key && one && storedKeyValue(kept, one);
    return reply.send({ records: reply.showsList ? [...listScope(scope)] : stored, key, count: records.length });
  };

  function deleteSingleton(scope: Scope, call: ResourceCall): ResourceResponse {
    const found = findOne(context, scope, call);
    if ('refusal' in found) return found;
    const stored = found.stored.slice();
    if (versioned && !mayChange(call.headers, etagOf(kept, stored))) return refusePrecondition;
    removeRecord(context, { kept, record: parseStored(stored), store: call.store });
    return reply.send({ records: [stored], count: 1 });
  }
}
