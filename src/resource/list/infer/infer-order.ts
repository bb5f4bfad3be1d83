import type { SchemaView } from '../../../openapi/index.js';
import type { OrderRule } from '../../list-rules.js';
import { foldName } from '../names/fold-name.js';
import { listMembers } from '../names/member-paths.js';
import { isDescending, type OrderTerm, readOrder } from '../names/order-terms.js';
import type { QueryName } from '../names/query-parameters.js';
import { words } from '../names/words.js';

export type InferredOrder = { order: OrderRule | undefined; used: readonly QueryName[] };

/** Finds the parameters that say in which order records stand, and what their values mean. */
export function inferOrder(parameters: readonly QueryName[], item: SchemaView | undefined): InferredOrder {
  const candidates = parameters.filter(({ name, view }) => !item?.members.has(name) || isDirection(view));
  const find = (names: readonly string[], accepts: (one: QueryName) => boolean) =>
    names.flatMap(name => candidates.find(one => one.folded === name && accepts(one)) ?? [])[0];
  const by = item && find(BY, ({ view }) => isText(view) && !isDirection(view));
  const direction = find(DIRECTION, one => one !== by && (isDirection(one.view) || isFlag(one) || isOpenText(one, by)));
  const listed = by && valuesOf(by.view);
  // records may have hundreds of members
  const members = item && (listed || by?.view.default !== undefined) ? namesOf(item) : new Map<string, string>();
  const values = new Map((listed ?? []).flatMap(value => listOf(readListed(value, members))));
  if (listed && values.size === 0) return NONE;
  if (!by && !direction) return NONE;
  const meanings = [...values].filter(([value, meaning]) => value !== meaning);
  const usual = usualOrder({ by, direction, values, members });
  const order: OrderRule = {
    ...(by && { by: by.name }),
    ...(direction && { direction: direction.name }),
    ...(meanings.length > 0 && { values: Object.fromEntries(meanings) }),
    ...(usual !== undefined && { usual }),
  };
  return { order, used: [by, direction].flatMap(listOf) };
}

const NONE: InferredOrder = { order: undefined, used: [] };

const BY = words(
  `sort sortby orderby ordering sortfield orderfield sortcolumn ordercolumn sortkey sorting sortorder order`,
);
const DIRECTION =
  words(`direction dir sortdirection sortdir orderdirection orderdir sortorder ordertype sorttype order sort orderby asc
    ascending desc descending reverse`);

function isText({ types }: SchemaView): boolean {
  return types.size === 0 || types.has('string') || types.has('array');
}

/** Whether all values are directions: `asc` and `desc`. */
function isDirection(view: SchemaView): boolean {
  const values = valuesOf(view);
  return values !== undefined && values.length > 0 && values.every(value => /^(?:a|de)sc(?:ending)?$/i.test(value));
}

function isFlag({ folded, view }: QueryName): boolean {
  return view.types.has('boolean') && /^(?:asc|desc|reverse)/.test(folded);
}

/** Beside the name of a member, an order of any text is a direction. */
function isOpenText({ view }: QueryName, by: QueryName | undefined): boolean {
  return by !== undefined && !valuesOf(view) && view.types.has('string');
}

function valuesOf(view: SchemaView): string[] | undefined {
  const values = view.enum ?? view.items?.enum;
  return values?.filter(value => value !== null).map(String);
}

/** The members by folded name; a time also without its ending. */
function namesOf(item: SchemaView): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const members = listMembers(item).filter(({ isList }) => !isList);
  for (const { folded, member } of members) if (!names.has(folded)) names.set(folded, member);
  for (const { folded, member, view } of members) {
    const stem = /^(.+?)(?:at|on|date|datetime|time)$/.exec(folded)?.[1];
    const isTime = view.format === 'date-time' || view.format === 'date' || /(?:At|_at)$/.test(member);
    if (isTime && stem !== undefined && !names.has(stem)) names.set(stem, member);
  }
  return names;
}

/** A listed value, and the order that it means; undefined where that is not known. */
function readListed(value: string, members: ReadonlyMap<string, string>): [string, string] | undefined {
  const age = /^(?:newest|latest|recent|most_?recent)$/i.test(value) ? '-' : /^oldest$/i.test(value) ? '' : undefined;
  const created = members.get('createdat') ?? members.get('created') ?? members.get('creation');
  if (age !== undefined) return created === undefined ? undefined : [value, age + created];
  const terms = readOrder(value).map(term => withMember(term, members));
  return terms.length > 0 && terms.every(term => term !== undefined)
    ? [value, writeTerms(terms as OrderTerm[])]
    : undefined;
}

function listOf<Value>(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}

function withMember(term: OrderTerm, members: ReadonlyMap<string, string>): OrderTerm | undefined {
  const member = members.get(foldName(term.member));
  return member === undefined ? undefined : { ...term, member };
}

function writeTerms(terms: readonly OrderTerm[]): string {
  return terms.map(({ member, descending }) => (descending ? `-${member}` : member)).join(',');
}

type Found = {
  by: QueryName | undefined;
  direction: QueryName | undefined;
  values: ReadonlyMap<string, string>;
  members: ReadonlyMap<string, string>;
};

/** The order that the defaults give. */
function usualOrder({ by, direction, values, members }: Found): string | undefined {
  const value = by?.view.default;
  if (typeof value !== 'string') return undefined;
  const [, meaning] = values.has(value) ? [value, values.get(value)] : (readListed(value, members) ?? []);
  if (meaning === undefined) return undefined;
  const isReversed = direction !== undefined && isDescending(direction.view.default, direction.folded);
  return isReversed && !meaning.startsWith('-') ? `-${meaning}` : meaning;
}
