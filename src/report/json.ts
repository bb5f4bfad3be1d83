import type { Report } from './report.js';

/** The report as `report.schema.json` describes it. */
export function json({ background: _, ...published }: Report): string {
  return `${JSON.stringify(published, undefined, 2)}\n`;
}
