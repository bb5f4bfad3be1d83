import { github } from './github.js';
import { html } from './html/html.js';
import { junit } from './junit.js';
import type { Report } from './model/report.js';
import { text } from './text.js';

/** The formats of a report. */
export const FORMATS = ['text', 'json', 'junit', 'html', 'github'] as const;
export type Format = (typeof FORMATS)[number];

const WRITERS: Readonly<Record<Format, (report: Report, options: { color: boolean }) => string>> = {
  text,
  json,
  junit,
  html,
  github,
};

/** Writes a report in a format; the text ends with a line feed unless it is empty. `color` is for the format `text`. */
export function write(format: Format, report: Report, options: { color: boolean }): string {
  return WRITERS[format](report, options);
}

/** Writes the report as `report.schema.json` describes it; a root cause lists the ids of its violations. */
function json({ background: _, rootCauses, ...published }: Report): string {
  const causes = rootCauses.map(({ id, kind, shares, violations }) => ({
    id,
    kind,
    shares,
    message: violations[0].message,
    violations: violations.map(({ id }) => id),
  }));
  const listed = (wanted: boolean) =>
    published.violations.filter(({ warning }) => warning === wanted).map(({ warning: _, ...violation }) => violation);
  // people read the file from the top: what is wrong stands before what remains
  const parts = Object.entries({ ...published, rootCauses: causes }).flatMap(([name, part]): [string, unknown][] =>
    name === 'violations' ? Object.entries({ violations: listed(false), warnings: listed(true) }) : [[name, part]],
  );
  const whole = Object.fromEntries(parts);
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
