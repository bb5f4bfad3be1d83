import type { Random } from '../kernel/index.js';

/** How long a response waits, in milliseconds: always the same, evenly distributed, or mostly short and sometimes long. */
export type Delay =
  | { type: 'fixed'; milliseconds: number }
  | { type: 'uniform'; lower: number; upper: number }
  | { type: 'lognormal'; median: number; sigma: number };

/** The longest delay, in milliseconds. */
export const MAX_DELAY = 30_000;

/** Draws how many milliseconds to wait this time, as a whole number. */
export function drawDelay(delay: Delay, random: Random): number {
  return Math.round(Math.min(drawMilliseconds(delay, random), MAX_DELAY));
}

function drawMilliseconds(delay: Delay, random: Random): number {
  if (delay.type === 'fixed') return delay.milliseconds;
  if (delay.type === 'uniform') return delay.lower + random() * (delay.upper - delay.lower);
  return delay.median * Math.exp(delay.sigma * drawNormal(random));
}

/** Draws from the normal distribution with mean 0 and deviation 1 (the Box-Muller transform). */
function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
