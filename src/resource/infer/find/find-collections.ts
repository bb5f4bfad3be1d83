import type { SchemaView } from '../../../openapi/index.js';
import type { Found } from '../read/find-records.js';
import { nounOf } from '../read/nouns.js';
import { findShown, type OperationFacts, type Viewer, variableView } from '../read/operation-facts.js';
import { lastLiteral, shapeOf } from '../read/path.js';
import type { Position } from '../read/position.js';
import { canShowAs, isSameRecord } from '../read/same-record.js';
import { findKey } from './find-key.js';
import { type FoundCollection, findLister, findOperation, type Group, isCreate, isGet } from './found-collection.js';
import { groupPositions } from './group-positions.js';
import { createsAbsent, keepsAnything } from './item-deed.js';

/** The collections and singletons of a description, by the paths of its operations and the schemas of its bodies. */
export function findCollections(positions: readonly Position[], viewer: Viewer): FoundCollection[] {
  const groups = groupPositions(positions);
  const examined = groups.flatMap(group => examine(group, viewer) ?? []);
  const kept = examined.filter(({ group }) => group.variables.length > 0);
  const own: FoundCollection[] = [];
  for (const group of groups.filter(one => one.variables.length === 0)) {
    const keeper = findKeeper(group, kept);
    if (keeper) join(keeper, group, viewer);
    else own.push(...examined.filter(one => one.group === group));
  }
  return [...kept.flatMap(one => (isReachable(one) ? one : withoutItems(one))), ...own]
    .filter(one => one.group.variables.length > 0 || findLister(one.group))
    .concat(groups.flatMap(group => findSingleton(group) ?? []));
}

/** The collection of a group, if its operations list, show or change records. */
function examine(group: Group, viewer: Viewer): FoundCollection | undefined {
  const { whole, items, variables } = group;
  const lister = findLister(group);
  const creator = findOperation(whole, 'POST', 'create') ?? findOperation(whole, 'PUT');
  const created = creator && isCreate(creator, undefined) ? creator : undefined;
  const name = variables.at(-1);
  // an item path that only gives lists is a list by the variable
  if (items.length > 0 && items.every(({ facts }) => facts.list)) return undefined;
  if (items.length === 0 && !lister && !(created && name)) return undefined;
  const listed = lister?.list?.view;
  const getter = findOperation(items, 'GET', 'get');
  const shown = [getter && findShown(getter, listed)?.view, listed].flatMap(view => view ?? []);
  const written = [created?.record, ...changesOf(items, 'record'), created?.sent, ...changesOf(items, 'sent')];
  const read = shown.find(({ members }) => members.size > 0) ?? shown[0] ?? written.flatMap(one => one?.view ?? [])[0];
  if (!read) return undefined;
  const writers = [creator, ...items.map(({ facts }) => facts)].flatMap(one => one ?? []);
  const record = writers.flatMap(one => findWider(one, read) ?? [])[0] ?? read;
  const found = {
    group,
    record,
    key: keyOf(record, group, viewer),
    singleton: false,
    others: [],
    isWeak: shown.length === 0,
  };
  // a path below is of a record only if the response of the creation gives its key
  return items.length === 0 && !lister && found.key === undefined ? undefined : found;
}

/** What an operation responds with, if it is the record and more that clients send: an application with its public key. */
function findWider({ record: shown, sent }: OperationFacts, record: SchemaView): SchemaView | undefined {
  if (!shown || !sent) return undefined;
  const { members } = shown.view;
  const isWhole = [...record.members.keys()].every(name => members.has(name));
  const isMore = [...sent.view.members.keys()].some(name => members.has(name) && !record.members.has(name));
  return isWhole && isMore && record.members.size > 0 ? shown.view : undefined;
}

function changesOf(items: readonly Position[], side: 'record' | 'sent'): Found[] {
  return items.flatMap(({ facts }) => (['PUT', 'PATCH'].includes(facts.operation.method) ? (facts[side] ?? []) : []));
}

function keyOf(record: SchemaView, { items, variables, base }: Group, viewer: Viewer): string | undefined {
  const holder = items.find(one => one.variables.length > 0)?.facts;
  const name = variables.at(-1) ?? 'id';
  return findKey(record, { name, view: holder && variableView(holder, name, viewer), collection: lastLiteral(base) });
}

/** Whether requests can name its records: clients learn their keys from a list or a creation, or choose them. */
function isReachable(collection: FoundCollection): boolean {
  const { group, record, key, others } = collection;
  const { items } = group;
  const groups = [group, ...others];
  if (keepsAnything(collection)) return false;
  if (key !== undefined && groups.some(one => findLister(one, record))) return true;
  const isCreated = groups.some(({ whole }) =>
    whole.some(({ facts, verb }) => (!verb || verb === 'create') && !isGet(facts) && isCreate(facts, record)),
  );
  // records that no operation reads or deletes are as good as not kept
  const isUsed = items.length === 0 || items.some(({ facts }) => /GET|DELETE/.test(facts.operation.method));
  return isUsed && (isCreated || items.some(({ facts }) => createsAbsent(collection, facts)));
}

/** The same collection, if no request can name one of its records: all that is left is to list them. */
function withoutItems(collection: FoundCollection): FoundCollection {
  return { ...collection, group: { ...collection.group, items: [], variables: [] } };
}

/** The collection whose records a path without records below lists or creates. */
function findKeeper(group: Group, kept: readonly FoundCollection[]): FoundCollection | undefined {
  const above = kept.find(one => isDirectlyAbove(one.group, group) && findLister(group) && fits(group, one));
  if (above) return above;
  const noun = nounOf(lastLiteral(group.base));
  const [named] = kept
    .filter(one => one.group.noun === noun && fits(group, one))
    .toSorted((left, right) => commonParts(right, group) - commonParts(left, group));
  return named ?? findUnlisted(group, kept);
}

/** The only collection with the same schema as a list, if its own path does not list its records: `/search` for `/issue/{id}`. */
function findUnlisted(group: Group, kept: readonly FoundCollection[]): FoundCollection | undefined {
  const place = findLister(group)?.list?.view.place;
  if (place === undefined || group.base.some(part => 'variable' in part)) return undefined;
  const [only, ...others] = kept.filter(({ record }) => record.place === place);
  if (!only || others.length > 0 || findLister(only.group)) return undefined;
  return only.group.variables.length === 1 && only.group.base.every(part => 'literal' in part) ? only : undefined;
}

/** Whether only names stand between two paths: `/people` and `/people/search/byName`. */
function isDirectlyAbove({ base }: Group, below: Group): boolean {
  const length = below.base.length - base.length;
  if (length < 1 || length > 2 || below.base.slice(base.length).some(part => 'variable' in part)) return false;
  return shapeOf(below.base.slice(0, base.length)) === shapeOf(base);
}

/** Whether a path lists or creates records such as a collection keeps. */
function fits(group: Group, { record, isWeak, group: { whole } }: FoundCollection): boolean {
  const listed = findLister(group)?.list?.view;
  const creator = findOperation(group.whole, 'POST');
  if (listed) {
    const sent = isWeak ? findOperation(whole, 'POST')?.sent?.view : undefined;
    return canShowAs(record, listed) || (sent !== undefined && isSameRecord(sent, listed, 0.3));
  }
  const created = creator?.record?.view;
  return created !== undefined && isSameRecord(created, record, 0.7) && isCreate(creator as OperationFacts, record);
}

/** Adds a path to its keeper. If only that path shows the records, it says what they are. */
function join(keeper: FoundCollection, group: Group, viewer: Viewer): void {
  keeper.others.push(group);
  const listed = findLister(group)?.list?.view;
  if (!keeper.isWeak || !listed) return;
  keeper.isWeak = false;
  keeper.record = listed;
  keeper.key = keyOf(listed, keeper.group, viewer);
}

/** How many parts two paths have in common at their beginnings. */
function commonParts({ group }: FoundCollection, { shape }: Group): number {
  const one = group.shape.split('/');
  const other = shape.split('/');
  const at = one.findIndex((part, index) => part !== other[index]);
  return at < 0 ? one.length : at;
}

/** An object at a path that can be read, and replaced or changed. */
function findSingleton(group: Group): FoundCollection | undefined {
  const plain = group.whole.filter(({ verb }) => !verb);
  const record = findOperation(plain, 'GET')?.record?.view;
  if (!record) return undefined;
  const changes = plain.some(({ facts: { operation, sent } }) => {
    if (!['PUT', 'PATCH', 'POST'].includes(operation.method) || !sent) return false;
    return sent.view.members.size === 0 ? operation.method !== 'POST' : isSameRecord(sent.view, record, 0.4);
  });
  return changes ? { group, record, key: undefined, singleton: true, others: [], isWeak: false } : undefined;
}
