import { viewAt } from './find-key.js';
import type { FoundCollection } from './found-collection.js';
import { isSameNoun, nounOf, wordsOf } from './nouns.js';
import { type PathPart, shapeOf } from './path.js';
import type { Position } from './position.js';

/** A collection with the name that it has in the rules. */
export type NamedCollection = FoundCollection & { name: string };

/** What an operation's path says of a parent. */
export type FoundParent = {
  /** The name of its collection, or else of the variable. */
  name: string;
  /** The path variable that has its key. */
  variable: string;
  collection: NamedCollection | undefined;
};

/** How members name the keys of a collection: with its noun, and `id` or the end of the name of its key. */
export type ReferenceTarget = {
  name: string;
  noun: string;
  tails: readonly string[];
  types: ReadonlySet<string> | undefined;
};

/** The collections of a description, by their paths. */
export type ResourceModel = {
  collections: readonly NamedCollection[];
  /** Those to whose records others can refer. */
  targets: readonly ReferenceTarget[];
  /** The collection on a path without a record's variable. */
  onBase(shape: string): NamedCollection | undefined;
  /** The collection or singleton of which an operation's own path is. */
  at(position: Position): NamedCollection | undefined;
  /** The collection whose record is at a path. */
  onItem(shape: string): NamedCollection | undefined;
  /** What the variables of a path are, the outermost first. */
  parents(parts: readonly PathPart[]): FoundParent[];
};

export function createModel(found: readonly FoundCollection[]): ResourceModel {
  const collections = nameCollections(found);
  const bases = new Map<string, NamedCollection>();
  const items = new Map<string, NamedCollection>();
  const singletons = new Map<Position, NamedCollection>();
  const kept = new Map<Position, NamedCollection>();
  for (const collection of collections) {
    const { group, others, singleton } = collection;
    if (singleton) {
      for (const position of group.whole) if (!position.facts.list) singletons.set(position, collection);
      continue;
    }
    for (const position of [group, ...others].flatMap(({ whole, items }) => [...whole, ...items])) {
      kept.set(position, collection);
    }
    for (const { shape } of [group, ...others]) if (!bases.has(shape)) bases.set(shape, collection);
    if (group.variables.length > 0) items.set(itemShape(group.shape, group.variables.length), collection);
  }
  return {
    collections,
    targets: collections.flatMap(({ name, key, record, group, singleton }) => {
      if (singleton || key === undefined || group.variables.length === 0) return [];
      return [{ name, noun: nounOf(name), tails: ['id', ...tailsOf(key)], types: viewAt(record, key)?.types }];
    }),
    onBase: shape => bases.get(shape),
    at: position => singletons.get(position) ?? kept.get(position),
    onItem: shape => items.get(shape),
    parents: parts =>
      parts.flatMap((part, at) => {
        if (!('variable' in part)) return [];
        const before = parts.slice(0, at + 1);
        const collection = items.get(shapeOf(before)) ?? findByNoun(collections, before);
        return [{ name: collection?.name ?? part.variable, variable: part.variable, collection }];
      }),
  };
}

/** The last word of a key, if it is more than `id` and a name: `sid` of `account_sid`. */
export function tailsOf(key: string | undefined): string[] {
  const tail = wordsOf(key?.split('.').at(-1) ?? '').at(-1);
  return tail === undefined || tail === 'id' || tail === 'name' ? [] : [tail];
}

export function itemShape(shape: string, variables: number): string {
  return `${shape === '/' ? '' : shape}${'/{}'.repeat(variables)}`;
}

/** The only collection of the name before a variable that has no parents itself: `/v2/users/{id}/posts` for `/v1/users`. */
function findByNoun(collections: readonly NamedCollection[], parts: readonly PathPart[]): NamedCollection | undefined {
  const literal = parts.at(-2);
  if (!literal || !('literal' in literal)) return undefined;
  const [only, ...others] = collections.filter(
    ({ group, singleton }) =>
      !singleton && group.variables.length === 1 && isSameNoun(lastLiteral(group.base) ?? '', literal.literal),
  );
  const isOutermost = only?.group.base.every(part => 'literal' in part);
  return others.length === 0 && isOutermost ? only : undefined;
}

/** Names are the last parts of paths; where two are equal, the part before it comes first. */
function nameCollections(found: readonly FoundCollection[]): NamedCollection[] {
  const literals = found.map(collection => {
    const names = collection.group.base.flatMap(part => ('literal' in part ? [part.literal] : []));
    return (names.length > 0 ? names : [rootName(collection)]).map(name => name.replace(/[^\w-]+/g, '-'));
  });
  const taken = new Set<string>();
  const count = (name: string) => literals.filter(names => names.at(-1) === name).length;
  return found.map((collection, at) => {
    const names = literals[at] as string[];
    let length = count(names.at(-1) as string) > 1 && names.length > 1 ? 2 : 1;
    // the one that is nearest to the root keeps the short name
    if (length === 2 && isNearest(found, literals, at)) length = 1;
    while (length < names.length && taken.has(names.slice(-length).join('-'))) length++;
    const wanted = names.slice(-length).join('-');
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
    taken.add(name);
    return { ...collection, name };
  });
}

function isNearest(found: readonly FoundCollection[], literals: readonly string[][], at: number): boolean {
  const depth = (index: number) => found[index]?.group.base.length ?? 0;
  const same = literals.flatMap((names, index) => (names.at(-1) === literals[at]?.at(-1) ? [index] : []));
  return same.every(index => index === at || depth(index) > depth(at));
}

function lastLiteral(parts: readonly PathPart[]): string | undefined {
  const last = parts.at(-1);
  return last && 'literal' in last ? last.literal : undefined;
}

/** The name of a collection at the root of an API: of the list in its response, or of its schema. */
function rootName({ group, record }: FoundCollection): string {
  const listed = group.whole.flatMap(({ facts }) => facts.list?.at.split('.').at(-1) ?? [])[0];
  const schema = record?.place.split('/').at(-1);
  const names = [listed, group.whole[0]?.facts.operation.tags[0], schema];
  return (
    names.find(name => name !== undefined && nounOf(name) !== '' && !/^(?:data|items|results|schema)$/.test(name)) ??
    'records'
  );
}
