import { counted } from '../counted.js';
import { heapsOf } from '../headline.js';
import { inGroups } from '../order.js';
import type { Report, ReportedViolation } from '../report.js';
import { type Markup, markup } from './markup.js';

/** Violations as cards, by check, operation and parameter; known ones folded. */
export function violationsSection(report: Report): Markup {
  const { known } = heapsOf(report);
  const unknown = report.violations.filter(violation => violation.known === undefined);
  const { laws } = report.background;
  return markup`${
    unknown.length > 0 &&
    markup`<section><h2>Violations <small>${unknown.length}</small></h2>${groups(unknown, laws)}</section>`
  }
${
  known.length > 0 &&
  markup`<section><details class="heap"><summary><h2>Known violations <small>${known.length}</small></h2></summary>${groups(known, laws)}</details></section>`
}`;
}

function groups(violations: readonly ReportedViolation[], laws: Report['background']['laws']): Markup[] {
  return inGroups(violations).map(
    ({ check, operation, parameter, violations }) => markup`<section class="group">
<h3>${check} <span>${operation}</span>${parameter !== undefined && markup` <span>${parameter}</span>`}</h3>
${laws[check] !== undefined && markup`<p class="law">${laws[check]}</p>`}
${violations.map(card)}
</section>`,
  );
}

function card(violation: ReportedViolation): Markup {
  const { statement, source, says, message, expected, got, curl, next, cases, known, flaky } = violation;
  const kind = known !== undefined ? 'known' : flaky ? 'flaky' : 'fail';
  return markup`<article class="card ${kind}">
<p class="message"><span class="badge ${kind}">${kind}</span> ${message}</p>
<p class="says">${says} <span class="source"><code>${statement}</code> · ${source}</span></p>
${known !== undefined && markup`<p class="known-reason">${known}</p>`}
<div class="sides">
<div><h4>Expected</h4><pre>${expected}</pre></div>
<div><h4>Got</h4><pre>${got}</pre></div>
</div>
${curl !== '' && markup`<h4>Repeat <small>one click selects it all</small></h4><pre class="command">${curl}</pre>`}
<p class="next"><strong>Next</strong> ${next}</p>
<details><summary>${counted(cases.length, 'case')}</summary><ul class="cases">${cases.map(name => markup`<li>${name}</li>`)}</ul></details>
</article>`;
}
