import { inferList, inferWanted } from '../../list/infer-list.js';
import { foldName } from '../../list/names/fold-name.js';
import { listQueryParameters } from '../../list/names/query-parameters.js';
import type { OperationRule } from '../../resources.js';
import { findOperation, isCreate, isGet, isLister } from '../find/found-collection.js';
import { isPartOf } from '../find/item-deed.js';
import { itemShape, type NamedCollection } from '../find/resource-model.js';
import { isArray } from '../read/find-records.js';
import { nounOf } from '../read/nouns.js';
import { findSent, type OperationFacts } from '../read/operation-facts.js';
import type { Position } from '../read/position.js';
import { bodiesOf, keysOf, type Placed, type ReasonedRule, respond } from './reasoned-rule.js';

/** The rule of an operation on a collection, and not on one of its records. */
export function readWholeRule(collection: NamedCollection, position: Position, placed: Placed): ReasonedRule {
  const { facts, model } = placed;
  const { name } = collection;
  const { base } = position;
  const keys = keysOf(collection, { base, variables: [], model });
  if (facts.list && isLister(position, collection.record)) {
    const { unused, ...members } = inferList(facts.operation, { response: facts.list.at, item: facts.list.view });
    return {
      rule: { does: 'list', ...keys, response: facts.list.at, ...members },
      unused,
      follows: collection.group.variables.length > 0 ? 'collection' : 'list',
      why: `${facts.title} ${listPhrase(collection, facts)}.`,
    };
  }
  if (isGet(facts)) {
    return { ...respond('object', `${facts.title} gives something else than the ${name}.`), isDoubted: true };
  }
  if (creates(collection, position)) {
    const why = `${facts.title} creates one of the ${name}.`;
    return { rule: { does: 'create', ...keys, ...bodiesOf(facts, collection) }, follows: 'collection', why };
  }
  return (
    changeRule(collection, { facts, keys }) ??
    respond('collection action', `${facts.title} is not understood as a change of the ${name}.`)
  );
}

/** POST creates, or PUT where POST does not. */
function creates(collection: NamedCollection, { facts, verb }: Position): boolean {
  const { group, record } = collection;
  if (verb === 'create') return isCreate(facts, record);
  if (verb || isChoice(collection, facts)) return false;
  const { method } = facts.operation;
  if (method === 'POST') return isCreate(facts, record);
  const poster = findOperation(group.whole, 'POST', 'create');
  const isFree = !poster || !isCreate(poster, record);
  return method === 'PUT' && isFree && isCreate(facts, record) && !isFoundInBody(collection, facts);
}

/** Whether a request only chooses one of the records that are listed: `{"transition": {"id": "31"}}`. */
function isChoice({ group, record, key }: NamedCollection, facts: OperationFacts): boolean {
  const names = [...(findSent(facts, record)?.view.members.keys() ?? [])];
  return group.items.length === 0 && !facts.response && names.length === 1 && names[0] === key;
}

/** Whether a body names the record by its key, as in `PUT /pet`, and no POST on a record says that PUT creates. */
function isFoundInBody({ group, key }: NamedCollection, { sent }: OperationFacts): boolean {
  if (key === undefined || !sent?.view.members.has(key) || sent.view.members.get(key)?.readOnly) return false;
  return !findOperation(group.items, 'POST');
}

function changeRule(
  collection: NamedCollection,
  { facts, keys }: { facts: OperationFacts; keys: ReturnType<typeof keysOf> },
): ReasonedRule | undefined {
  const { method } = facts.operation;
  const { name, key, record } = collection;
  const rule = (does: OperationRule['does'], extra: Partial<OperationRule>, why: string): ReasonedRule => ({
    rule: { does, ...keys, ...bodiesOf(facts, collection, does === 'delete'), ...extra },
    follows: 'collection',
    why: `${facts.title} ${why}`,
  });
  const inBody = key !== undefined && facts.sent?.view.members.has(key) && isPartOf(facts, collection);
  if (inBody && (method === 'PUT' || method === 'PATCH')) {
    const does = method === 'PUT' ? 'replace' : 'update';
    const what = method === 'PUT' ? 'replaces' : 'changes';
    return rule(
      does,
      { key: { in: 'body', name: key } },
      `${what} the one of the ${name} whose ${key} is in the body.`,
    );
  }
  const parameter = keyParameter(collection, facts);
  if (parameter !== undefined && ['PUT', 'PATCH', 'DELETE'].includes(method)) {
    const does = method === 'DELETE' ? 'delete' : method === 'PUT' ? 'replace' : 'update';
    if (does === 'delete' || isPartOf(facts, collection)) {
      return rule(
        does,
        { key: { in: 'query', name: parameter } },
        `is about the one of the ${name} with the key ${parameter}.`,
      );
    }
  }
  const saysAll = facts.list ? facts.list.view.place === record.place : countsChanges(facts);
  if (
    method === 'PATCH' &&
    saysAll &&
    facts.sent &&
    facts.request &&
    !isArray(facts.request) &&
    isPartOf(facts, collection, 1)
  ) {
    return changeMany(rule('updateAll', facts.list ? { response: facts.list.at } : {}, `changes all ${name}`));
  }
  if (method === 'DELETE' && !facts.list && countsChanges(facts)) {
    return changeMany(rule('delete', {}, `deletes all ${name}`));
  }
  return undefined;

  /** The query says which records are changed; without one all are. */
  function changeMany(all: ReasonedRule): ReasonedRule {
    const { unused, ...wanted } = inferWanted(listQueryParameters(facts.operation), record);
    const isPart = wanted.filters || wanted.search;
    return {
      ...all,
      rule: { ...all.rule, ...wanted },
      unused,
      why: `${all.why}${isPart ? ' that the query finds' : ''}.`,
    };
  }
}

/** A required query parameter that has one key. */
function keyParameter({ key, name }: NamedCollection, { operation }: OperationFacts): string | undefined {
  const noun = nounOf(name);
  const names = [key ?? 'id', 'id', `${noun}id`, `${noun}key`].map(foldName);
  return operation.parameters.find(one => one.in === 'query' && one.required && names.includes(foldName(one.name)))
    ?.name;
}

/** Whether a response only says how many records have changed. */
function countsChanges({ record }: OperationFacts): boolean {
  const members = [...(record?.view.members.values() ?? [])];
  return members.some(
    ({ name, value }) =>
      value.types.has('integer') && /^(?:count|updated|modified|changed|affected|deleted|removed)/i.test(name),
  );
}

function listPhrase({ group, name, key }: NamedCollection, { operation }: OperationFacts): string {
  const getter = group.items.find(({ facts }) => isGet(facts))?.facts;
  if (getter?.operation.path.startsWith(operation.path)) {
    return `lists what ${getter.title} gives; its key is ${key ?? 'no member'}`;
  }
  return group.variables.length > 0 && itemShape(group.shape, 1) !== operation.path
    ? `lists the ${name}`
    : `lists ${name}, which have no paths of their own`;
}
