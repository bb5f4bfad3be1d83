import type { Report } from '../report.js';
import { type Markup, markup } from './markup.js';
import { countedOf } from './violations.js';

/** Links to the parts of the page, and to each cause that is to be explained. */
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
    ['violations', `Violations: ${countedOf(unknown)}`, unknown.length > 0],
    ['known', `Known violations: ${countedOf(known)}`, known.length > 0],
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
              markup`<li><a href="#${id}">${violations[0].check} · ${violations[0].message}</a> <small>${violations.length}</small></li>`,
          )}</ul>`
        }</li>`,
    )}</ul></nav>`;
}
