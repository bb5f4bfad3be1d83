import type { SchemaView } from '../../../openapi/index.js';
import type { Comparison, FilterRule } from '../../resources.js';
import { foldName } from '../names/fold-name.js';
import { listMembers, type MemberPath } from '../names/member-paths.js';
import type { QueryParameter } from '../names/query-parameters.js';
import { canCompare } from './can-compare.js';
import { NAME_FORMS } from './name-forms.js';

/** Finds the member that a parameter is named after, and how the two are compared; undefined where that is not certain. */
export function inferFilter(parameter: QueryParameter, item: SchemaView): FilterRule | undefined {
  const members = listMembers(item);
  for (const { stem, compare, isTime } of readNames(parameter)) {
    const found = findMember(stem, members);
    if (!found) continue;
    const comparison = settleComparison(compare, { parameter, found });
    const isOfTime = !isTime || isMoment(parameter.view) || isMoment(found.view);
    if (isOfTime && canCompare(parameter.view, found.view, comparison)) {
      return { member: found.member, compare: comparison };
    }
  }
  return undefined;
}

type ReadName = { stem: string; compare: Comparison; isTime: boolean };

/** What a name may mean, the likeliest first: the member itself, then forms such as `price_gte` and `min_price`. */
function readNames({ name, view }: QueryParameter): ReadName[] {
  const inner = name
    .replace(/\[\]$/, '')
    .replace(/^(?:filters?|where)(?=[[._])/i, '')
    .replace(/\]\[|\[/g, '.')
    .replace(/\]$/, '')
    .replace(/^[._]+/, '');
  const whole: ReadName = { stem: foldName(inner), compare: 'equal', isTime: false };
  const forms = NAME_FORMS.flatMap(({ pattern, compare, isTime = false }) => {
    const stem = pattern.exec(inner)?.groups?.stem;
    return stem === undefined ? [] : [{ stem: foldName(stem), compare, isTime }];
  });
  // `ids` is a list of what `id` is
  const isPlural = /s$/i.test(inner) && (view.types.has('array') || /ids$/i.test(inner));
  const singular: ReadName[] = isPlural
    ? [{ stem: foldName(inner).replace(/s$/, ''), compare: 'within', isTime: false }]
    : [];
  return [whole, ...forms, ...singular];
}

/** The only member with a name, also that of a list of named objects or that of a time without its ending: `created` for `created_at`. */
function findMember(stem: string, members: readonly MemberPath[]): MemberPath | undefined {
  const exact = members.filter(({ folded }) => folded === stem);
  if (exact.length > 0) return exact[0];
  // the objects of a list are asked for by their names
  const names = members.filter(({ folded, isList }) => isList && folded === `${stem}name`);
  if (names.length > 0) return names[0];
  const times = members.filter(
    ({ folded, view }) => TIME_ENDINGS.some(ending => folded === stem + ending) && (isMoment(view) || isNumber(view)),
  );
  return times.length === 1 ? times[0] : undefined;
}

const TIME_ENDINGS = ['at', 'on', 'date', 'time', 'datetime', 'timestamp'];

/** A list of values means any of them. */
function settleComparison(
  compare: Comparison,
  { parameter, found }: { parameter: QueryParameter; found: MemberPath },
): Comparison {
  if (compare !== 'equal' || !parameter.view.types.has('array')) return compare;
  return found.view.types.size > 0 || found.isList ? 'within' : compare;
}

function isMoment({ format }: SchemaView): boolean {
  return format === 'date-time' || format === 'date' || format === 'unix-time';
}

function isNumber({ types }: SchemaView): boolean {
  return types.has('integer') || types.has('number');
}
