import type { Report } from '../report.js';
import { type Markup, markup } from './markup.js';

const NAMES = {
  pass: 'passed',
  fail: 'failed',
  flaky: 'flaky',
  inconclusive: 'inconclusive',
  skipped: 'skipped',
} as const;

/** The cases by verdict, as numbers and as one bar. */
export function tiles({ summary }: Report): Markup {
  const verdicts = Object.keys(NAMES) as (keyof typeof NAMES)[];
  const bar = verdicts
    .filter(verdict => summary[verdict] > 0)
    .map(verdict => markup`<span class="${verdict}" style="flex-grow:${summary[verdict]}"></span>`);
  const all = verdicts.reduce((total, verdict) => total + summary[verdict], 0);
  return markup`<section aria-label="Cases by verdict">
<h2 class="unit">Cases <small>${all}</small></h2>
<ul class="tiles">${verdicts.map(
    verdict =>
      markup`<li class="${verdict}${summary[verdict] === 0 && ' none'}"><strong>${summary[verdict]}</strong> ${NAMES[verdict]}</li>`,
  )}</ul>
<div class="bar" aria-hidden="true">${bar}</div>
</section>`;
}
