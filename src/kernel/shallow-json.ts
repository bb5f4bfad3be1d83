import { parseComparableJson } from './exact-numbers.js';
import { nestingDepth } from './json-text.js';

/** Nested deeper than this, JSON is taken for text: whoever walks through it could run out of stack. */
const MAX_DEPTH = 64;

/** The value of JSON text, with NaN for each number that would come back as another; undefined, which JSON never is, for any other text. */
export function parseShallowJson(text: string): unknown {
  try {
    const value = parseComparableJson(text);
    return nestingDepth(text) > MAX_DEPTH ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Whether every number in what `parseShallowJson` has read is as it was written. */
export function isExact(json: unknown): boolean {
  if (typeof json === 'number') return Number.isFinite(json);
  return json === null || typeof json !== 'object' || Object.values(json).every(isExact);
}

/** Whether a value of JSON could have stood in text that `parseShallowJson` reads. */
export function isShallow(json: unknown, deepest = MAX_DEPTH): boolean {
  if (json === null || typeof json !== 'object') return true;
  return deepest > 0 && Object.values(json).every(member => isShallow(member, deepest - 1));
}
