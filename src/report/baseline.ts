import { isObject, Problem } from '../kernel/index.js';
import type { KnownViolation, Report } from './model/report.js';
import { formatKey, sortViolations } from './model/violations.js';

/** The violations that a team expects, each with a reason. */
export type ViolationBaseline = { violations: readonly KnownViolation[] };

const NEEDED = ['check', 'operation', 'statement', 'reason'] as const;
const ALLOWED: readonly string[] = [...NEEDED, 'parameter'];

/** Reads a baseline file. Throws `option-invalid`, which names everything that is wrong with the file. */
export function readBaseline(text: string): ViolationBaseline {
  const value = parse(text);
  const issues = isObject(value) ? listIssues(value) : ['it is not an object with a list "violations"'];
  if (issues.length > 0) throw baselineProblem(issues.join('; '));
  return value as ViolationBaseline;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw baselineProblem(`it is not JSON (${(cause as Error).message})`, cause);
  }
}

function listIssues({ violations, ...others }: Record<string, unknown>): string[] {
  const unknown = Object.keys(others).map(key => `it has the unknown key ${JSON.stringify(key)}`);
  if (!Array.isArray(violations)) return [...unknown, 'it has no list "violations"'];
  const entries = violations.flatMap((entry, at) => listEntryIssues(entry).map(issue => `entry ${at + 1} ${issue}`));
  return [...unknown, ...entries, ...(entries.length === 0 ? listRepeats(violations) : [])];
}

function listEntryIssues(entry: unknown): string[] {
  if (!isObject(entry)) return ['is not an object'];
  const lacking = NEEDED.filter(key => !isFilled(entry[key])).map(key => `has no ${key}`);
  const parameter =
    entry.parameter === undefined || isFilled(entry.parameter) ? [] : ['has a parameter without a name'];
  const unknown = Object.keys(entry).filter(key => !ALLOWED.includes(key));
  return [...lacking, ...parameter, ...unknown.map(key => `has the unknown key ${JSON.stringify(key)}`)];
}

function listRepeats(entries: readonly KnownViolation[]): string[] {
  const keys = entries.map(formatKey);
  return keys.flatMap((key, at) => {
    const first = keys.indexOf(key);
    return first < at ? [`entry ${at + 1} repeats entry ${first + 1}`] : [];
  });
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function baselineProblem(why: string, cause?: unknown): Problem {
  return new Problem('option-invalid', `The baseline cannot be used: ${why}.`, {
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
