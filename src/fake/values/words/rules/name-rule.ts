import type { Draw } from '../by-format.js';

/** What a rule knows of the value that it makes. */
export type Named = Draw & {
  /** The name of the member, in words: `first name`. */
  name: string;
  /** The name of what the member belongs to, in words: `customer`. */
  owner: string;
  /** The format of the text, where the schema gives one. */
  format: string | undefined;
};

export type Maker<Value> = (named: Named) => Value;

/** Makes values for members whose name, in lower-case words, matches: `first name`. Makers that follow are tried where the first does not fit. */
export type NameRule = {
  name: RegExp;
  texts?: readonly Maker<string>[];
  number?: Maker<number>;
  boolean?: Maker<boolean>;
};

/** Picks one of a list. */
export function oneOf<Item>(...items: readonly [Item, ...Item[]]): Maker<Item> {
  return ({ source }) => source.pick(items);
}

/** A whole number from `low` to `high`. */
export function between(low: number, high: number): Maker<number> {
  return ({ source }) => source.integer(low, high);
}
