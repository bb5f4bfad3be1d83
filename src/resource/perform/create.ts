import type { StoredRecord } from '../../store/index.js';
import { NUMBER } from '../records/kept.js';
import { storedKeyValue, type VisibleRecord } from '../records/stored.js';
import type { ResourceCall, ResourceResponse } from '../resource-api.js';
import { etagOf, hasVersions } from './etag.js';
import { locationOf } from './location.js';
import { makeRecord, sentRecords } from './make-record.js';
import { createReply, documentsHeader } from './reply.js';
import { readKeys } from './request-key.js';
import type { OperationContext } from './resource-context.js';
import { openScope, type Scope } from './scope.js';

/** Handles an operation that creates one record, or several where the body is a list. */
export function createCreate(context: OperationContext): (call: ResourceCall) => ResourceResponse {
  const finish = createFinish(context, [201, 200, 202]);
  return call => {
    const scope = openScope(context, call);
    if ('refusal' in scope) return scope;
    const [key] = readKeys(context.rule, call);
    return addRecords(context, scope, { sent: sentRecords(context, call), key, call, finish });
  };
}

/** Adds records, all of them or none. */
export function addRecords(
  context: OperationContext,
  { ...scope }: Scope,
  { sent, key, call, finish }: { sent: VisibleRecord[]; key: string | undefined; call: ResourceCall; finish: Finish },
): ResourceResponse {
  const added: StoredRecord[] = [];
  for (const one of sent) {
    const record = makeRecord(context, scope, { sent: one, key: sent.length === 1 ? key : undefined, call });
    if ('refusal' in record) {
      // those before it are not kept either
      for (const before of added) scope.collection.remove(before[NUMBER] as number);
      return record as ResourceResponse;
    }
    scope.collection.add(record);
    added.push(record);
  }
  return finish(scope, call, added);
}

/** Makes the response to a request that has created records. */
export type Finish = (scope: Scope, call: ResourceCall, added: readonly StoredRecord[]) => ResourceResponse;

export function createFinish(context: OperationContext, statuses: readonly number[]): Finish {
  const { kept } = context;
  const reply = createReply(context, statuses);
  const versioned = hasVersions(context, kept);
  return ({ collection }, call, added) => {
    const records = added.map(record => collection.bytes(record[NUMBER] as number) as Uint8Array);
    const [first] = added;
    const [stored] = records;
    const key = first && storedKeyValue(kept, first);
    const response = reply({ records, key, count: added.length });
    if ('refusal' in response || added.length !== 1) return response;
    const isLocated = response.status === 201 || documentsHeader(context.operation, response.status, 'location');
    const headers = [
      ...(isLocated ? ['Location', locationOf(context, call, String(key))] : []),
      ...(versioned && stored ? ['ETag', etagOf(kept, stored)] : []),
    ];
    return { ...response, headers };
  };
}
