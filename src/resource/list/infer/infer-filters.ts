import { singular } from '../../../fake/index.js';
import type { SchemaView } from '../../../openapi/index.js';
import type { Comparison, FilterRule } from '../../list-rules.js';
import { foldName } from '../names/fold-name.js';
import type { MemberPath } from '../names/member-paths.js';
import type { QueryName } from '../names/query-parameters.js';
import { byWord } from '../names/words.js';
import { canCompare } from './can-compare.js';
import { NAME_FORMS } from './name-forms.js';

/** Finds the member that a parameter is named after, and how the two are compared; undefined where that is not certain. */
export function inferFilter(parameter: QueryName, members: readonly MemberPath[]): FilterRule | undefined {
  for (const { stem, compare, isTime } of readNames(parameter)) {
    const found = findMember(stem, members, parameter);
    if (!found) continue;
    const comparison = settleComparison(compare, { parameter, found });
    const isOfTime = !isTime || isMoment(parameter.view) || isMoment(found.view);
    if (isOfTime && canCompare(parameter.view, found.view, comparison)) {
      return { member: found.member, compare: comparison };
    }
  }
  return inferPeriod(parameter, members);
}

/** A period without the name of a member is one of the only time that records have: `since` and `until`. */
function inferPeriod({ folded, view }: QueryName, members: readonly MemberPath[]): FilterRule | undefined {
  const compare = PERIODS.get(folded);
  const times = members.filter(({ member, view, isList }) => isMoment(view) && !isList && !member.includes('.'));
  const [time] = times;
  return compare && time && times.length === 1 && isMoment(view) ? { member: time.member, compare } : undefined;
}

const PERIODS = byWord<Comparison>([
  ['atLeast', 'from since'],
  ['atMost', 'until to'],
]);

type ReadName = { stem: string; compare: Comparison; isTime: boolean };

/** What a name may mean, the likeliest first: the member itself, then forms such as `price_gte` and `min_price`. */
function readNames({ name, view }: QueryName): ReadName[] {
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
  const ofOne: ReadName[] = isPlural ? [{ stem: singular(foldName(inner)), compare: 'within', isTime: false }] : [];
  return [whole, ...forms, ...ofOne];
}

/** The member with a name, or else the only one that a name may mean in other ways. */
function findMember(stem: string, members: readonly MemberPath[], parameter: QueryName): MemberPath | undefined {
  const exact = members.find(({ folded }) => folded === stem);
  if (exact) return exact;
  for (const find of [findInList, findTime, findInObject]) {
    const found = members.filter(member => find(stem, member, parameter));
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

/** Lists are asked for one of their items, and objects in them by their names: `tag` for `tags`, `tagList` or `tags.name`. */
function findInList(stem: string, { folded, isList }: MemberPath): boolean {
  return isList && [`${stem}s`, `${stem}list`, `${stem}name`, `${stem}sname`].includes(folded);
}

/** A time is often named without its ending: `created` for `created_at`. */
function findTime(stem: string, { folded, view }: MemberPath): boolean {
  return TIME_ENDINGS.some(ending => folded === stem + ending) && (isMoment(view) || isNumber(view));
}

/** An object is named by a member that identifies it, if only one has the type of the parameter: `author` for `author.username` or `author_id`. */
function findInObject(stem: string, { member, folded, view, isList }: MemberPath, parameter: QueryName): boolean {
  const names = member.includes('.') ? IDENTIFYING : IDENTIFIERS;
  if (isList || !names.some(name => folded === stem + name)) return false;
  const given = [...parameter.view.types].filter(type => type !== 'array' && type !== 'null');
  const types = given.length > 0 ? given : [...(parameter.view.items?.types ?? [])];
  return types.length > 0 && types.every(type => view.types.has(type));
}

const IDENTIFIERS = ['id', 'uuid'];
const IDENTIFYING = [...IDENTIFIERS, 'name', 'username', 'login', 'slug', 'email', 'key', 'code'];

const TIME_ENDINGS = ['at', 'on', 'date', 'time', 'datetime', 'timestamp'];

/** A list of values means any of them. */
function settleComparison(
  compare: Comparison,
  { parameter, found }: { parameter: QueryName; found: MemberPath },
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
