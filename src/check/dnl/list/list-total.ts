import { type Case, fromTarget } from '../../model/case.js';
import { type Check, defineCheck, type Finding, fails, formatValue, inconclusive, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { list, PAGE } from '../users/steps.js';
import { readPage } from '../users/user.js';

/** dnl-user-list:107, and reading page-beyond. */
const BEYOND = [999_999, 999_999_999];

export const listTotal: Check<Knowledge> = defineCheck<Knowledge, 'list.total' | 'ruled.page-beyond'>({
  id: 'list-total',
  says: 'total counts all users that are found, on every page; a page after the last is empty.',
  cases: [
    {
      id: 'one user a page',
      operation: 'listUsers',
      statements: ['list.total'],
      steps: [list({ per_page: 1 }), list({ per_page: 1, page: 1 }), list({ per_page: 3 })],
      expect: 'list.total',
    },
    {
      id: 'three users by id, on one page',
      operation: 'listUsers',
      parameter: 'user_id_in',
      statements: ['list.total'],
      steps: [
        list({ user_id_in: fromTarget<Knowledge>('three users', ({ known }) => someIds(known)), per_page: PAGE }),
      ],
      expect: 'list.total',
    },
    ...BEYOND.map(page => ({
      id: `page ${page}, past the last`,
      operation: 'listUsers',
      parameter: 'page',
      statements: ['ruled.page-beyond'],
      steps: [list(), list({ page })],
      expect: 'ruled.page-beyond' as const,
    })),
  ],
  judge({ exchanges, expect: statement, known }): Finding[] {
    const pages = exchanges.map(readPage);
    const [first] = pages;
    if (!first || !pages.every(page => page !== undefined))
      return [inconclusive(statement, 'A response has no page of users.')];
    const other = pages.findIndex(page => page?.total !== first.total);
    if (other >= 0) {
      const message = 'total depends on the page.';
      return [
        fails(statement, {
          message,
          expected: formatValue(first.total),
          got: formatValue(pages[other]?.total),
          at: other,
        }),
      ];
    }
    if (statement === 'ruled.page-beyond') {
      const items = pages[1]?.items ?? [];
      if (items.length === 0) return [passes(statement)];
      return [
        fails(statement, { message: 'A page after the last has users.', expected: 'none', got: `${items.length}` }),
      ];
    }
    if (statement === 'list.total' && pages.length === 1 && first.total !== first.items.length) {
      const got = formatValue(first.total);
      return [
        fails(statement, {
          message: 'total is not the number of users found.',
          expected: `${first.items.length}`,
          got,
        }),
      ];
    }
    if (pages.length > 1 && known.read && known.users.length !== first.total) {
      const got = formatValue(first.total);
      return [
        fails(statement, { message: 'total is not the number of users.', expected: `${known.users.length}`, got }),
      ];
    }
    return first.total > 1 || pages.length === 1
      ? [passes(statement)]
      : [inconclusive(statement, 'There is at most one user.')];
  },
});

function someIds({ users }: Knowledge): string | undefined {
  return users.length < 4
    ? undefined
    : users
        .slice(1, 4)
        .map(({ user_id }) => user_id)
        .join(',');
}

/** Filters with two values, where each user matches one of them. */
const HALVES = ['active', 'last_login_time_isnull'];

export const listSplit: Check<Knowledge> = defineCheck({
  id: 'list-split',
  says: 'The totals for true and false add up to the total of all users.',
  cases: HALVES.map(parameter => ({
    id: parameter,
    operation: 'listUsers',
    parameter,
    statements: [`list.${parameter}`],
    steps: [list(), list({ [parameter]: 'true' }), list({ [parameter]: 'false' })],
  })),
  judge({ exchanges, case: { parameter = '' } }): Finding[] {
    const statement = `list.${parameter}`;
    const [all, yes, no] = exchanges.map(exchange => readPage(exchange)?.total);
    if (all === undefined || yes === undefined || no === undefined) {
      return [inconclusive(statement, 'A response has no page of users.')];
    }
    if (yes + no !== all) {
      const got = `${yes} and ${no}`;
      return [
        fails(statement, {
          message: 'The totals for true and false do not add up to the total.',
          expected: `${all} in all`,
          got,
        }),
      ];
    }
    return yes > 0 && no > 0 ? [passes(statement)] : [inconclusive(statement, 'All users match the same value.')];
  },
});

/** The size of the pages; `count` users by id, because the whole list may change during the run. */
type Expect = { size: number; count?: number };

/** Numbers of users, and sizes that divide them, leave one user, equal the number, and exceed it by one. */
const BY_ID: readonly (readonly [count: number, size: number])[] = [
  [4, 1],
  [4, 2],
  [4, 3],
  [4, 4],
  [4, 5],
  [5, 2],
];

const SIZES = [7, 99, 100];

/** All pages and the one after the last; of the whole list only the last page and the one after it. */
export const listPageEnds: Check<Knowledge> = defineCheck<Knowledge, Expect>({
  id: 'list-page-ends',
  says: 'The last page has the users that are left, the page after it has none, and both have the same total.',
  cases: [...BY_ID.map(([count, size]) => byId(count, size)), ...SIZES.map(wholeList)],
  judge({ exchanges, expect: { size, count } }): Finding[] {
    const pages = exchanges.map(readPage);
    const statements = ['list.page', 'list.per_page', 'list.total', 'ruled.page-beyond'];
    const [start] = pages;
    if (!start || pages.includes(undefined))
      return statements.map(id => inconclusive(id, 'A response has no page of users.'));
    if (count !== undefined && start.total !== count)
      return statements.map(id => inconclusive(id, 'user_id_in did not find the users to be paged.'));
    for (const [at, page] of pages.entries()) {
      const number = Number(new URL(exchanges[at]?.url ?? '').searchParams.get('page'));
      const expected = Math.max(0, Math.min(size, start.total - number * size));
      const got = page?.items.length ?? 0;
      const where = `Page ${number} of ${size} users a page`;
      if (page?.total !== start.total) {
        const message = `${where} has another total.`;
        return [
          fails(number * size < start.total ? 'list.total' : 'ruled.page-beyond', {
            message,
            expected: `${start.total}`,
            got: `${page?.total}`,
            at,
          }),
        ];
      }
      if (got === expected) continue;
      const broken = expected === 0 ? 'ruled.page-beyond' : got > size ? 'list.per_page' : 'list.page';
      return [
        fails(broken, { message: `${where} has a wrong number of users.`, expected: `${expected}`, got: `${got}`, at }),
      ];
    }
    const ids = pages.flatMap(page => page?.items.map(({ user_id }) => user_id) ?? []);
    if (new Set(ids).size < ids.length)
      return [fails('list.page', { message: 'A user is on two pages.', expected: 'each user once', got: `${ids}` })];
    return statements.map(id => passes(id));
  },
});

function byId(count: number, size: number): Case<Knowledge, Expect> {
  const ids = fromTarget<Knowledge>(`${count} users`, ({ known: { users } }) =>
    users.length < count
      ? undefined
      : users
          .slice(0, count)
          .map(({ user_id }) => user_id)
          .join(),
  );
  const pages = Math.ceil(count / size) + 1;
  return {
    id: `${count} users by id, ${size} a page`,
    operation: 'listUsers',
    parameter: 'page',
    statements: ['list.page', 'list.per_page', 'list.total', 'ruled.page-beyond'],
    steps: Array.from({ length: pages }, (_, page) => list({ user_id_in: ids, per_page: size, page })),
    expect: { size, count },
  };
}

function wholeList(size: number): Case<Knowledge, Expect> {
  const page = (past: number) => fromTarget<Knowledge>('total', ({ known }) => lastPage(known, size) + past);
  return {
    id: `the last pages of the whole list, ${size} a page`,
    operation: 'listUsers',
    parameter: 'page',
    statements: ['list.page', 'list.per_page', 'list.total', 'ruled.page-beyond'],
    steps: [0, 1].map(past => list({ per_page: size, page: page(past) })),
    expect: { size },
  };
}

function lastPage({ total }: Knowledge, size: number): number {
  return Math.max(0, Math.ceil(total / size) - 1);
}
