import type { SchemaView } from '../../../openapi/index.js';
import type { KeyRule, OperationRule } from '../../resources.js';
import type { NamedCollection, ResourceModel } from '../find/resource-model.js';
import { findSent, findShown, type OperationFacts } from '../read/operation-facts.js';
import type { PathPart } from '../read/path.js';
import { canShowAs, isSameRecord } from '../read/same-record.js';

/** The kinds of operations that are understood, and `none` for those without state. */
export const RULE_NAMES = [
  'collection',
  'item',
  'singleton',
  'list',
  'item action',
  'collection action',
  'object',
  'none',
] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/** What an operation does, the kind of operation that it is taken for, and a sentence that says why. */
export type ReasonedRule = {
  rule: OperationRule;
  follows: RuleName;
  why: string;
  /** Parameters without use. */
  unused?: readonly string[];
  /** Whether the sentence says that something was not understood. */
  isDoubted?: boolean;
};

/** An operation with the model in which it has its place. */
export type Placed = { facts: OperationFacts; model: ResourceModel };

/** The members of a rule that say where the request has the keys of the record and of its parents. */
export function keysOf(
  collection: NamedCollection,
  {
    base,
    variables,
    key,
    model,
  }: { base: readonly PathPart[]; variables: readonly string[]; key?: KeyRule; model: ResourceModel },
): Pick<OperationRule, 'collection' | 'key' | 'parents'> {
  const own = variables.at(-1);
  const before = [...base, ...variables.slice(0, -1).map(variable => ({ variable }))];
  const parents = model.parents(before).filter(parent => parent.collection !== collection);
  const rule = key ?? (own === undefined ? undefined : ({ in: 'path', name: own } as const));
  return {
    collection: collection.name,
    ...(rule && { key: rule }),
    ...(parents.length > 0 && { parents: Object.fromEntries(parents.map(({ name, variable }) => [name, variable])) }),
  };
}

/** The members that say where the bodies have the record. */
export function bodiesOf(
  facts: OperationFacts,
  collection: NamedCollection,
  isStrict = false,
): Pick<OperationRule, 'response' | 'request'> {
  const { response } = facts;
  const { record } = collection;
  const shown = findShown(facts, record);
  const sent = findSent(facts, record);
  const isRecord = shown && (isStrict ? showsRecord(collection, shown.view) : isSimilar(shown.view, record));
  return {
    ...(response && isRecord && { response: shown.at }),
    ...(sent && sent.at !== '' && { request: sent.at }),
  };
}

function isSimilar(shown: SchemaView, record: SchemaView): boolean {
  return shown.members.size === 0 || isSameRecord(shown, record, 0.5);
}

/** Whether a response that may be of anything is of the record: `{ status }` alone is more likely to be of the request. */
function showsRecord({ record, key }: NamedCollection, shown: SchemaView): boolean {
  if (shown.place === record.place) return true;
  if (shown.members.size < 2 && !(key !== undefined && shown.members.has(key))) return false;
  return canShowAs(record, shown);
}

export function respond(follows: RuleName, why: string): ReasonedRule {
  return { rule: { does: 'respond' }, follows, why };
}
