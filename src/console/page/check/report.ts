/** The parts of a report that the page shows: `report.schema.json` describes all of it. */
export type CheckReport = {
  target: string;
  api: string;
  seed: number;
  writes: string;
  readings: Readonly<Record<string, string>>;
  summary: Readonly<Record<'pass' | 'fail' | 'flaky' | 'inconclusive' | 'skipped', number>>;
  rootCauses: readonly { id: string; kind: string; shares: string; message: string; violations: readonly string[] }[];
  violations: readonly ReportViolation[];
  warnings: readonly ReportViolation[];
  skipped: readonly { reason: string; cases: number }[];
  inconclusive: readonly { check: string; case: string; operation: string; reason: string }[];
  coverage: { statements: { exercised: number; all: number } };
  requests: number;
  milliseconds: number;
  incomplete?: string;
};

export type ReportViolation = {
  id: string;
  check: string;
  operation: string;
  parameter?: string;
  statement: string;
  says: string;
  source: string;
  message: string;
  expected?: string;
  got?: string;
  curl: string;
  next: string;
  cases: readonly string[];
};

/** Parses the file of a report; undefined where it is none. */
export function parseReport(text: string): CheckReport | undefined {
  try {
    const report = JSON.parse(text);
    const isReport =
      Array.isArray(report.rootCauses) && Array.isArray(report.violations) && typeof report.summary?.pass === 'number';
    return isReport ? report : undefined;
  } catch {
    return undefined;
  }
}

/** The violations of a root cause, in its order. */
export function violationsOf(
  { violations, warnings }: Pick<CheckReport, 'violations' | 'warnings'>,
  ids: readonly string[],
): ReportViolation[] {
  const all = new Map([...violations, ...warnings].map(one => [one.id, one]));
  return ids.flatMap(id => all.get(id) ?? []);
}

/** The result in a sentence. */
export function verdictOf({ rootCauses, violations, warnings, incomplete }: CheckReport): {
  isGood: boolean;
  says: string;
} {
  const causes = `${rootCauses.length} root ${rootCauses.length === 1 ? 'cause' : 'causes'}`;
  const partial = incomplete === undefined ? '' : ' The run is not complete.';
  if (violations.length > 0) {
    const count = violations.length === 1 ? 'One violation' : `${violations.length} violations`;
    return { isGood: false, says: `${count} from ${causes}.${partial}` };
  }
  if (warnings.length > 0) return { isGood: true, says: `No violation, ${warnings.length} warnings.${partial}` };
  return { isGood: incomplete === undefined, says: `No violation.${partial}` };
}
