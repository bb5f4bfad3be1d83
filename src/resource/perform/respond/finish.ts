import type { StoredRecord } from '../../../store/index.js';
import { storeKey } from '../../records/kept.js';
import { readMember } from '../../records/member-path.js';
import { numberOf, storedKeyValue } from '../../records/stored.js';
import type { ResourceCall, ResourceResponse } from '../../resource-api.js';
import type { OperationContext } from '../context/resource-context.js';
import { listScope, type Scope } from '../context/scope.js';
import { etagOf, hasVersions } from './etag.js';
import { createLocate } from './location.js';
import { createReply, documentsHeader } from './reply.js';

/** Makes the response to a request that has created or changed records. */
export type Finish = (
  scope: Scope,
  call: ResourceCall,
  changed: readonly StoredRecord[],
  logIn?: { token: string | undefined; seconds: number },
) => ResourceResponse;

/** Prepares the response of an operation with the first of some statuses that it documents. */
export function createFinish(context: OperationContext, statuses: readonly number[]): Finish {
  const { kept, operation, rule } = context;
  const reply = createReply(context, statuses);
  const versioned = hasVersions(context, kept);
  const readsRecords = versioned || reply.readsRecords;
  const creates = rule.does === 'create' || rule.does === 'replace';
  const isDocumented = documentsHeader(operation, reply.status, 'location');
  const isUsual = reply.status === 201 && creates && !kept.rule.singleton;
  const locate = isDocumented || isUsual ? createLocate(context, { isDocumented }) : undefined;
  return (scope, call, changed, logIn) => {
    const { collection } = scope;
    const [first] = changed;
    const isOne = changed.length === 1;
    const read = readsRecords ? changed : [];
    const bytes = read.map(record => collection.bytes(storeKey(kept, numberOf(kept, record))) as Uint8Array);
    const [stored] = bytes;
    const key = isOne && first ? storedKeyValue(kept, first) : undefined;
    const location = key === undefined ? undefined : locate?.(call, String(key));
    const headers = [
      ...(location === undefined ? [] : ['Location', location]),
      ...(versioned && isOne && stored ? ['ETag', etagOf(kept, stored)] : []),
    ];
    // a list in the response to a change of one record is of all records
    const isOfMany = rule.does === 'updateAll' || Array.isArray(readMember(call.body, rule.request ?? ''));
    const records = reply.showsList && isOne && !isOfMany ? [...listScope(scope)] : bytes;
    return reply.send({ records, key, count: changed.length, headers, ...logIn });
  };
}
