import { type CaseContext, fromTarget } from '../../model/case.js';
import { type Check, defineCheck, type Finding, fails, formatValue, inconclusive, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { list, PAGE } from '../users/steps.js';
import { readPage } from '../users/user.js';
import { atOffset, FILTERS, findTellingValues, type ListFilter, mayFind, spread } from './filters.js';
import { defineListCheck, filterCase, listIds } from './list-check.js';

/** Hours east or west of UTC at which the bounds of times are written. */
const OFFSETS = [0, 14, -12, 5.5];

/** Each parameter alone, with values that distinguish the users of the target. */
export const listFilter: Check<Knowledge> = defineListCheck<ListFilter>({
  id: 'list-filter',
  says: 'A filter finds only users that match, and all of them.',
  cases: FILTERS.flatMap(filter =>
    listWritings(filter).flatMap(({ id, turns, write, valuesFrom }) =>
      Array.from({ length: turns }, (_, at) => {
        const what = `value of ${filter.key} that distinguishes users`;
        const value = fromTarget<Knowledge>(what, ({ known, pick }) => {
          const values = valuesFrom(known);
          const value = values.length > 2 ? pick(values.filter((_, index) => index % turns === at)) : values[at];
          return value === undefined ? undefined : write(value);
        });
        return filterCase(filter, `${filter.parameter}, ${id} ${at + 1}`, value);
      }),
    ),
  ),
  judge({ pages: [page], queries: [query], expect: filter, known }): Finding[] {
    const statement = `list.${filter.parameter}`;
    const value = query.get(filter.parameter) ?? '';
    const stranger = page.items.find(user => !mayFind(filter, user, value));
    if (stranger) {
      const got = `user ${stranger.user_id} with ${filter.key} ${formatValue(stranger[filter.key])}`;
      return [fails(statement, { message: 'The filter finds a user that does not match.', expected: value, got })];
    }
    const must = known.users.filter(user => filter.finds(user, value));
    const may = known.users.filter(user => filter.mayFind?.(user, value));
    const found = new Set(listIds(page.items));
    const missing = must.find(({ user_id }) => page.total <= PAGE && !found.has(user_id));
    if (missing || page.total < must.length) {
      const got = missing ? `not user ${missing.user_id}, ${formatValue(missing[filter.key])}` : `${page.total} users`;
      const message = 'The filter does not find all users that match.';
      return [fails(statement, { message, expected: `${must.length} users`, got })];
    }
    const most = Math.max(must.length, may.length);
    if (known.complete && page.total !== must.length && page.total !== most) {
      const expected = `${must.length}${most > must.length ? ` or ${most}` : ''} users`;
      const message = 'The filter finds a wrong number of users.';
      return [fails(statement, { message, expected, got: `${page.total}` })];
    }
    // of users that were not read nothing is known
    const observed = known.complete
      ? observeMatch(filter, { exact: must.length, contains: most, found: page.total })
      : {};
    return [passes(statement, observed)];
  },
});

/** The choice of the reading that the number of found users shows, if it shows one. */
function observeMatch(
  { parameter, doubt }: ListFilter,
  { exact, contains, found }: { exact: number; contains: number; found: number },
): Partial<Finding> {
  if (!doubt || exact === contains) return {};
  const choice = found === exact ? doubt.least : doubt.most;
  return { observed: { reading: doubt.reading, choice, where: parameter } };
}

type Writing = {
  id: string;
  /** The number of cases, each with other values. */
  turns: number;
  write(value: string): string;
  valuesFrom(known: Knowledge): readonly string[];
};

function keep(value: string): string {
  return value;
}

/** Times are written in several ways, and tried at the bound; other values are written in one way. */
function listWritings(filter: ListFilter): Writing[] {
  const telling = (known: Knowledge) => findTellingValues(filter, known).map(({ value }) => value);
  const { borders } = filter;
  const turns = filter.parameter === 'user_id_in' ? 4 : 2;
  if (!borders) return [{ id: 'value', turns, write: keep, valuesFrom: telling }];
  return [
    ...OFFSETS.map(hours => ({
      id: `written at offset ${hours},`,
      // before and after a user's time: of a bound whose offset is ignored, one of them shows it
      turns: 2,
      write: (value: string) => atOffset(value, hours),
      valuesFrom: telling,
    })),
    { id: 'the very time of a user,', turns: 2, write: keep, valuesFrom: borders },
  ];
}

/** A target may refuse a value that no user has (reading bad-parameter), but must not ignore the filter. */
export const listFilterNobody: Check<Knowledge> = defineCheck<Knowledge, string>({
  id: 'list-filter-nobody',
  says: 'A filter with a value that no user has finds no user.',
  cases: FILTERS.flatMap(({ parameter, key, unmatched }) => {
    if (unmatched === undefined) return [];
    const value = fromTarget<Knowledge>(`${key} of users`, ({ known, unique }) => unmatched(known, unique()));
    const statement = `list.${parameter}`;
    const steps = [list({ [parameter]: value }, { expects: 'any' })];
    return [{ id: parameter, operation: 'listUsers', parameter, statements: [statement], steps, expect: statement }];
  }),
  judge({ exchanges: [exchange], expect: statement, known }): Finding[] {
    if (exchange?.response?.status !== 200) return [passes(statement)];
    const page = readPage(exchange);
    if (!page || known.users.length === 0) return [inconclusive(statement, 'The target has no users.')];
    if (page.total === 0 && page.items.length === 0) return [passes(statement)];
    const message = 'A value that no user has finds users.';
    return [fails(statement, { message, expected: '0 users', got: `${page.items.length} of ${page.total} users` })];
  },
});

type Pair = readonly [ListFilter, ListFilter];

/** Each filter with three others, so that every filter is in some pairs; not all pairs. */
const PAIRS: readonly Pair[] = [1, 2, 5].flatMap(distance =>
  FILTERS.flatMap((filter, at) => {
    const other = FILTERS[(at + distance) % FILTERS.length];
    return other && other.key !== filter.key ? [[filter, other] as const] : [];
  }),
);

export const listFilterPair: Check<Knowledge> = defineListCheck<Pair>({
  id: 'list-filter-pair',
  says: 'Two filters together find the users that each of them finds.',
  cases: PAIRS.map(pair => ({
    id: pair.map(({ parameter }) => parameter).join(' and '),
    operation: 'listUsers',
    parameter: pair[0].parameter,
    statements: ['list.query'],
    steps: [
      list({
        ...Object.fromEntries(
          pair.map(({ parameter }, at) => [
            parameter,
            fromTarget<Knowledge>('pair of values that distinguish users', context => pickPair(pair, context)?.[at]),
          ]),
        ),
        per_page: PAGE,
      }),
    ],
    expect: pair,
  })),
  judge({ pages: [page], queries: [query], expect: pair, known }): Finding[] {
    const values = pair.map(({ parameter }) => query.get(parameter) ?? '');
    const must = known.users.filter(user => pair.every((filter, at) => filter.finds(user, values[at] ?? '')));
    const may = known.users.filter(user => pair.every((filter, at) => mayFind(filter, user, values[at] ?? '')));
    const wrong = page.items.find(user => !pair.every((filter, at) => mayFind(filter, user, values[at] ?? '')));
    const got = wrong ? `user ${wrong.user_id}, which does not match both` : `${page.total} users`;
    const tooMany = known.complete && page.total > may.length;
    if (wrong || page.total < must.length || tooMany) {
      const expected = `the ${must.length} users that both find`;
      return [
        fails('list.query', {
          message: 'Two filters together do not find the users that each of them finds.',
          expected,
          got,
        }),
      ];
    }
    return [passes('list.query')];
  },
});

/** How many values of each filter are tried. */
const MAX_TRIED = 12;

/** The values of a pair, cached for its two parameters. */
const found = new WeakMap<CaseContext<Knowledge>, readonly [string, string] | undefined>();

/** Two values whose users overlap, but where neither finds all users of the other; else two values without a common user. */
function pickPair([left, right]: Pair, context: CaseContext<Knowledge>): readonly [string, string] | undefined {
  const { known, pick } = context;
  if (found.has(context)) return found.get(context);
  const others = spread(findTellingValues(right, known), MAX_TRIED);
  const pairs = spread(findTellingValues(left, known), MAX_TRIED).flatMap(one =>
    others.map(other => {
      const both = [...one.users].filter(user => other.users.has(user)).length;
      const proper = both < one.users.size && both < other.users.size;
      return { values: [one.value, other.value] as const, both, proper };
    }),
  );
  const proper = pairs.filter(pair => pair.proper);
  const overlapping = proper.filter(({ both }) => both > 0);
  const values = pick(overlapping.length > 0 ? overlapping : proper)?.values;
  found.set(context, values);
  return values;
}

/** Filters with two values, where each user matches one of them. */
const HALVES = ['active', 'last_login_time_isnull'];

export const listSplit: Check<Knowledge> = defineListCheck({
  id: 'list-split',
  says: 'The totals for true and false add up to the total of all users.',
  cases: HALVES.map(parameter => ({
    id: parameter,
    operation: 'listUsers',
    parameter,
    statements: [`list.${parameter}`],
    steps: [list(), list({ [parameter]: 'true' }), list({ [parameter]: 'false' })],
  })),
  judge({ pages, case: { parameter } }): Finding[] {
    const statement = `list.${parameter}`;
    const [all = 0, yes = 0, no = 0] = pages.map(({ total }) => total);
    if (yes + no !== all) {
      const message = 'The totals for true and false do not add up to the total.';
      return [fails(statement, { message, expected: `${all} in all`, got: `${yes} and ${no}` })];
    }
    return yes > 0 && no > 0 ? [passes(statement)] : [inconclusive(statement, 'All users match the same value.')];
  },
});
