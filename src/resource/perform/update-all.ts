import { isObject } from '../../kernel/index.js';
import type { StoredRecord } from '../../store/index.js';
import { readMember } from '../records/member-path.js';
import { isKey, parseStored } from '../records/stored.js';
import type { ResourceCall, ResourceResponse } from '../resource-api.js';
import { patchRecord } from './change-record.js';
import { type Refused, refuseMissingKey, refuseUnknown } from './context/refusing.js';
import type { OperationContext } from './context/resource-context.js';
import { findRecord, listScope, openScope, type Scope } from './context/scope.js';
import { createFinish } from './respond/finish.js';
import { readPatch } from './update.js';

/**
 * Handles an operation that changes many records: each of those in a list in the body, by their keys, or with one patch all
 * of a collection.
 */
export function createUpdateAll(context: OperationContext): (call: ResourceCall) => ResourceResponse {
  const finish = createFinish(context, [200, 204, 202]);
  return call => {
    const scope = openScope(context, call);
    if ('refusal' in scope) return scope;
    const patches = listPatches(context, scope, call);
    if ('refusal' in patches) return patches;
    const befores: StoredRecord[] = [];
    const changed: StoredRecord[] = [];
    for (const { stored, body } of patches) {
      const before = parseStored(stored);
      const made = patchRecord(context, scope, { before, call, body });
      if ('refusal' in made) {
        // none is changed
        for (const one of befores.toReversed()) scope.collection.replace(one);
        return made;
      }
      scope.collection.replace(made.record);
      befores.push(before);
      changed.push(made.record);
    }
    return finish(scope, call, changed);
  };
}

type PatchOfOne = { stored: Uint8Array; body: unknown };

function listPatches(context: OperationContext, scope: Scope, call: ResourceCall): PatchOfOne[] | Refused {
  const { kept } = context;
  const body = readPatch(context, call);
  const isJsonPatch = /json-patch/.test(call.headers['content-type'] ?? '');
  if (!Array.isArray(body) || isJsonPatch) return [...listScope(scope)].map(stored => ({ stored, body }));
  const path = kept.rule.key ?? 'id';
  const patches: PatchOfOne[] = [];
  for (const item of body.filter(isObject)) {
    const key = readMember(item, path);
    if (!isKey(key)) return refuseMissingKey(path, 'body');
    const stored = findRecord(scope, String(key));
    if (!stored) return refuseUnknown(kept, String(key));
    patches.push({ stored, body: item });
  }
  return patches;
}
