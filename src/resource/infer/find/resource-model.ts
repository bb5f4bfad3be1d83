import { nounOf, wordsOf } from '../read/nouns.js';
import { type PathPart, shapeOf } from '../read/path.js';
import type { Position } from '../read/position.js';
import type { FoundCollection } from './found-collection.js';

/** A collection with the name that it has in the rules. */
export type NamedCollection = FoundCollection & {
  name: string;
  /** The last name of its path in the singular: `pet`. */
  noun: string;
};

/** What an operation's path says of a parent. */
export type FoundParent = {
  /** The name of its collection, or else of the variable. */
  name: string;
  /** The path variable that has its key. */
  variable: string;
  collection: NamedCollection | undefined;
};

/** The collections of a description, by their paths. */
export type ResourceModel = {
  collections: readonly NamedCollection[];
  /** The collection that a member is named after, by the words of the member without spaces: `customerid`. */
  referredBy(words: string): NamedCollection | undefined;
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
  const owners = new Map<Position, NamedCollection>();
  for (const collection of collections) {
    const { group, others, singleton } = collection;
    if (singleton) {
      for (const position of group.whole) if (!position.facts.list) singletons.set(position, collection);
      continue;
    }
    for (const position of [group, ...others].flatMap(({ whole, items }) => [...whole, ...items])) {
      owners.set(position, collection);
    }
    for (const { shape } of [group, ...others]) if (!bases.has(shape)) bases.set(shape, collection);
    if (group.variables.length > 0) items.set(itemShape(group.shape, group.variables.length), collection);
  }
  const kept = collections.filter(({ singleton, group }) => !singleton && group.variables.length > 0);
  const references = new Map(
    kept
      .toReversed()
      .flatMap(one =>
        one.key === undefined ? [] : ['id', ...tailsOf(one.key)].map(tail => [one.noun + tail, one] as const),
      ),
  );
  const outermost = groupByNoun(kept.filter(({ group }) => group.base.every(part => 'literal' in part)));
  return {
    collections,
    referredBy: words => references.get(words),
    onBase: shape => bases.get(shape),
    at: position => singletons.get(position) ?? owners.get(position),
    onItem: shape => items.get(shape),
    parents: parts =>
      parts.flatMap((part, at) => {
        if (!('variable' in part)) return [];
        const before = parts.slice(0, at + 1);
        const collection = items.get(shapeOf(before)) ?? findByNoun(outermost, before);
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

function groupByNoun<T extends { noun: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(one.noun, [...(groups.get(one.noun) ?? []), one]);
  return groups;
}

/** The only collection of the name before a variable: `/v2/blogs/{id}/posts` for `/v1/blogs`. */
function findByNoun(
  outermost: ReadonlyMap<string, readonly NamedCollection[]>,
  parts: readonly PathPart[],
): NamedCollection | undefined {
  const literal = parts.at(-2);
  const [only, ...others] = literal && 'literal' in literal ? (outermost.get(nounOf(literal.literal)) ?? []) : [];
  return others.length === 0 && only?.group.variables.length === 1 ? only : undefined;
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
    return { ...collection, name, noun: nounOf(names.at(-1) as string) };
  });
}

function isNearest(found: readonly FoundCollection[], literals: readonly string[][], at: number): boolean {
  const depth = (index: number) => found[index]?.group.base.length ?? 0;
  const same = literals.flatMap((names, index) => (names.at(-1) === literals[at]?.at(-1) ? [index] : []));
  return same.every(index => index === at || depth(index) > depth(at));
}

/** The name of a collection at the root of an API: of the list in its response, or of its schema. */
function rootName({ group, record }: FoundCollection): string {
  const listed = group.whole.flatMap(({ facts }) => facts.list?.at.split('.').at(-1) ?? [])[0];
  const schema = record.place.split('/').at(-1);
  const names = [listed, group.whole[0]?.facts.operation.tags[0], schema];
  return (
    names.find(name => name !== undefined && nounOf(name) !== '' && !/^(?:data|items|results|schema)$/.test(name)) ??
    'records'
  );
}
