import type { KeyRule } from '../resources.js';
import { findSets } from './find-sets.js';
import { findOperation, isCreate } from './found-collection.js';
import { isDocumented, type OperationFacts } from './operation-facts.js';
import type { PathPart } from './path.js';
import type { Position } from './position.js';
import { bodiesOf, isPartOf, keysOf, type Placed, type ReasonedRule } from './reasoned-rule.js';
import type { NamedCollection } from './resource-model.js';

/** The rule of an operation on one record of a collection. */
export function readItemRule(collection: NamedCollection, position: Position, { facts, model }: Placed): ReasonedRule {
  const { base, variables, key } = position;
  const keys = keysOf(collection, { base, variables, model, ...(key && { key }) });
  const does = deedOf(collection, position);
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
  const last = rest.at(-1);
  const verb = last && 'literal' in last ? last.literal : '';
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

type ItemDeed = 'get' | 'replace' | 'update' | 'delete' | 'action';

const PHRASES: Record<ItemDeed, string> = {
  get: 'gives',
  replace: 'replaces',
  update: 'changes',
  delete: 'deletes',
  action: 'is about',
};

function deedOf(collection: NamedCollection, { facts, verb }: Position): ItemDeed {
  if (verb && verb !== 'list' && verb !== 'create') return verb;
  const { operation, request, response, record, list } = facts;
  switch (operation.method) {
    case 'GET':
    case 'HEAD':
      return list || (response && !record) ? 'action' : 'get';
    case 'PUT':
      if (createsAbsent(collection, facts)) return 'replace';
      return isPartOf(facts, collection) ? (isPartial(collection, facts) ? 'update' : 'replace') : 'action';
    case 'PATCH':
      return isPartOf(facts, collection) || isPatch(facts) ? 'update' : 'action';
    case 'POST':
      return request
        ? isPartOf(facts, collection, 0.5)
          ? 'update'
          : 'action'
        : hasOwnParameters(collection, facts)
          ? 'update'
          : 'action';
    case 'DELETE':
      return 'delete';
    default:
      return 'action';
  }
}

/** Whether a PUT creates what does not exist: it says so with 201, or nothing else creates records and clients choose the key. */
function createsAbsent(collection: NamedCollection, facts: OperationFacts): boolean {
  const { operation, record, response, request } = facts;
  if (operation.method !== 'PUT' || (response && !record) || (request && !isPartOf(facts, collection, 0.3)))
    return false;
  if (isDocumented(facts, '201')) return true;
  const { group, others } = collection;
  const isCreated = [group, ...others].some(({ whole }) =>
    whole.some(one => one.facts.operation.method !== 'GET' && isCreate(one.facts, collection.record)),
  );
  return !isCreated;
}

/** Whether a PUT changes what it is sent: there is no PATCH, and it requires nothing that a creation requires. */
function isPartial({ group, record }: NamedCollection, { sent }: OperationFacts): boolean {
  if (findOperation(group.items, 'PATCH') || !sent || sent.view.members.size === 0) return false;
  const created = findOperation(group.whole, 'POST', 'create')?.sent?.view ?? record;
  const isRequired = [...sent.view.members.values()].some(({ required }) => required);
  const wanted = [...(created?.members.values() ?? [])].filter(({ required, readOnly }) => required && !readOnly);
  return !isRequired && wanted.length > 0;
}

/** Whether a request has a list of changes as JSON Patch, or any object as a merge patch. */
function isPatch({ operation }: OperationFacts): boolean {
  return (operation.body?.contents ?? []).some(({ mediaType }) => /patch\+json/i.test(mediaType));
}

/** Whether query parameters have the names of members, as in a form: `POST /pet/{petId}?name=…`. */
function hasOwnParameters({ record }: NamedCollection, { operation }: OperationFacts): boolean {
  const query = operation.parameters.filter(one => one.in === 'query');
  return query.length > 0 && query.every(({ name }) => record?.members.has(name));
}

/** What an operation does to the record above its path, if its bodies are of that record: `PATCH /pods/{name}/status`. */
function viewDeed(collection: NamedCollection, facts: OperationFacts, verb: string): 'get' | 'update' | undefined {
  const { record } = collection;
  const { operation, sent, record: shown, list, response } = facts;
  if (!record || record.members.size === 0 || list) return undefined;
  if (operation.method === 'GET') return shown?.view.place === record.place ? 'get' : undefined;
  if (!['PUT', 'PATCH', 'POST'].includes(operation.method) || !sent || sent.view.members.size === 0) return undefined;
  if (response && shown?.view.place !== record.place) return undefined;
  if (![...sent.view.members.keys()].every(name => record.members.has(name))) return undefined;
  const isNamed = sent.view.members.has(verb) || /^(?:update|edit|modify|change|set|rename)/i.test(verb);
  return operation.method !== 'POST' || isNamed ? 'update' : undefined;
}

function keyPhrase({ key }: NamedCollection, rule: KeyRule | undefined): string {
  const where = rule?.in === 'path' ? `{${rule.name}}` : `${rule?.name} in the ${rule?.in}`;
  return key === undefined ? `${where} is a key that no member has` : `${where} is its ${key}`;
}
