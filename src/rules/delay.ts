import type { JsonReader, Random } from '../kernel/index.js';

/** How long a response waits, in milliseconds: always the same, evenly distributed, or mostly short and sometimes long. */
export type Delay =
  | { type: 'fixed'; milliseconds: number }
  | { type: 'uniform'; lower: number; upper: number }
  | { type: 'lognormal'; median: number; sigma: number };

/** The longest delay, in milliseconds. */
export const MAX_DELAY = 30_000;

const RANGE = { min: 0, max: MAX_DELAY };
/** With a larger sigma, all delays are almost zero or the longest. */
const MAX_SIGMA = 10;

/** The members of a delay; each type has some of them. */
const WORDS = ['type', 'milliseconds', 'lower', 'upper', 'median', 'sigma'] as const;
type Readers = Readonly<Record<(typeof WORDS)[number], JsonReader>>;

/** Reads a delay: `{ "type": "fixed", "milliseconds": 200 }`. */
export function parseDelay(reader: JsonReader): Delay | undefined {
  if (reader.isAbsent) return undefined;
  const words = reader.object(WORDS);
  const type = words.type.required().word(['fixed', 'uniform', 'lognormal']);
  if (type === undefined) return undefined;
  const { own, read } = TYPES[type];
  for (const word of WORDS) {
    if (word !== 'type' && !own.includes(word) && !words[word].isAbsent)
      words[word].issue(`does not belong to ${type}.`);
  }
  return read(words);
}

const TYPES: Record<Delay['type'], { own: readonly string[]; read: (words: Readers) => Delay | undefined }> = {
  fixed: {
    own: ['milliseconds'],
    read: words => {
      const milliseconds = words.milliseconds.required().number(RANGE);
      return milliseconds === undefined ? undefined : { type: 'fixed', milliseconds };
    },
  },
  uniform: {
    own: ['lower', 'upper'],
    read: words => {
      const lower = words.lower.required().number(RANGE);
      const upper = words.upper.required().number(RANGE);
      if (lower === undefined || upper === undefined) return undefined;
      return lower > upper ? words.upper.issue('must not be less than lower.') : { type: 'uniform', lower, upper };
    },
  },
  lognormal: {
    own: ['median', 'sigma'],
    read: words => {
      const median = words.median.required().number(RANGE);
      const sigma = words.sigma.required().number({ min: 0, max: MAX_SIGMA });
      return median === undefined || sigma === undefined ? undefined : { type: 'lognormal', median, sigma };
    },
  },
};

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
