import { counted } from '../counted.js';
import type { Report } from '../report.js';
import { type Markup, markup } from './markup.js';

/** What the baseline knows and no longer occurs. */
export function resolvedSection({ resolved }: Report): Markup | false {
  return (
    resolved.length > 0 &&
    markup`<section id="resolved">
<h2>Resolved <small>${resolved.length}</small></h2>
<p>The baseline knows these violations; they were put to the test and no longer occur.</p>
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

/** Which answers the target was seen to give where the documents leave a doubt. */
export function readingsSection({ background: { readings } }: Report): Markup | false {
  return (
    readings.length > 0 &&
    markup`<section id="readings">
<h2>Readings <small>${readings.length}</small></h2>
<p>Where the documents leave a doubt, the target was seen to answer so.</p>
<table class="stacked">
<thead><tr><th scope="col">Reading</th><th scope="col">Question</th><th scope="col">Answer</th></tr></thead>
<tbody>${readings.map(
      ({ id, choice, question = '', means }) => markup`<tr>
<th scope="row">${id}</th>
<td class="prose" data-name="Question">${question}</td>
<td class="prose" data-name="Answer"><code>${choice}</code>${means !== undefined && markup`<br><small>${means}</small>`}</td>
</tr>`,
    )}</tbody>
</table>
</section>`
  );
}

/** What has no verdict, and what is left on the target. */
export function remainder({ inconclusive, skipped, created, summary }: Report): Markup {
  return markup`${
    inconclusive.length > 0 &&
    markup`<section id="inconclusive">
<h2>Inconclusive <small>${counted(inconclusive.length, 'case')}</small></h2>
<details><summary>${counted(inconclusive.length, 'case')} without a verdict</summary>
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
<h2>Skipped <small>${counted(summary.skipped, 'case')}</small></h2>
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
