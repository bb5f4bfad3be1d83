import type { ResourceCall, ResourceResponse } from '../resource-api.js';
import { etagOf, hasVersions, namesVersion } from './etag.js';
import { type Refused, refuseMissingKey, refuseUnknown } from './refusing.js';
import { createReply } from './reply.js';
import { readKeys } from './request-key.js';
import type { OperationContext } from './resource-context.js';
import { findRecord, findSingleton, openScope, type Scope } from './scope.js';

/** Handles an operation that gets one record. */
export function createGet(context: OperationContext): (call: ResourceCall) => ResourceResponse {
  const { kept } = context;
  const reply = createReply(context, [200]);
  const versioned = hasVersions(context, kept);
  return call => {
    const scope = openScope(context, call);
    if ('refusal' in scope) return scope;
    const found = findOne(context, scope, call);
    if ('refusal' in found) return found;
    const { stored } = found;
    if (!versioned) return reply.send({ records: [stored] });
    const etag = etagOf(kept, stored);
    const headers = ['ETag', etag];
    if (namesVersion(call.headers['if-none-match'], etag)) return { status: 304, json: undefined, headers };
    return reply.send({ records: [stored], headers });
  };
}

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
