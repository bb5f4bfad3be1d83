import { counted, duration } from '../counted.js';
import type { Report, ReportedCase } from '../report.js';
import { type Markup, markup } from './markup.js';

/** Every case with its verdict and its time, by check. */
export function casesSection({ background: { cases } }: Report): Markup | false {
  const checks = new Map<string, ReportedCase[]>();
  for (const one of cases) checks.set(one.check, [...(checks.get(one.check) ?? []), one]);
  return (
    cases.length > 0 &&
    markup`<section id="cases">
<h2>All cases <small>${cases.length}</small></h2>
${[...checks].map(([check, cases]) => {
  const time = cases.reduce((total, { milliseconds }) => total + milliseconds, 0);
  return markup`<details class="check"><summary>${check} <small>${counted(cases.length, 'case')}, ${duration(time)}</small></summary>
<table class="all"><thead><tr><th scope="col">Case</th><th scope="col">Verdict</th><th scope="col">Time</th></tr></thead>
<tbody>${cases.map(
    ({ id, verdict, milliseconds }) =>
      markup`<tr><th scope="row">${id}</th><td><span class="badge ${verdict}">${verdict}</span></td><td>${duration(milliseconds)}</td></tr>`,
  )}</tbody></table></details>`;
})}
</section>`
  );
}
