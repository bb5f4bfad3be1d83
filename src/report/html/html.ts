import { isTested } from '../model/exit-code.js';
import { countByKind, formatCoverage, formatDuration, formatHeadline, warnOfLowCoverage } from '../model/phrases.js';
import type { Report } from '../model/report.js';
import { type Markup, markup } from './markup.js';
import { casesSection, coverageSection, readingsSection, remainder, resolvedSection } from './sections.js';
import { STYLE } from './style.js';
import { contents, violationsSection } from './violations.js';

/** Writes the report as one page that needs no script and no network. */
export function html(report: Report): string {
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${formatHeadline(report)}: ${report.api} at ${report.target}</title>
${{ markup: `<style>${STYLE}</style>` }}
</head>
<body>
${header(report)}
<main>
${tiles(report)}
${contents(report)}
${violationsSection(report)}
${resolvedSection(report)}
${readingsSection(report)}
${coverageSection(report)}
${remainder(report)}
${casesSection(report)}
</main>
</body>
</html>
`;
  return page.markup;
}

function header(report: Report): Markup {
  const { target, api, seed, writes, mark, requests, milliseconds, incomplete } = report;
  const warning = warnOfLowCoverage(report);
  const facts: [string, string | number][] = [
    ['API', api],
    ['Took', formatDuration(milliseconds)],
    ['Requests', requests],
    ['Seed', seed],
    ['Writes', writes],
    ['Mark', mark],
  ];
  return markup`<header>
<p class="overline">Contract report</p>
<h1 class="${chooseTone(report)}">${formatHeadline(report)}</h1>
<p class="target">${target}</p>
<p>${formatCoverage(report)}</p>
<dl class="facts">${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${incomplete !== undefined && markup`<p class="ended">${incomplete}</p>`}
${warning !== undefined && markup`<p class="ended">${warning}</p>`}
</header>`;
}

function chooseTone(report: Report): string {
  if (!isTested(report.summary) || countByKind(report).open > 0) return 'bad';
  return report.incomplete === undefined && warnOfLowCoverage(report) === undefined ? 'good' : 'unsure';
}

const NAMES = {
  pass: 'passed',
  fail: 'failed',
  flaky: 'flaky',
  inconclusive: 'inconclusive',
  skipped: 'skipped',
} as const;

/** The number of cases with each verdict, as tiles and as a bar. */
function tiles({ summary }: Report): Markup {
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
