import { Problem } from '../kernel/index.js';
import { createInputValidator, describeIssues } from '../openapi/index.js';
import type { KnownViolation, Report } from './model/report.js';
import { formatKey, sortViolations } from './model/violations.js';

/** The violations that a team expects, each with a reason. */
export type ViolationBaseline = { violations: readonly KnownViolation[] };

const FILLED = { type: 'string', pattern: '\\S', title: 'text that is not empty' };

const validateBaseline = createInputValidator({
  type: 'object',
  required: ['violations'],
  additionalProperties: false,
  properties: {
    violations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['check', 'operation', 'statement', 'reason'],
        additionalProperties: false,
        properties: { check: FILLED, operation: FILLED, parameter: FILLED, statement: FILLED, reason: FILLED },
      },
    },
  },
});

/** Reads a baseline file. Throws `option-invalid`, which names everything that is wrong with the file. */
export function readBaseline(text: string): ViolationBaseline {
  const value = parse(text) as ViolationBaseline;
  const issues = describeIssues(validateBaseline(value));
  const all = issues.length > 0 ? issues : listRepeats(value.violations);
  if (all.length > 0) throw baselineProblem(all.join(' '));
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw baselineProblem(`it is not JSON (${(cause as Error).message}).`, cause);
  }
}

function listRepeats(entries: readonly KnownViolation[]): string[] {
  const keys = entries.map(formatKey);
  return keys.flatMap((key, at) => {
    const first = keys.indexOf(key);
    return first < at ? [`/violations/${at} repeats /violations/${first}.`] : [];
  });
}

function baselineProblem(why: string, cause?: unknown): Problem {
  return new Problem('option-invalid', `The baseline cannot be used: ${why}`, {
    fix: 'Correct the file, or delete it and create a new one with --update-baseline.',
    cause,
  });
}

/**
 * Formats the baseline that follows from a report. Entries of the previous baseline stay with their reasons, except those
 * that are resolved; new violations are added if they are not flaky, with the date of the run (`2026-11-21`). The report
 * must be created with the same previous baseline, which decides what is resolved.
 */
export function formatBaseline(
  { violations, resolved }: Report,
  { date, previous }: { date: string; previous?: ViolationBaseline },
): string {
  const gone = new Set(resolved.map(formatKey));
  const kept = (previous?.violations ?? []).filter(entry => !gone.has(formatKey(entry)));
  const known = new Set(kept.map(formatKey));
  const found = violations
    .filter(violation => !violation.flaky && !known.has(formatKey(violation)))
    .map(violation => ({ ...violation, reason: `Found on ${date}; not yet explained.` }));
  return `${JSON.stringify({ violations: sortViolations([...kept, ...found].map(createEntry)) }, undefined, 2)}\n`;
}

function createEntry({ check, operation, parameter, statement, reason }: KnownViolation): KnownViolation {
  return { check, operation, ...(parameter !== undefined && { parameter }), statement, reason };
}
