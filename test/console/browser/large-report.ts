import { readFileSync } from 'node:fs';

/** The text of a report whose first cause has very many violations, as has another one. */
export function largeReport(count: number): string {
  const report = JSON.parse(readFileSync('test/console/browser/report.json', 'utf8'));
  const [violation] = report.violations;
  const [cause] = report.rootCauses;
  const violations = Array.from({ length: count }, (_, at) => ({
    ...violation,
    id: `v-${at}`,
    message: `The total is wrong, number ${at}.`,
    cases: [`list-pages: case ${at}`],
  }));
  const ids = violations.map(({ id }) => id);
  const half = Math.ceil(count / 2);
  const rootCauses = [ids.slice(0, half), ids.slice(half)].map((violations, at) => ({
    ...cause,
    id: `c-${at}`,
    violations,
  }));
  return JSON.stringify({ ...report, violations, rootCauses, summary: { ...report.summary, fail: count } });
}
