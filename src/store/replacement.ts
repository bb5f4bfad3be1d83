import type { Collection } from './collection.js';
import { type About, Data } from './data.js';
import { newGenerations } from './generations.js';

/** Collections that are to take the place of those of the same names, and the next ids that go with them. */
export type Replacement = {
  collections: ReadonlyMap<string, Collection>;
  next(before: Data): Readonly<Record<string, number>>;
  /** What changes in what is known about the data. */
  about?: Pick<About, 'scenario'>;
  /** Throws where it must not take any place any more. */
  assertWanted?(): void;
};

/** What makes of any data these. */
export function replacementBy(data: Data): Replacement {
  return { collections: data.collections, next: () => data.next };
}

/** The data with copies of the new collections in the place of theirs. */
export function replaced(before: Data, { collections, next, about }: Replacement): Data {
  const copies = [...collections].map(([name, each]) => [name, each.fork()] as const);
  return new Data(
    aboutReplaced({ ...before.about, ...about }, collections.keys()),
    next(before),
    new Map([...before.collections, ...copies]),
  );
}

function aboutReplaced({ generations, copied, ...about }: About, names: Iterable<string>): About {
  const drawn = newGenerations(names);
  const still = Object.entries(copied ?? {}).filter(([name]) => !(name in drawn));
  return {
    ...about,
    generations: { ...generations, ...drawn },
    ...(still.length > 0 && { copied: Object.fromEntries(still) }),
  };
}

/** The next ids of data whose records of some collections go: ids that these have, or had, are not given again. */
export function nextIdsWithout(data: Data, names: Iterable<string>): Record<string, number> {
  const ids = [...names].map(name => [name, data.nextId(name)] as const);
  // collections whose keys are no numbers give out none
  return { ...data.next, ...Object.fromEntries(ids.filter(([, id]) => Number.isSafeInteger(id))) };
}
