/** Returns numbers from 0 to below 1 that look random. The same seed, any integer, gives the same numbers. */
export type Random = () => number;

/** Creates a generator (mulberry32) that is fast and good enough for a mock, but not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
