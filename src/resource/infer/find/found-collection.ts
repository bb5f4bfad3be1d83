import type { SchemaView } from '../../../openapi/index.js';
import { isObject } from '../read/find-records.js';
import { findSent, findShown, type OperationFacts } from '../read/operation-facts.js';
import type { PathPart } from '../read/path.js';
import type { Position } from '../read/position.js';
import { isSameRecord } from '../read/same-record.js';

/** Operations on paths of one shape and on the records there. */
export type Group = {
  base: readonly PathPart[];
  shape: string;
  /** The last name of the base in the singular. */
  noun: string;
  /** Without a variable behind the base. */
  whole: readonly Position[];
  /** With the variables of a record. */
  items: readonly Position[];
  /** Those variables, the last of which has the key; also where only paths below have them. */
  variables: readonly string[];
};

/** A collection or a singleton that a description has. */
export type FoundCollection = {
  group: Group;
  /** The schema of its records. */
  record: SchemaView;
  key: string | undefined;
  singleton: boolean;
  /** Paths that list or create its records beside its own. */
  others: Group[];
  /** Whether only what is sent, or the receipt of a creation, says what its records are. */
  isWeak: boolean;
};

export function findOperation(
  positions: readonly Position[],
  method: string,
  verb?: Position['verb'],
): OperationFacts | undefined {
  return (
    positions.find(one => one.verb === undefined && one.facts.operation.method === method) ??
    positions.find(one => verb !== undefined && one.verb === verb)
  )?.facts;
}

/** The operation that lists records, with GET or with the verb: any records, or those of a schema. */
export function findLister({ whole }: Group, record?: SchemaView): OperationFacts | undefined {
  return whole.find(position => isLister(position, record))?.facts;
}

export function isLister({ facts, verb }: Position, record?: SchemaView): boolean {
  if (!facts.list || !(verb === 'list' || (!verb && isGet(facts)))) return false;
  return !record || record.members.size === 0 || isSameRecord(facts.list.view, record, 0.3);
}

export function isGet({ operation }: OperationFacts): boolean {
  return operation.method === 'GET';
}

/** Whether an operation on a collection makes one record of a body, of which it responds with the record, its key or nothing. */
export function isCreate(facts: OperationFacts, record: SchemaView | undefined): boolean {
  const { request, response, list, operation } = facts;
  const shown = findShown(facts, record);
  const sent = findSent(facts, record);
  if (list || (response && !shown)) return false;
  const isShown = shown !== undefined && (!record || isSameRecord(shown.view, record, 0.5));
  const isNew = operation.responses.some(({ status }) => status === '201');
  if (!request) return isShown && isNew;
  if (!sent) return false;
  if (isShown && shown.view.members.size > 0) return true;
  if (isNew && shown && isReceipt(shown.view, /^(?:_?id|sid|uuid)$/i)) return true;
  const isOfRecord = !record || sent.view.members.size === 0 || isSameRecord(sent.view, record, 0.3);
  return isOfRecord && (!shown || shown.view.members.size === 0 || isReceipt(shown.view));
}

/** Whether a response says little more than the key of what was created. */
function isReceipt(view: SchemaView, key = /(?:^|_|[a-z])(?:id|sid|uuid|key|Id|ID|Sid|Key)$/): boolean {
  const names = [...view.members.values()].filter(({ value }) => !isObject(value)).map(({ name }) => name);
  return view.members.size <= 4 && names.some(name => key.test(name));
}
