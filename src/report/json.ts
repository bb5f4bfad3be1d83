import type { Report } from './report.js';

/** The report as `report.schema.json` describes it: a root cause names its violations by their ids. */
export function json({ background: _, rootCauses, ...published }: Report): string {
  const causes = rootCauses.map(({ id, kind, shares, violations }) => ({
    id,
    kind,
    shares,
    message: violations[0].message,
    violations: violations.map(({ id }) => id),
  }));
  return `${JSON.stringify({ ...published, rootCauses: causes }, undefined, 2)}\n`;
}
