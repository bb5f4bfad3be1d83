import { findOperation } from '../find/found-collection.js';
import { isPartOf } from '../find/item-deed.js';
import type { NamedCollection } from '../find/resource-model.js';
import type { Position } from '../read/position.js';
import { bodiesOf, keysOf, type Placed, type ReasonedRule } from './reasoned-rule.js';

/** The rule of an operation on a record of which there is one, or one for each parent; undefined where it does something else. */
export function readSingletonRule(
  collection: NamedCollection,
  { facts, base }: Position,
  { model }: Placed,
): ReasonedRule | undefined {
  const does = deedOf(collection, facts);
  if (!does) return undefined;
  return {
    rule: {
      does,
      ...keysOf(collection, { base, variables: [], model }),
      ...bodiesOf(facts, collection, does === 'delete'),
    },
    follows: 'singleton',
    why: `${facts.title} ${PHRASES[does]} the only ${collection.name}.`,
  };
}

const PHRASES = { get: 'gives', replace: 'replaces', update: 'changes', delete: 'deletes' } as const;

function deedOf(collection: NamedCollection, facts: Position['facts']): keyof typeof PHRASES | undefined {
  const { whole } = collection.group;
  switch (facts.operation.method) {
    case 'GET':
      return 'get';
    case 'PUT': {
      if (!isPartOf(facts, collection)) return undefined;
      const isRequired = [...(facts.sent?.view.members.values() ?? [])].some(({ required }) => required);
      // after a deletion, only a replacement makes the record
      const isWhole = isRequired || findOperation(whole, 'PATCH') || findOperation(whole, 'DELETE');
      return isWhole ? 'replace' : 'update';
    }
    case 'PATCH':
      return isPartOf(facts, collection) ? 'update' : undefined;
    case 'POST':
      return isPartOf(facts, collection, 0.4) && !findOperation(whole, 'PUT') ? 'update' : undefined;
    case 'DELETE':
      return facts.list ? undefined : 'delete';
    default:
      return undefined;
  }
}
