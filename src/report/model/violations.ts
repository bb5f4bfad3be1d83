import { createHash } from 'node:crypto';
import type { ReportedViolation, RootCause, ViolationKey, ViolationKind } from './report.js';

const KINDS: readonly ViolationKind[] = ['open', 'flaky', 'warning', 'known'];

export function classify({
  known,
  flaky,
  warning,
}: Pick<ReportedViolation, 'known' | 'flaky' | 'warning'>): ViolationKind {
  if (known !== undefined) return 'known';
  if (flaky) return 'flaky';
  return warning ? 'warning' : 'open';
}

/** The id of a violation, made from its key. */
export function violationId(violation: ViolationKey): string {
  return `v-${digest(formatKey(violation))}`;
}

/** Groups violations by cause, open ones first; `causeOf` returns what a violation shares with others. */
export function groupByCause(
  violations: readonly ReportedViolation[],
  causeOf: (violation: ReportedViolation) => string,
): RootCause[] {
  const byCause = new Map<string, ReportedViolation[]>();
  for (const violation of violations) {
    const cause = causeOf(violation);
    byCause.set(cause, [...(byCause.get(cause) ?? []), violation]);
  }
  const causes = [...byCause].flatMap(([shares, all]): RootCause[] => {
    const [first, ...others] = all.toSorted(
      (left, right) => rank(left) - rank(right) || left.curl.length - right.curl.length,
    );
    if (!first) return [];
    return [{ id: `c-${digest(shares)}`, kind: classify(first), shares, violations: [first, ...others] }];
  });
  return causes.toSorted((left, right) => KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind));
}

function rank(violation: ReportedViolation): number {
  return KINDS.indexOf(classify(violation));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** The key as a text, to compare and to look up violations. */
export function formatKey({ check, operation, parameter, statement }: ViolationKey): string {
  return JSON.stringify([check, operation, parameter ?? null, statement]);
}

/** Sorts by check, operation and parameter; within these, confirmed violations before flaky ones, then by statement. */
export function sortViolations<T extends ViolationKey & { flaky?: boolean }>(items: readonly T[]): T[] {
  const places = ({ check, operation, parameter = '', flaky = false, statement }: T) => [
    check,
    operation,
    parameter,
    flaky ? '1' : '0',
    statement,
  ];
  return items.toSorted((left, right) => compare(places(left), places(right)));
}

/** Compares by code units, because the order must not depend on the language of the machine. */
function compare(left: readonly string[], right: readonly string[]): number {
  const at = left.findIndex((text, index) => text !== right[index]);
  if (at < 0) return 0;
  return (left[at] ?? '') < (right[at] ?? '') ? -1 : 1;
}
