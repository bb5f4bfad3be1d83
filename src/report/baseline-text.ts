import type { Baseline, KnownViolation } from './baseline.js';
import { inOrder, keyOf } from './order.js';
import type { Report } from './report.js';

/**
 * The baseline that a report leads to, as a file: what the previous one knows keeps its reason, whether it occurs or
 * was not put to the test; what is resolved goes; what is new and not flaky comes, found on that date (`2026-11-21`).
 * The report has to be made with the same previous baseline, which says what is resolved.
 */
export function baselineText(
  { violations, resolved }: Report,
  { date, previous }: { date: string; previous?: Baseline },
): string {
  const gone = new Set(resolved.map(keyOf));
  const kept = (previous?.violations ?? []).filter(entry => !gone.has(keyOf(entry)));
  const known = new Set(kept.map(keyOf));
  const found = violations
    .filter(violation => !violation.flaky && !known.has(keyOf(violation)))
    .map(violation => ({ ...violation, reason: `Found on ${date}; not yet explained.` }));
  return `${JSON.stringify({ violations: inOrder([...kept, ...found].map(entryOf)) }, undefined, 2)}\n`;
}

function entryOf({ check, operation, parameter, statement, reason }: KnownViolation): KnownViolation {
  return { check, operation, ...(parameter !== undefined && { parameter }), statement, reason };
}
