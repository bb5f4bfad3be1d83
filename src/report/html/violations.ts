import { formatCount, formatOthers, formatTitle } from '../model/phrases.js';
import type { Report, ReportedViolation, RootCause } from '../model/report.js';
import { classify } from '../model/violations.js';
import { type Markup, markup } from './markup.js';

/** The violations by cause; known ones are folded. */
export function violationsSection(report: Report): Markup {
  const known = report.rootCauses.filter(({ kind }) => kind === 'known');
  const unknown = report.rootCauses.filter(({ kind }) => kind !== 'known');
  const { laws } = report.background;
  return markup`${
    unknown.length > 0 &&
    markup`<section id="violations"><h2>${nameCauses(unknown)} <small>${formatCauseCount(unknown)}</small></h2>${unknown.map(cause => causeCard(cause, laws))}</section>`
  }
${
  known.length > 0 &&
  markup`<section id="known"><details class="heap"><summary><h2>Known violations <small>${formatCauseCount(known)}</small></h2></summary>${known.map(cause => causeCard(cause, laws))}</details></section>`
}`;
}

function nameCauses(causes: readonly RootCause[]): string {
  const all = causes.flatMap(({ violations }) => violations);
  return all.some(({ warning }) => warning) ? 'Violations and warnings' : 'Violations';
}

/** `listUsers and 2 more`. */
function nameOperations([first, ...others]: RootCause['violations']): string {
  return others.length === 0 ? first.operation : `${first.operation} and ${others.length} more`;
}

/** `9 from 2 causes`. */
function formatCauseCount(causes: readonly RootCause[]): string {
  const violations = causes.flatMap(({ violations }) => violations);
  return `${violations.length} from ${formatCount(causes.length, 'cause')}`;
}

/** One cause: its first violation in full, and the others folded, each with a link. */
function causeCard({ id, violations: [first, ...others] }: RootCause, laws: Report['background']['laws']): Markup {
  const { check, operation, parameter } = first;
  return markup`<section class="group" id="${id}">
<h3>${check} <span>${operation}</span>${parameter !== undefined && markup` <span>${parameter}</span>`}</h3>
${laws[check] !== undefined && markup`<p class="law">${laws[check]}</p>`}
${card(first, laws[check])}
${
  others.length > 0 &&
  markup`<details class="more"><summary>${formatOthers(others)}</summary>${others.map(foldedCard)}</details>`
}
</section>`;
}

function foldedCard(violation: ReportedViolation): Markup {
  return markup`<details class="one"><summary>${badge(violation)} ${formatTitle(violation)}</summary>${card(violation)}</details>`;
}

/** `law` stands above the card already. */
function card(violation: ReportedViolation, law?: string): Markup {
  const { id, statement, source, says, message, expected, got, curl, next, cases, known } = violation;
  return markup`<article class="card ${chooseClass(violation)}" id="${id}">
<p class="message">${badge(violation)} ${message} <a class="link" href="#${id}">link</a></p>
<p class="says">${says !== law && markup`${says} `}<span class="source"><code>${statement}</code> · ${source}</span></p>
${known !== undefined && markup`<p class="known-reason">${known}</p>`}
<div class="sides">
<div><h4>Expected</h4><pre>${expected}</pre></div>
<div><h4>Got</h4><pre>${got}</pre></div>
</div>
${curl !== '' && markup`<h4>Repeat <small>one click selects all of it</small></h4><pre class="command">${curl}</pre>`}
<p class="next"><strong>Next</strong> ${next}</p>
<details><summary>${formatCount(cases.length, 'case')}</summary><ul class="cases">${cases.map(name => markup`<li>${name}</li>`)}</ul></details>
</article>`;
}

function badge(violation: ReportedViolation): Markup {
  const kind = chooseClass(violation);
  return markup`<span class="badge ${kind}">${kind}</span>`;
}

function chooseClass(violation: ReportedViolation): string {
  const kind = classify(violation);
  return kind === 'open' ? 'fail' : kind;
}

/** Links to the parts of the page, and to each cause that is not known. */
export function contents({
  rootCauses,
  resolved,
  inconclusive,
  skipped,
  created,
  summary,
  background,
}: Report): Markup {
  const known = rootCauses.filter(({ kind }) => kind === 'known');
  const unknown = rootCauses.filter(({ kind }) => kind !== 'known');
  const parts: [id: string, title: string, isThere: boolean][] = [
    ['violations', `${nameCauses(unknown)}: ${formatCauseCount(unknown)}`, unknown.length > 0],
    ['known', `Known violations: ${formatCauseCount(known)}`, known.length > 0],
    ['resolved', `Resolved: ${resolved.length}`, resolved.length > 0],
    ['readings', `Readings: ${background.readings.length}`, background.readings.length > 0],
    ['coverage', 'Coverage', true],
    ['inconclusive', `Inconclusive: ${inconclusive.length}`, inconclusive.length > 0],
    ['skipped', `Skipped: ${summary.skipped}`, skipped.length > 0],
    ['left', `Left on the target: ${created.length}`, created.length > 0],
    ['cases', `All cases: ${background.cases.length}`, background.cases.length > 0],
  ];
  return markup`<nav aria-label="Contents"><ul class="contents">${parts
    .filter(([, , isThere]) => isThere)
    .map(
      ([id, title]) =>
        markup`<li><a href="#${id}">${title}</a>${
          id === 'violations' &&
          markup`<ul>${unknown.map(
            ({ id, violations }) =>
              markup`<li><a href="#${id}">${violations[0].check} · ${violations[0].message}</a> <small>${nameOperations(violations)}</small></li>`,
          )}</ul>`
        }</li>`,
    )}</ul></nav>`;
}
