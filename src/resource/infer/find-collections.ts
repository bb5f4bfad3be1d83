import { findKey } from './find-key.js';
import { type FoundCollection, findLister, findOperation, type Group, isCreate, isGet } from './found-collection.js';
import { isSameNoun, nounOf } from './nouns.js';
import { isDocumented, type Viewer, variableView } from './operation-facts.js';
import { type PathPart, shapeOf } from './path.js';
import { baseShape, type Position } from './position.js';
import { canShowAs, isSameRecord } from './same-record.js';

/** The collections and singletons of a description, by the paths of its operations and the schemas of its bodies. */
export function findCollections(positions: readonly Position[], viewer: Viewer): FoundCollection[] {
  const groups = groupPositions(positions);
  const examined = groups.flatMap(group => examine(group, viewer) ?? []);
  const kept = examined.filter(({ group }) => group.variables.length > 0);
  const own: FoundCollection[] = [];
  for (const group of groups.filter(one => one.variables.length === 0)) {
    const keeper = findKeeper(group, kept);
    if (keeper) keeper.others.push(group);
    else own.push(...examined.filter(one => one.group === group));
  }
  return [...kept.filter(isReachable), ...own.filter(({ group }) => findLister(group))].concat(
    groups.flatMap(group => findSingleton(group) ?? []),
  );
}

/** The groups in the order of the description. Procedures join the group whose paths have the same noun. */
function groupPositions(positions: readonly Position[]): Group[] {
  const byShape = new Map<string, Position[]>();
  const bases = new Map(positions.filter(({ verb }) => !verb).map(one => [baseShape(one), one.base]));
  for (const position of positions) {
    const shape = position.verb ? alikeShape(position.base, bases) : baseShape(position);
    byShape.set(shape, [...(byShape.get(shape) ?? []), position]);
  }
  const deeper = new Map<string, readonly string[]>();
  for (const { facts } of positions) {
    const parts = facts.parts ?? [];
    const end = parts.findLastIndex(part => 'variable' in part);
    if (end < 1 || end === parts.length - 1) continue;
    const part = parts[end];
    if (part && 'variable' in part) deeper.set(shapeOf(parts.slice(0, end)), [part.variable]);
  }
  return [...byShape].map(([shape, members]) => {
    const items = members.filter(({ variables, key }) => variables.length > 0 || key);
    const first = items.find(({ facts, variables }) => isGet(facts) && variables.length > 0);
    const named = (first ?? items.find(({ variables }) => variables.length > 0))?.variables;
    const variables = named ?? (items.length > 0 ? ['id'] : (deeper.get(shape) ?? []));
    return {
      base: members[0]?.base ?? [],
      shape,
      whole: members.filter(one => !items.includes(one)),
      items: items.filter(one => one.key || one.variables.length === variables.length),
      variables,
    };
  });
}

/** The shape of a path that has the same parts up to a name that is the same noun. */
function alikeShape(base: readonly PathPart[], bases: ReadonlyMap<string, readonly PathPart[]>): string {
  const shape = shapeOf(base);
  if (bases.has(shape)) return shape;
  const noun = lastLiteral(base);
  const before = shapeOf(base.slice(0, -1));
  for (const [other, parts] of bases) {
    if (shapeOf(parts.slice(0, -1)) === before && isSameNoun(lastLiteral(parts), noun)) return other;
  }
  return shapeOf([...base.slice(0, -1), { literal: nounOf(noun) }]);
}

function lastLiteral(parts: readonly PathPart[]): string {
  const last = parts.at(-1);
  return last && 'literal' in last ? last.literal : '';
}

/** The collection of a group, if its operations list, show or change records. */
function examine(group: Group, viewer: Viewer): FoundCollection | undefined {
  const { whole, items, variables } = group;
  const lister = findLister(group);
  const getter = findOperation(items, 'GET', 'get');
  const changers = items.map(({ facts }) => facts).filter(({ operation }) => operation.method !== 'GET');
  const creator = findOperation(whole, 'POST', 'create') ?? findOperation(whole, 'PUT');
  const created = creator && isCreate(creator, undefined) ? creator : undefined;
  const record =
    getter?.record?.view ??
    lister?.list?.view ??
    changers.flatMap(({ record }) => record?.view ?? [])[0] ??
    created?.record?.view ??
    created?.sent?.view ??
    changers.flatMap(({ sent }) => sent?.view ?? [])[0];
  const name = variables.at(-1);
  // an item path that only gives lists is a list by the variable
  if (items.length > 0 && items.every(({ facts }) => facts.list)) return undefined;
  if (!record || (items.length === 0 && !lister && !(created && name))) return undefined;
  const holder = items.find(one => one.variables.length > 0)?.facts;
  const view = holder && name ? variableView(holder, name, viewer) : undefined;
  const collection = lastLiteral(group.base);
  const key = findKey(record, { name: name ?? 'id', view, collection });
  // a path below is of a record only if the response of the creation gives its key
  if (items.length === 0 && !lister && key === undefined) return undefined;
  return { group, record, key, singleton: false, others: [] };
}

/** Whether clients can learn the keys of its records, or choose them. */
function isReachable({ group, record, others }: FoundCollection): boolean {
  const { whole, items } = group;
  if (others.some(other => findLister(other)) || findLister(group)) return true;
  if (whole.some(({ facts, verb }) => (!verb || verb === 'create') && !isGet(facts) && isCreate(facts, record)))
    return true;
  return items.some(({ facts }) => facts.operation.method === 'PUT' && (facts.request || isDocumented(facts, '201')));
}

/** The collection whose records a path without records below lists or creates. */
function findKeeper(group: Group, kept: readonly FoundCollection[]): FoundCollection | undefined {
  const lister = findLister(group);
  const view = lister?.list?.view;
  const creator = findOperation(group.whole, 'POST');
  const fits = ({ record }: FoundCollection, isNamed: boolean) => {
    if (!record) return false;
    if (view) return canShowAs(record, view);
    const created = creator?.record?.view;
    return isNamed && created !== undefined && isSameRecord(created, record, 0.7) && isCreate(creator as never, record);
  };
  const above = kept.find(one => one.group.shape === shapeOf(group.base.slice(0, -1)) && view && fits(one, false));
  if (above) return above;
  const name = lastLiteral(group.base);
  return kept
    .filter(one => isSameNoun(lastLiteral(one.group.base), name) && fits(one, true))
    .toSorted((left, right) => commonParts(right, group) - commonParts(left, group))[0];
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
  return changes ? { group, record, key: undefined, singleton: true, others: [] } : undefined;
}
