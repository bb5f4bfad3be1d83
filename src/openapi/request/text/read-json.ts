import { describeInexactNumber, nestingDepth, parseExactJson } from '../../../kernel/index.js';
import type { ReadValue } from './text-tree.js';

/** Reads JSON text. NaN replaces each number that JavaScript cannot keep; each is an issue. */
export function readJsonText(text: string, maxDepth: number): ReadValue {
  if (nestingDepth(text) > maxDepth) {
    const message = `must not be nested deeper than ${maxDepth} levels`;
    return { read: undefined, issues: [{ path: [], message, expected: 'shallower' }] };
  }
  try {
    const { value, inexact } = parseExactJson(text);
    const issues = inexact.map(number => {
      const { path, written } = number;
      return { path, message: describeInexactNumber(number), expected: 'number' as const, value: written };
    });
    return issues.length === 0 ? { read: value } : { read: value, issues };
  } catch {
    return { read: undefined, issues: [{ path: [], message: 'must be valid JSON', expected: 'json' }] };
  }
}
