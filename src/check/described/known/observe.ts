import type { TargetExchange } from '../../../target/index.js';
import type { ReadyStep } from '../../model/case.js';
import { parentsOf } from '../request/plan-request.js';
import { isSame, type Knowledge, type KnownRecord } from './knowledge.js';
import { findCreated } from './own-records.js';
import { isSuccess } from './read-records.js';

/** Keeps what a response shows: that an operation accepts what the description allows, and what was created or deleted. */
export function observe({
  step,
  exchange,
  known,
}: {
  step: ReadyStep;
  exchange: TargetExchange;
  known: Knowledge;
}): readonly never[] {
  if (!isSuccess(exchange) || (step.method !== undefined && step.method !== known.api.operation(step.operation).method))
    return [];
  if (step.valid) known.accepted.add(step.operation);
  const created = findCreated(step, exchange, known);
  if (created && !known.created.some(other => isSame(other, created))) known.created.push(created);
  forgetDeleted(step, known);
  return [];
}

function forgetDeleted(step: ReadyStep, known: Knowledge): void {
  const operation = known.api.operation(step.operation);
  const { does, key, collection = '' } = known.api.ruleOf(operation) ?? {};
  const value = key ? step.path?.[key.name] : undefined;
  if (does !== 'delete' || (typeof value !== 'string' && typeof value !== 'number')) return;
  const deleted = {
    collection,
    key: value,
    parents: parentsOf(step, operation, known.api),
    value: undefined,
    own: true,
  };
  known.created = known.created.filter(record => !isSame(record, deleted) && !isBelow(record, deleted));
  const records = known.records.get(collection) ?? [];
  known.records.set(
    collection,
    records.filter(record => !isSame(record, deleted)),
  );
}

/** Whether a record belongs to another one, and so is deleted with it. */
function isBelow({ parents }: KnownRecord, { collection, key }: KnownRecord): boolean {
  return parents[collection] !== undefined && String(parents[collection]) === String(key);
}
