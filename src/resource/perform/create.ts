import type { VisibleRecord } from '../records/stored.js';
import type { ResourceCall, ResourceResponse } from '../resource-api.js';
import { addRecord } from './add-remove.js';
import { accept, doAllOrNone } from './context/refusing.js';
import { readKeys } from './context/request-key.js';
import type { OperationContext } from './context/resource-context.js';
import { openScope, type Scope } from './context/scope.js';
import { makeRecord } from './make-record.js';
import { createFinish, type Finish } from './respond/finish.js';
import { sentRecords } from './sent-records.js';

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
  scope: Scope,
  { sent, key, call, finish }: { sent: VisibleRecord[]; key: string | undefined; call: ResourceCall; finish: Finish },
): ResourceResponse {
  return doAllOrNone(call.store, () => {
    const added = sent.map(one => {
      const record = accept(makeRecord(context, scope, { sent: one, key: sent.length === 1 ? key : undefined, call }));
      addRecord(scope, record);
      return record;
    });
    return finish(scope, call, added);
  });
}
