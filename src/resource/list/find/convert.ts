import { parseInstant } from '../../../kernel/index.js';
import type { SchemaView } from '../../../openapi/index.js';
import type { ColumnKind } from '../../../store/index.js';
import type { Comparison } from '../../list-rules.js';

/** A value as others of its kind compare with it; undefined where it cannot be compared. */
export type Comparable = number | string | undefined;

/** How the values of a member compare; undefined where that depends on each value. */
export function kindOf(view: SchemaView | undefined): ColumnKind | undefined {
  if (!view || view.types.size === 0) return undefined;
  if (!view.types.has('string')) return 'number';
  return view.format === 'date-time' || view.format === 'date' ? 'instant' : 'text';
}

/**
 * Converts what a request has: numbers and booleans may be text. Times of records are whole microseconds, so that a bound between
 * two of them is rounded to the one with which the comparison is right.
 */
export function convert(value: unknown, kind: ColumnKind, compare: Comparison = 'equal'): Comparable {
  if (kind === 'text') return textOf(value);
  if (kind === 'instant') {
    const rounding = compare === 'below' || compare === 'atLeast' ? 'up' : 'down';
    return typeof value === 'string' ? parseInstant(value, rounding) : undefined;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string') return undefined;
  if (value === 'true' || value === 'false') return Number(value === 'true');
  return /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(value) ? Number(value) : undefined;
}

/** The numbers that one part of a list of numbers and ranges means: 5, or from 1 to 5; undefined where it is neither. */
export function toRange(value: unknown): readonly [first: number, last: number] | undefined {
  const [, from, to = from] = RANGE.exec(String(value)) ?? [];
  const [first, last] = [convert(from, 'number'), convert(to, 'number')];
  return typeof first === 'number' && typeof last === 'number' ? [first, last] : undefined;
}

const RANGE = /^(-?\d+(?:\.\d+)?)(?:-(-?\d+(?:\.\d+)?))?$/;

/** Converts a value of a record; null and what is neither text nor a number cannot be compared. */
export function comparable(value: unknown, kind: ColumnKind | undefined): Comparable {
  if (typeof value === 'number' || typeof value === 'boolean') return kind === 'text' ? String(value) : Number(value);
  if (typeof value !== 'string') return undefined;
  return kind === 'instant' ? parseInstant(value) : kind === 'number' ? convert(value, kind) : value;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}
