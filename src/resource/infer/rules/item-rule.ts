import type { KeyRule } from '../../resources.js';
import { createsAbsent, type ItemDeed, itemDeed } from '../find/item-deed.js';
import type { NamedCollection } from '../find/resource-model.js';
import { findSent, findShown, type OperationFacts } from '../read/operation-facts.js';
import { lastLiteral, type PathPart } from '../read/path.js';
import type { Position } from '../read/position.js';
import { findSets } from './find-sets.js';
import { bodiesOf, keysOf, type Placed, type ReasonedRule } from './reasoned-rule.js';

/** The rule of an operation on one record of a collection. */
export function readItemRule(collection: NamedCollection, position: Position, { facts, model }: Placed): ReasonedRule {
  const { base, variables, key } = position;
  const keys = keysOf(collection, { base, variables, model, ...(key && { key }) });
  const does = itemDeed(collection, position);
  const creates = does === 'replace' && createsAbsent(collection, facts);
  const { name } = collection;
  return {
    rule: {
      does,
      ...keys,
      ...bodiesOf(facts, collection, does === 'delete' || does === 'action'),
      ...(creates && { creates }),
    },
    follows: does === 'action' ? 'item action' : 'item',
    why: `${facts.title} ${PHRASES[does]} one of the ${name}${creates ? ' or creates it' : ''}; ${keyPhrase(collection, keys.key)}.`,
  };
}

/** The rule of an operation on a path below a record: `POST /orders/{id}/cancel`. */
export function readActionRule(
  collection: NamedCollection,
  { base, variables, rest }: { base: readonly PathPart[]; variables: readonly string[]; rest: readonly PathPart[] },
  { facts, model }: Placed,
): ReasonedRule {
  const keys = keysOf(collection, { base, variables, model });
  const verb = lastLiteral(rest);
  const { method } = facts.operation;
  const { name } = collection;
  const bodies = bodiesOf(facts, collection, true);
  const does = rest.length === 1 ? viewDeed(collection, facts, verb) : undefined;
  if (does) {
    const why = `${facts.title} ${PHRASES[does]} one of the ${name}, because its bodies have the members of one.`;
    return { rule: { does, ...keys, ...bodies }, follows: 'item', why };
  }
  const sets =
    rest.length === 1 && bodies.request === undefined ? findSets(collection.record, { verb, method }) : undefined;
  const { response } = bodies;
  return {
    rule: { does: 'action', ...keys, ...(response !== undefined && { response }), ...(sets && { sets }) },
    follows: 'item action',
    why: `${facts.title} is about one of the ${name}${
      sets ? ` and sets ${Object.entries(sets).map(([member, value]) => `${member} to ${value}`)}` : ''
    }; ${keyPhrase(collection, keys.key)}.`,
  };
}

const PHRASES: Record<ItemDeed, string> = {
  get: 'gives',
  replace: 'replaces',
  update: 'changes',
  delete: 'deletes',
  action: 'is about',
};

/** What an operation does to the record above its path, if its bodies are of that record: `PATCH /pods/{name}/status`. */
function viewDeed(collection: NamedCollection, facts: OperationFacts, verb: string): 'get' | 'update' | undefined {
  const { record } = collection;
  const { operation, list, response } = facts;
  if (record.members.size === 0 || list) return undefined;
  const shown = findShown(facts, record);
  const sent = findSent(facts, record);
  if (operation.method === 'GET') return shown?.view.place === record.place ? 'get' : undefined;
  if (!['PUT', 'PATCH', 'POST'].includes(operation.method) || !sent || sent.view.members.size === 0) return undefined;
  if (response && shown?.view.place !== record.place) return undefined;
  if (![...sent.view.members.keys()].every(name => record.members.has(name))) return undefined;
  if (response && operation.method !== 'POST') return 'update';
  const isNamed = sent.view.members.has(verb) || /^(?:update|edit|modify|change|set|rename)/i.test(verb);
  return isNamed ? 'update' : undefined;
}

function keyPhrase({ key }: NamedCollection, rule: KeyRule | undefined): string {
  const where = rule?.in === 'path' ? `{${rule.name}}` : `${rule?.name} in the ${rule?.in}`;
  return key === undefined ? `${where} is a key that no member has` : `${where} is its ${key}`;
}
