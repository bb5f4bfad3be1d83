import type { ResourceCall } from '../../resource-api.js';
import { type Refused, refuseMissingKey, refuseUnknown } from './refusing.js';
import { readKeys } from './request-key.js';
import type { OperationContext } from './resource-context.js';
import { findRecord, findSingleton, type Scope } from './scope.js';

/** The record that a request names. Refuses where there is none. */
export function findOne(context: OperationContext, scope: Scope, call: ResourceCall): { stored: Uint8Array } | Refused {
  const { kept, rule } = context;
  if (kept.rule.singleton === true) {
    const stored = findSingleton(context, scope, call);
    return stored ? { stored } : refuseUnknown(kept, undefined);
  }
  const [key] = readKeys(rule, call);
  if (key === undefined) return refuseMissingKey(rule.key?.name ?? 'key', rule.key?.in ?? 'path');
  const stored = findRecord(scope, key);
  return stored ? { stored } : refuseUnknown(kept, key);
}
