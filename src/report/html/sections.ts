import { formatCount, formatDuration, formatShare } from '../model/phrases.js';
import type { Report, ReportedCase } from '../model/report.js';
import { type Markup, markup } from './markup.js';

/** Violations of the baseline that no longer occur. */
export function resolvedSection({ resolved }: Report): Markup | false {
  return (
    resolved.length > 0 &&
    markup`<section id="resolved">
<h2>Resolved <small>${resolved.length}</small></h2>
<p>The baseline lists these violations; they were tested and no longer occur.</p>
<table class="stacked">
<thead><tr><th scope="col">Check</th><th scope="col">Operation</th><th scope="col">Statement</th><th scope="col">Reason given</th></tr></thead>
<tbody>${resolved.map(
      ({ check, operation, parameter, statement, reason }) =>
        markup`<tr><th scope="row">${check}</th><td data-name="Operation">${operation}${parameter !== undefined && ` ${parameter}`}</td><td data-name="Statement">${statement}</td><td class="prose" data-name="Reason given">${reason}</td></tr>`,
    )}</tbody>
</table>
</section>`
  );
}

/** The choices that the target was observed to follow where the documents leave a doubt. */
export function readingsSection({ background: { readings } }: Report): Markup | false {
  return (
    readings.length > 0 &&
    markup`<section id="readings">
<h2>Readings <small>${readings.length}</small></h2>
<p>Where the documents leave a doubt, the target was observed to follow these choices.</p>
<table class="stacked">
<thead><tr><th scope="col">Reading</th><th scope="col">Question</th><th scope="col">Choice</th></tr></thead>
<tbody>${readings.map(
      ({ id, choice, question = '', means }) => markup`<tr>
<th scope="row">${id}</th>
<td class="prose" data-name="Question">${question}</td>
<td class="prose" data-name="Choice"><code>${choice}</code>${means !== undefined && markup`<br><small>${means}</small>`}</td>
</tr>`,
    )}</tbody>
</table>
</section>`
  );
}

/** Cases without a verdict, and what is left on the target. */
export function remainder({ inconclusive, skipped, created, summary }: Report): Markup {
  return markup`${
    inconclusive.length > 0 &&
    markup`<section id="inconclusive">
<h2>Inconclusive <small>${formatCount(inconclusive.length, 'case')}</small></h2>
<details><summary>${formatCount(inconclusive.length, 'case')} without a verdict</summary>
<table class="stacked">
<thead><tr><th scope="col">Case</th><th scope="col">Operation</th><th scope="col">Reason</th></tr></thead>
<tbody>${inconclusive.map(
      one =>
        markup`<tr><th scope="row">${one.check}: ${one.case}</th><td data-name="Operation">${one.operation}${one.parameter !== undefined && ` ${one.parameter}`}</td><td class="prose" data-name="Reason">${one.reason}</td></tr>`,
    )}</tbody>
</table></details>
</section>`
  }
${
  skipped.length > 0 &&
  markup`<section id="skipped">
<h2>Skipped <small>${formatCount(summary.skipped, 'case')}</small></h2>
<ul class="plain">${skipped.map(({ reason, cases }) => markup`<li><b>${cases}</b> ${reason}</li>`)}</ul>
</section>`
}
${
  created.length > 0 &&
  markup`<section id="left">
<h2>Left on the target <small>${created.length}</small></h2>
<details><summary>What the run created</summary><ul class="columns">${created.map(what => markup`<li>${what}</li>`)}</ul></details>
</section>`
}`;
}

/** How much of the documents was exercised. */
export function coverageSection({ coverage: { operations, statements } }: Report): Markup {
  const { exercised, all, unexercised } = statements;
  return markup`<section id="coverage">
<h2>Coverage</h2>
<p>How often each documented status was received, and how often each documented parameter was sent; those that were not are struck out. Other statuses are in no document. Members of bodies are those that any request sent, and those that any response showed.</p>
<table class="stacked">
<thead><tr><th scope="col">Operation</th><th scope="col">Statuses</th><th scope="col">Parameters</th><th scope="col">Members</th><th scope="col">Other statuses</th></tr></thead>
<tbody>${Object.entries(operations).map(
    ([id, { outcomes, undocumented, parameters, sent, shown }]) => markup`<tr>
<th scope="row">${id}</th>
<td data-name="Statuses">${chips(outcomes)}</td>
<td data-name="Parameters">${chips(parameters)}</td>
<td data-name="Members">${members({ sent, shown })}</td>
<td data-name="Other statuses">${chips(undocumented, 'none')}</td>
</tr>`,
  )}</tbody>
</table>
<p class="share"><strong>${exercised}</strong> of ${all} statements exercised <meter min="0" max="${all}" value="${exercised}">${exercised} of ${all}</meter></p>
${unexercised.map(
  ({ reason, statements }) =>
    markup`<details><summary>${formatCount(statements.length, 'statement')} not exercised: ${reason}</summary><ul class="columns">${statements.map(id => markup`<li>${id}</li>`)}</ul></details>`,
)}
</section>`;
}

/** How many members of bodies there were, and the names of the others. */
function members(bodies: Record<'sent' | 'shown', Readonly<Record<string, number>>>): Markup {
  const found = Object.entries(bodies).filter(([, counts]) => Object.keys(counts).length > 0);
  if (found.length === 0) return markup`<span class="nothing">none documented</span>`;
  return markup`${found.map(([what, counts]) => {
    const others = Object.keys(counts).filter(name => counts[name] === 0);
    const share = `${what} ${formatShare(Object.values(counts))}`;
    return others.length === 0
      ? markup`<p class="members">${share}</p>`
      : markup`<details class="members"><summary>${share}</summary><ul>${others.map(name => markup`<li><s>${name}</s></li>`)}</ul></details>`;
  })}`;
}

function chips(counts: Readonly<Record<string, number>>, nothing = 'none documented'): Markup {
  const entries = Object.entries(counts);
  if (entries.length === 0) return markup`<span class="nothing">${nothing}</span>`;
  return markup`<ul class="chips">${entries.map(([name, count]) =>
    count === 0 ? markup`<li class="zero"><s>${name}</s> <b>0</b></li>` : markup`<li>${name} <b>${count}</b></li>`,
  )}</ul>`;
}

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
  return markup`<details class="check"><summary>${check} <small>${formatCount(cases.length, 'case')}, ${formatDuration(time)}</small></summary>
<table class="all"><thead><tr><th scope="col">Case</th><th scope="col">Verdict</th><th scope="col">Time</th></tr></thead>
<tbody>${cases.map(
    ({ id, verdict, milliseconds }) =>
      markup`<tr><th scope="row">${id}</th><td><span class="badge ${verdict}">${verdict}</span></td><td>${formatDuration(milliseconds)}</td></tr>`,
  )}</tbody></table></details>`;
})}
</section>`
  );
}
