import { nestingDepth } from '../kernel/index.js';

/** Nested deeper than this, JSON is taken for text: whoever walks through it could run out of stack. */
const DEEPEST = 64;

/** The value of JSON text; undefined, which JSON never is, for any other text. */
export function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return nestingDepth(text) > DEEPEST ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Whether a value of JSON could have stood in text that `jsonOf` reads. */
export function isShallow(json: unknown, deepest = DEEPEST): boolean {
  if (json === null || typeof json !== 'object') return true;
  return deepest > 0 && Object.values(json).every(member => isShallow(member, deepest - 1));
}
