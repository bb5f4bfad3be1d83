import type { DescribedOperation } from '../../../openapi/index.js';
import type { TargetExchange } from '../../../target/index.js';
import type { CaseContext, ReadyStep, Step } from '../../model/case.js';
import { resolveStep, ValueNotFound } from '../../model/resolve-step.js';
import { createUniqueTexts } from '../../model/seeded.js';
import type { Session } from '../../model/suite.js';
import { effectOf } from '../judged-api.js';
import { bodyTemplates } from '../request/body-templates.js';
import { parentsOf, planRequest } from '../request/plan-request.js';
import { addRecord, type CreatedRecord, isSame, type Knowledge, type KnownRecord } from './knowledge.js';
import { isSuccess, keyOfCreated, readRecord } from './read-records.js';

/** How many records of each collection the run creates before the cases. */
export const OWN_RECORDS = 2;

/** Creates records of each collection that the API can create, parents first, and proves that they are the run's own. */
export async function createOwnRecords(session: Session<Knowledge>): Promise<void> {
  const { api } = session.known;
  for (const collection of api.fromTheTop()) {
    for (const operation of api.thatDo('create', collection)) {
      if (effectOf(operation, api) !== 'creates') continue;
      for (let made = 0; made < OWN_RECORDS; made += 1) {
        if (session.ended() || !(await createOwn(operation, session, made))) break;
      }
    }
  }
}

/** Tries the bodies of an operation until one is accepted. Returns whether one was. */
async function createOwn(operation: DescribedOperation, session: Session<Knowledge>, made: number): Promise<boolean> {
  const { known } = session;
  const { api, templates } = known;
  const accepted = templates.get(operation.id);
  const wanted = accepted === undefined ? bodyTemplates(operation, api).map((_, at) => at) : [accepted];
  for (const at of wanted.length > 0 ? wanted : [0]) {
    templates.set(operation.id, at);
    const step = planRequest(operation, api);
    const ready =
      step && prepareStep({ ...step, expects: 'described', valid: true }, session, `own ${operation.id} ${made} ${at}`);
    if (!ready || !session.has('admin', ready)) break;
    const exchange = await session.send(ready);
    if (!isSuccess(exchange)) continue;
    const created = findCreated(ready, exchange, known);
    const own = created !== undefined && (await isOwn(created, session));
    if (created) addRecord(known, { ...created, own });
    if (own) known.created = known.created.map(one => (isSame(one, created) ? { ...one, own } : one));
    return true;
  }
  templates.delete(operation.id);
  return false;
}

/** Replaces the placeholders of a step of the preparation; undefined where the target has not shown what it needs. */
export function prepareStep(
  step: Step<Knowledge>,
  { known, mark }: Session<Knowledge>,
  purpose: string,
): ReadyStep | undefined {
  const context: CaseContext<Knowledge> = {
    known,
    exchanges: [],
    pick: list => list[0],
    unique: createUniqueTexts(mark, purpose),
    generated: undefined,
  };
  try {
    return resolveStep(step, context);
  } catch (error) {
    if (error instanceof ValueNotFound) return undefined;
    throw error;
  }
}

/** What a response to a creation says that was created; undefined where it does not say. */
export function findCreated(
  step: ReadyStep,
  { response, ...asked }: TargetExchange,
  { api }: Knowledge,
): CreatedRecord | undefined {
  const exchange = {
    ...asked,
    ...(response && { response: { ...response, json: response.json ?? response.shallow } }),
  };
  const operation = api.operation(step.operation);
  const { collection, does } = api.ruleOf(operation) ?? {};
  const key = does === 'create' ? keyOfCreated(operation, exchange, api) : undefined;
  if (key === undefined || collection === undefined) return undefined;
  const parents = parentsOf(step, operation, api);
  const sent = exchange.request.body ?? '';
  return {
    collection,
    key,
    parents,
    value: readRecord(operation, exchange, api),
    own: false,
    marks: [...new Set(sent.match(MARKS))],
    sent,
  };
}

/** Texts that a run makes up. */
export const MARKS = /us[a-z0-9]{8}-[0-9a-f]{8}-\d{4}/g;

/** Whether a record is certainly the run's own: its key is new, and where it can be read it has a text that was sent. */
async function isOwn(created: CreatedRecord, session: Session<Knowledge>): Promise<boolean> {
  const { known } = session;
  const before = known.records.get(created.collection) ?? [];
  if (before.some(record => isSame(record, created))) return false;
  return showsMark(created, await readAgain(created, session), session.mark);
}

/** What a read of a record returns: undefined where the API has no read of it, or it returns none. */
export async function readAgain(record: KnownRecord, session: Session<Knowledge>): Promise<string | undefined> {
  const { api } = session.known;
  const [operation] = api.thatDo('get', record.collection);
  const step = operation && planRequest(operation, api, { record: () => record });
  const ready = step && prepareStep({ ...step, expects: 'described' }, session, 'read');
  if (!ready || !session.has('admin', ready)) return undefined;
  const exchange = await session.send(ready);
  return isSuccess(exchange) ? exchange.response?.text : '';
}

export function showsMark({ marks, value }: CreatedRecord, text: string | undefined, mark: string): boolean {
  const shown = text ?? (value === undefined ? undefined : JSON.stringify(value));
  // where no text could be marked, or nothing shows the record, the new key is all that there is
  return marks.length === 0 || shown === undefined || shown.includes(mark);
}
