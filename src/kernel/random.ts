/** Numbers from 0 up to but not 1 that look random, always the same for the same seed, which is any integer. */
export type Random = () => number;

/** A generator that is quick to make and good enough to play with (mulberry32); for secrets it is not. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
