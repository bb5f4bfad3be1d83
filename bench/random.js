/**
 * Chance that can be had again: the same seed, the same choices.
 * @typedef {{ below(number: number): number, pick<T>(items: readonly T[]): T }} Random
 */

/**
 * Numbers that look random and follow from the seed (mulberry32).
 * @param {number} seed
 * @returns {Random}
 */
export function createRandom(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** @param {number} number */
  const below = number => Math.floor(next() * number);
  return {
    below,
    pick(items) {
      if (items.length === 0) throw new Error('Failed to pick: there is nothing to pick from.');
      return /** @type {(typeof items)[number]} */ (items[below(items.length)]);
    },
  };
}
