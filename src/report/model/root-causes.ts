import { createHash } from 'node:crypto';
import type { ReportedViolation, RootCause, ViolationKind } from './report.js';
import { formatKey, type ViolationKey } from './violation-key.js';

const KINDS: readonly ViolationKind[] = ['open', 'flaky', 'known'];

export function classify({ known, flaky }: Pick<ReportedViolation, 'known' | 'flaky'>): ViolationKind {
  if (known !== undefined) return 'known';
  return flaky ? 'flaky' : 'open';
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
