import { createHash } from 'node:crypto';
import type { Kind, ReportedViolation, RootCause } from './report.js';
import { type Identified, keyOf } from './violation-key.js';

const KINDS: readonly Kind[] = ['open', 'flaky', 'known'];

export function kindOf({ known, flaky }: Pick<ReportedViolation, 'known' | 'flaky'>): Kind {
  if (known !== undefined) return 'known';
  return flaky ? 'flaky' : 'open';
}

/** An id that follows from what a violation is known by. */
export function violationId(violation: Identified): string {
  return `v-${digest(keyOf(violation))}`;
}

/** The violations by their causes, those to be explained first; `causeOf` tells what a violation shares with others. */
export function rootCausesOf(
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
      (left, right) => rankOf(left) - rankOf(right) || left.curl.length - right.curl.length,
    );
    if (!first) return [];
    return [{ id: `c-${digest(shares)}`, kind: kindOf(first), shares, violations: [first, ...others] }];
  });
  return causes.toSorted((left, right) => KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind));
}

function rankOf(violation: ReportedViolation): number {
  return KINDS.indexOf(kindOf(violation));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
