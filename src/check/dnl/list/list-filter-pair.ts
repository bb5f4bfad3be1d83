import { type CaseContext, fromTarget } from '../../model/case.js';
import { type Check, type Finding, fails, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { list, PAGE } from '../users/steps.js';
import { FILTERS, findTellingValues, type ListFilter, mayFind, spread } from './filters.js';
import { defineListCheck } from './list-check.js';

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
      return [fails('list.query', { message: 'Two filters do not intersect.', expected, got })];
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
