import { type Context, Pending } from './case.js';

/** Nothing could be put in the place of a pending value: the target showed no such thing. */
export class Unlearned extends Error {}

/** A value with all that is pending in it filled in. Throws `Unlearned`. */
export function filled<K>(value: unknown, context: Context<K>): unknown {
  if (value instanceof Pending) {
    const found = value.from(context);
    if (found === undefined) throw new Unlearned(value.what);
    return found;
  }
  if (Array.isArray(value)) return value.map(item => filled(item, context));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, context)]));
}

/** A value with placeholders for all that is pending in it, as a plan prints it. */
export function sketched(value: unknown): unknown {
  if (value instanceof Pending) return value.placeholder;
  if (Array.isArray(value)) return value.map(sketched);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sketched(inner)]));
}
