import { parseComparableJson } from './exact-numbers.js';
import { nestingDepth } from './json-text.js';

/** JSON that is nested deeper than this counts as text: recursive code could overflow the stack. */
const MAX_DEPTH = 64;

/** Parses JSON text, with NaN for each number that JavaScript would change; undefined for text that is not JSON. */
export function parseShallowJson(text: string): unknown {
  try {
    const value = parseComparableJson(text);
    return nestingDepth(text) > MAX_DEPTH ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Whether JavaScript kept all numbers of a value from `parseShallowJson`. */
export function isExact(json: unknown): boolean {
  if (typeof json === 'number') return Number.isFinite(json);
  return json === null || typeof json !== 'object' || Object.values(json).every(isExact);
}

/** Whether a JSON value is nested no deeper than `parseShallowJson` accepts. */
export function isShallow(json: unknown, deepest = MAX_DEPTH): boolean {
  if (json === null || typeof json !== 'object') return true;
  return deepest > 0 && Object.values(json).every(member => isShallow(member, deepest - 1));
}
