import { isObject, Problem } from '../kernel/index.js';
import type { Report } from './report.js';
import { formatKey, sortViolations, type ViolationKey } from './violation-key.js';

/** A violation that is no surprise, and why. */
export type KnownViolation = ViolationKey & { reason: string };

/** The violations that a team knows of and has given a reason for. */
export type ViolationBaseline = { violations: readonly KnownViolation[] };

const NEEDED = ['check', 'operation', 'statement', 'reason'] as const;
const ALLOWED: readonly string[] = [...NEEDED, 'parameter'];

/** Reads a baseline file. Throws a `Problem`, `option-invalid`, that names everything that is wrong with it. */
export function readBaseline(text: string): ViolationBaseline {
  const value = parse(text);
  const issues = isObject(value) ? listIssues(value) : ['it is no object with a list "violations"'];
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
  const entries = violations.flatMap((entry, at) => listEntryIssues(entry).map(flaw => `entry ${at + 1} ${flaw}`));
  return [...unknown, ...entries, ...(entries.length === 0 ? listRepeats(violations) : [])];
}

function listEntryIssues(entry: unknown): string[] {
  if (!isObject(entry)) return ['is no object'];
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
    fix: 'Correct the file, or discard it and have it written anew.',
    cause,
  });
}

/**
 * The baseline that a report leads to, as a file: what the previous one knows keeps its reason, whether it occurs or
 * was not put to the test; what is resolved goes; what is new and not flaky comes, found on that date (`2026-11-21`).
 * The report has to be made with the same previous baseline, which says what is resolved.
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
