import type { Faker, FakerOptions } from '@faker-js/faker';
import { faker as english } from '@faker-js/faker/locale/en';
import { createRandom, type Random } from '../../../kernel/index.js';

/** Where the chance of one value comes from. The same key gives the same draws. */
export type Source = {
  faker: Faker;
  random: Random;
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  pick<Item>(items: readonly Item[]): Item | undefined;
};

let random: Random = createRandom(0);

// A faker takes about a hundred times as long to make, or to seed, as a value. One faker draws from whatever source is in use.
const OwnFaker = english.constructor as new (options: FakerOptions) => Faker;
const faker = new OwnFaker({
  locale: english.rawDefinitions,
  randomizer: { next: () => random(), seed: () => undefined },
});

/** Starts the draws of a key again. Only the source that was started last may be used, so values are made one after another. */
export function startSource(key: string): Source {
  const drawn = createRandom(hash(key));
  random = drawn;
  return {
    faker,
    random: drawn,
    integer: (low, high) => low + Math.floor(drawn() * (high - low + 1)),
    pick: <Item>(items: readonly Item[]) => items[Math.floor(drawn() * items.length)] as Item,
  };
}

/** FNV-1a: keys that differ in one character give unlike seeds. */
function hash(text: string): number {
  let hashed = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hashed = Math.imul(hashed ^ text.charCodeAt(at), 0x01000193);
  return hashed;
}
