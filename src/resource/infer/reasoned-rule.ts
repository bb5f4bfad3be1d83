import type { KeyRule, OperationRule } from '../resources.js';
import { findSent, findShown, type OperationFacts } from './operation-facts.js';
import type { PathPart } from './path.js';
import type { NamedCollection, ResourceModel } from './resource-model.js';
import { canShowAs, isSameRecord } from './same-record.js';

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

/** What an operation does, the kind of operation that it is taken for, a sentence that says why, and parameters without use. */
export type ReasonedRule = { rule: OperationRule; follows: RuleName; why: string; unused?: readonly string[] };

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
  { record }: NamedCollection,
  isStrict = false,
): Pick<OperationRule, 'response' | 'request'> {
  const { response } = facts;
  const shown = findShown(facts, record);
  const sent = findSent(facts, record);
  const isOpen = shown?.view.members.size === 0;
  const isRecord =
    shown && record && (isOpen || (isStrict ? canShowAs(record, shown.view) : isSameRecord(shown.view, record, 0.5)));
  return {
    ...(response && isRecord && { response: shown.at }),
    ...(sent && sent.at !== '' && { request: sent.at }),
  };
}

export function respond(follows: RuleName, why: string): ReasonedRule {
  return { rule: { does: 'respond' }, follows, why };
}
