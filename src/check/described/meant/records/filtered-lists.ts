import type { DescribedOperation } from '../../../../openapi/index.js';
import { fromTarget, type Step } from '../../../model/case.js';
import type { JudgedApi } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames } from '../../known/read-records.js';
import { listFilters } from '../lists/filters.js';
import type { Fresh } from './fresh.js';

/** The most filters of a list that are tried. */
const MAX_FILTERS = 5;

/** The steps that read a list with one filter each, which a new record matches. */
export function filteredLists(
  lister: DescribedOperation,
  fresh: Fresh,
  api: JudgedApi,
): { name: string; member: string; step: Step<Knowledge> }[] {
  return listFilters(lister, api)
    .filter(({ compare, whenTrue }) => compare === 'equal' && whenTrue === undefined)
    .slice(0, MAX_FILTERS)
    .flatMap(({ parameter: { name }, member }) => {
      const value = fromTarget<Knowledge>(`${member} of the new record`, context => {
        const held = followNames(fresh.record(context)?.value, member);
        const one = Array.isArray(held) ? held[0] : held;
        return one === null || typeof one === 'object' ? undefined : one;
      });
      const step = fresh.listed(lister, [[name, value]]);
      return step ? [{ name, member, step }] : [];
    });
}
