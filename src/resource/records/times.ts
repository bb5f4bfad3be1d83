import { formatInstant, type Instant } from '../../kernel/index.js';
import type { SchemaView } from '../../openapi/index.js';

/** A time as a member has it. `like` is a time as the API writes them. */
export function formatTime(instant: Instant, view: SchemaView | undefined, like?: string): string | number {
  return timeWriter(view, like)(instant);
}

/**
 * Creates what writes times as a member has them: a date-time or a date, or seconds or milliseconds since 1970, as its type and
 * examples say. `like` is a time as the API writes them.
 */
export function timeWriter(view: SchemaView | undefined, like?: string): (instant: Instant) => string | number {
  if (view && !view.types.has('string') && (view.types.has('integer') || view.types.has('number'))) {
    const unit = isInMilliseconds(view) ? 1000 : 1e6;
    return instant => Math.floor(instant / unit);
  }
  const example = like ?? view?.examples.find(example => typeof example === 'string');
  const isDate = view?.format === 'date' || (typeof example === 'string' && /^\d{4}-\d\d-\d\d$/.test(example));
  if (isDate) return instant => textOf(instant).slice(0, 10);
  const parts = typeof example === 'string' ? FORM.exec(example) : null;
  if (!parts) return textOf;
  const [, between = 'T', fraction, zone = ''] = parts;
  const { length } = fraction ?? '';
  if (between === 'T' && length === '.123456'.length && zone === '+00:00') return formatInstant;
  return instant => {
    const text = textOf(instant);
    const decimals = length === 0 ? '' : `.${decimalsOf(instant).padEnd(length - 1, '0')}`.slice(0, length);
    return `${text.slice(0, 10)}${between}${text.slice(11, 19)}${decimals}${zone}`;
  };
}

const FORM = /^\d{4}-\d\d-\d\d([Tt ])\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:?00)?$/;

function textOf(instant: Instant): string {
  return new Date(Math.floor(instant / 1000)).toISOString();
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
