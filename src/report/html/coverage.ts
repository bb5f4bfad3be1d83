import { counted } from '../counted.js';
import type { Report } from '../report.js';
import { type Markup, markup } from './markup.js';

/** What was exercised, of all that is documented. */
export function coverageSection({ coverage: { operations, statements } }: Report): Markup {
  const { exercised, all, unexercised } = statements;
  return markup`<section id="coverage">
<h2>Coverage</h2>
<p>Each documented answer with how often it came, each documented parameter with how often it was sent; struck out are those that were not. Other answers are those that no page has.</p>
<table class="stacked">
<thead><tr><th scope="col">Operation</th><th scope="col">Answers</th><th scope="col">Parameters</th><th scope="col">Other answers</th></tr></thead>
<tbody>${Object.entries(operations).map(
    ([id, { outcomes, undocumented, parameters }]) => markup`<tr>
<th scope="row">${id}</th>
<td data-name="Answers">${chips(outcomes)}</td>
<td data-name="Parameters">${chips(parameters)}</td>
<td data-name="Other answers">${chips(undocumented, 'none')}</td>
</tr>`,
  )}</tbody>
</table>
<p class="share"><strong>${exercised}</strong> of ${all} statements exercised <meter min="0" max="${all}" value="${exercised}">${exercised} of ${all}</meter></p>
${unexercised.map(
  ({ reason, statements }) =>
    markup`<details><summary>${counted(statements.length, 'statement')} not exercised: ${reason}</summary><ul class="columns">${statements.map(id => markup`<li>${id}</li>`)}</ul></details>`,
)}
</section>`;
}

function chips(counts: Readonly<Record<string, number>>, nothing = 'none documented'): Markup {
  const entries = Object.entries(counts);
  if (entries.length === 0) return markup`<span class="nothing">${nothing}</span>`;
  return markup`<ul class="chips">${entries.map(([name, count]) =>
    count === 0 ? markup`<li class="zero"><s>${name}</s> <b>0</b></li>` : markup`<li>${name} <b>${count}</b></li>`,
  )}</ul>`;
}
