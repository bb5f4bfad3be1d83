import type { DescribedOperation } from '../../../openapi/index.js';
import { type CaseContext, mapPlaceholders, type Phase, type Step } from '../../model/case.js';
import { effectOf, type JudgedApi, ownerOf } from '../judged-api.js';
import type { Knowledge, KnownRecord } from '../known/knowledge.js';
import { keyOfCreated, readRecord } from '../known/read-records.js';
import { parentsOf, planRequest } from './plan-request.js';

type PlanOptions = Parameters<typeof planRequest>[2];

/** What the step of a law says beside its request. */
type More = Omit<Partial<Step<Knowledge>>, 'operation'>;

/**
 * The steps of a case with one request to an operation, whatever it does: a deletion or an action, which may not be possible twice, gets
 * a record of its own. Undefined where the run may not send it, or no request could be made.
 */
export function planSteps(
  operation: DescribedOperation,
  api: JudgedApi,
  { plan = {}, more = {} }: { plan?: PlanOptions; more?: More } = {},
): Step<Knowledge>[] | undefined {
  const effect = effectOf(operation, api);
  if (effect === 'changes-others') return undefined;
  const owner = ownerOf(operation, api);
  const { does = 'respond' } = api.ruleOf(operation) ?? {};
  const ends = effect === 'changes-own' && ['delete', 'action'].includes(does);
  const fresh = ends && owner !== undefined ? freshRecord(owner, api) : undefined;
  if (ends && !fresh) return undefined;
  const request = planRequest(operation, api, { ...(fresh && { record: fresh.record }), ...plan });
  return request && [...(fresh ? [fresh.step] : []), { ...request, expects: 'described', ...more }];
}

/** The phase of such a case; `first` if other cases rely on it. */
export function phaseOf(operation: DescribedOperation, api: JudgedApi, { first = false } = {}): Phase {
  const effect = effectOf(operation, api);
  if (effect === 'reads') return first ? 'first-read' : 'read';
  if (effect === 'creates') return first ? 'first-create' : 'create';
  return 'change';
}

/** Finds a record by what a case has seen so far. */
type RecordOf = (context: CaseContext<Knowledge>) => KnownRecord | undefined;

/** A step that creates a record for one case, and finds the record in the exchanges of the case. `at` is the index of the step. */
export function freshRecord(
  collection: string,
  api: JudgedApi,
  at = 0,
): { step: Step<Knowledge>; record: RecordOf } | undefined {
  const operation = api.thatDo('create', collection).find(one => effectOf(one, api) === 'creates');
  const request = operation && planRequest(operation, api);
  if (!operation || !request) return undefined;
  return { step: { ...request, expects: 'described', valid: true }, record: recordOf(operation, api, at) };
}

/** Finds the record that a creation has made in the exchanges of a case; `at` is the index of the creation. */
export function recordOf(operation: DescribedOperation, api: JudgedApi, at = 0): RecordOf {
  const request = planRequest(operation, api);
  const { collection = '' } = api.ruleOf(operation) ?? {};
  return ({ exchanges, known }) => {
    const exchange = exchanges[at];
    const key = keyOfCreated(operation, exchange, api);
    if (key === undefined || !request) return undefined;
    const parents = parentsFrom(request, operation, known);
    return { collection, key, parents, value: readRecord(operation, exchange, api), own: true };
  };
}

/** The keys of the parents that a creation named: those of the records that it would name again. */
function parentsFrom(
  request: NonNullable<ReturnType<typeof planRequest>>,
  operation: DescribedOperation,
  known: Knowledge,
): KnownRecord['parents'] {
  const context = {
    known,
    exchanges: [],
    pick: <T>(list: readonly T[]) => list[0],
    unique: () => '',
    generated: undefined,
  };
  const path = mapPlaceholders(request.path ?? {}, placeholder => placeholder.from(context));
  return parentsOf({ path: path as Record<string, unknown> }, operation, known.api);
}
