import type { ResourceCall, ResourceResponse } from '../resource-api.js';
import { findOne } from './context/find-one.js';
import type { OperationContext } from './context/resource-context.js';
import { openScope } from './context/scope.js';
import { etagOf, hasVersions, namesVersion } from './respond/etag.js';
import { createReply } from './respond/reply.js';

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
