import type { DescribedOperation } from '../../../../openapi/index.js';
import type { TargetExchange } from '../../../../target/index.js';
import { effectOf, type JudgedApi } from '../../judged-api.js';
import { readRecord } from '../../known/read-records.js';
import type { LawCase } from '../../law.js';
import { getterOf, planFresh } from '../records/fresh.js';

/** A case that creates a record with a body, by default the one that was accepted, and gets it; none where that cannot be planned. */
export function planCreated(
  operation: DescribedOperation,
  api: JudgedApi,
  { name, body }: { name: string; body: unknown },
): LawCase<undefined>[] {
  const { does, collection = '' } = api.ruleOf(operation) ?? {};
  if (does !== 'create' || effectOf(operation, api) !== 'creates') return [];
  const fresh = planFresh(collection, api, { body });
  if (!fresh || fresh.step.operation !== operation.id) return [];
  const get = fresh.about(getterOf(collection, api));
  const steps = [fresh.step, ...(get ? [get] : [])];
  return [{ id: `${operation.id}${name}`, steps, phase: 'create', expect: undefined }];
}

/** A new record as a response shows it; `at` is the index of its exchange. */
export type ShownRecord = { by: DescribedOperation; record: Readonly<Record<string, unknown>>; at: number };

/** The new record of such a case in the response to its creation, and as get shows it. */
export function shownRecords(
  operation: DescribedOperation,
  [create, get]: readonly TargetExchange[],
  api: JudgedApi,
): ShownRecord[] {
  const getter = getterOf(api.ruleOf(operation)?.collection ?? '', api);
  return [
    { by: operation, exchange: create, at: 0 },
    ...(getter && get ? [{ by: getter, exchange: get, at: 1 }] : []),
  ].flatMap(({ by, exchange, at }) => {
    const record = readRecord(by, exchange, api);
    return record ? [{ by, record, at }] : [];
  });
}
