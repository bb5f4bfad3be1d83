import type { Constraints } from '../schema/constraints.js';
import { commonMultiple, isMultiple } from '../schema/decimals.js';
import type { Source } from '../words/source.js';

const MAX_TRIES = 60;

/** Makes a number within the limits, the wished one if it fits; undefined where there is none. */
export function makeNumber(constraints: Constraints, source: Source, wish: number | undefined): number | undefined {
  const fits = createTest(constraints);
  if (wish !== undefined && fits(wish)) return wish;
  const wantsInteger = constraints.kinds.has('integer') && !constraints.kinds.has('fraction');
  const steps = wantsInteger ? [...constraints.multiples, 1] : constraints.multiples;
  const draw = steps.length > 0 ? createSteps(constraints, steps, source) : createFractions(constraints, source);
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const value = draw(attempt);
    if (fits(value)) return value;
  }
  return undefined;
}

function createTest({ kinds, minimum, above, maximum, below, multiples }: Constraints): (value: number) => boolean {
  return value =>
    Number.isFinite(value) &&
    kinds.has(Number.isInteger(value) ? 'integer' : 'fraction') &&
    value >= minimum &&
    value > above &&
    value <= maximum &&
    value < below &&
    multiples.every(step => isMultiple(value, step));
}

/** The part of the allowed range to draw from: near 1 to 1,000 if that is allowed. */
function findRange({ minimum, above, maximum, below }: Constraints): [low: number, high: number] {
  const [low, high] = [Math.max(minimum, above), Math.min(maximum, below)];
  if (low <= 1 && high > 1)
    return [low === 0 && high <= 10 ? low : Math.max(low, high < 2 ? low : 1), Math.min(high, 1_000)];
  if (Number.isFinite(low)) return [low, Math.min(high, low + Math.max(1_000, Math.abs(low) / 10))];
  return [Math.max(low, high - 1_000), high];
}

/** Draws multiples of all steps, later from one end of the range. */
function createSteps(
  constraints: Constraints,
  steps: readonly number[],
  { integer }: Source,
): (attempt: number) => number {
  const { step, decimals } = commonMultiple(steps);
  const timesIn = ([low, high]: readonly [number, number]) => [Math.ceil(low / step), Math.floor(high / step)] as const;
  const [low, high] = findRange(constraints);
  let [first, last] = timesIn([low, high]);
  if (last - first < 3) {
    const limit = step * 1_000;
    const [least, most] = [
      Math.max(constraints.minimum, constraints.above),
      Math.min(constraints.maximum, constraints.below),
    ];
    const base = Number.isFinite(least) ? least : Number.isFinite(most) ? most - limit : 0;
    [first, last] = timesIn([base, Math.min(most, base + limit)]);
  }
  // Rounding may have cut off the multiple at an end.
  return attempt => {
    const times =
      attempt < MAX_TRIES / 2 ? integer(first, Math.max(first, last)) : first - 1 + (attempt - MAX_TRIES / 2);
    return Number((times * step).toFixed(decimals));
  };
}

/** Draws numbers with two decimals, with more if the range is narrow. */
function createFractions(constraints: Constraints, { random }: Source): (attempt: number) => number {
  const [low, high] = findRange(constraints);
  return attempt => {
    if (attempt === MAX_TRIES - 1) return low;
    const value = low + random() * (high - low);
    return attempt < 40 ? Number(value.toFixed(attempt < 8 ? 2 : Math.min(attempt / 2, 20))) : value;
  };
}
