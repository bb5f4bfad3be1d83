import type { Report } from '../report.js';
import { type Markup, markup } from './markup.js';

/** What was exercised, of all that is documented. */
export function coverageSection({ coverage: { operations, statements } }: Report): Markup {
  const { exercised, all, unexercised } = statements;
  return markup`<section>
<h2>Coverage</h2>
<p>Each answer with how often it came, each parameter with how often it was sent. Struck out is what was documented and not exercised.</p>
<table class="stacked">
<thead><tr><th scope="col">Operation</th><th scope="col">Answers</th><th scope="col">Parameters</th></tr></thead>
<tbody>${Object.entries(operations).map(
    ([id, { outcomes, parameters }]) => markup`<tr>
<th scope="row">${id}</th>
<td data-name="Answers">${chips(outcomes)}</td>
<td data-name="Parameters">${chips(parameters)}</td>
</tr>`,
  )}</tbody>
</table>
<p class="share"><strong>${exercised}</strong> of ${all} statements exercised <meter min="0" max="${all}" value="${exercised}">${exercised} of ${all}</meter></p>
${
  unexercised.length > 0 &&
  markup`<details><summary>${unexercised.length} not exercised</summary><ul class="columns">${unexercised.map(id => markup`<li>${id}</li>`)}</ul></details>`
}
</section>`;
}

function chips(counts: Readonly<Record<string, number>>): Markup {
  const entries = Object.entries(counts);
  if (entries.length === 0) return markup`<span class="nothing">none documented</span>`;
  return markup`<ul class="chips">${entries.map(([name, count]) =>
    count === 0 ? markup`<li class="zero"><s>${name}</s> <b>0</b></li>` : markup`<li>${name} <b>${count}</b></li>`,
  )}</ul>`;
}
