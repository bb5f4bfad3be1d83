import type { Instant } from '../../kernel/index.js';
import type { SchemaView } from '../../openapi/index.js';

/**
 * A time as a member has it: a date-time or a date, or seconds or milliseconds since 1970, as its type and examples say. `like` is a time
 * as the API writes them.
 */
export function formatTime(instant: Instant, view: SchemaView | undefined, like?: string): string | number {
  const milliseconds = Math.floor(instant / 1000);
  if (view && !view.types.has('string') && (view.types.has('integer') || view.types.has('number'))) {
    return isInMilliseconds(view) ? milliseconds : Math.floor(milliseconds / 1000);
  }
  const text = new Date(milliseconds).toISOString();
  if (view?.format === 'date') return text.slice(0, 10);
  const example = like ?? view?.examples.find(example => typeof example === 'string');
  if (typeof example !== 'string') return text;
  if (/^\d{4}-\d\d-\d\d$/.test(example)) return text.slice(0, 10);
  const parts = /^\d{4}-\d\d-\d\d([Tt ])\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:?00)?$/.exec(example);
  if (!parts) return text;
  const [, between = 'T', fraction, zone = ''] = parts;
  const decimals = fraction === undefined ? '' : `.${decimalsOf(instant).padEnd(fraction.length - 1, '0')}`;
  return `${text.slice(0, 10)}${between}${text.slice(11, 19)}${decimals.slice(0, fraction?.length ?? 0)}${zone}`;
}

/** The microseconds of a time, as six digits. */
function decimalsOf(instant: Instant): string {
  return String(((instant % 1e6) + 1e6) % 1e6).padStart(6, '0');
}

/** The instant that a member has; undefined where its value is no time. */
export function readTime(value: unknown): Instant | undefined {
  if (typeof value === 'number') return value * (value > FIRST_MILLISECONDS ? 1000 : 1e6);
  const milliseconds = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds * 1000;
}

/** Whether a member that is a time is one by its type. */
export function isTime({ format, types }: SchemaView): boolean {
  return types.has('string') && (format === 'date-time' || format === 'date');
}

/** As seconds, this is in the year 5138; as milliseconds, in 1973. */
const FIRST_MILLISECONDS = 1e11;

function isInMilliseconds({ examples, format, minimum }: SchemaView): boolean {
  const known = [...examples, minimum].find(value => typeof value === 'number' && value > 0);
  return known === undefined ? format === 'int64' : Number(known) > FIRST_MILLISECONDS;
}
