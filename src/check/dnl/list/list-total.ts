import { type Case, fromTarget } from '../../model/case.js';
import { type Check, type Finding, fails, inconclusive, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { list, PAGE } from '../users/steps.js';
import { defineListCheck, listIds, someIds } from './list-check.js';

/** dnl-user-list:107, and reading page-beyond. */
const BEYOND = [999_999, 999_999_999];

export const listTotal: Check<Knowledge> = defineListCheck<'list.total' | 'ruled.page-beyond'>({
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
      steps: [list({ user_id_in: someIds(3, 1), per_page: PAGE })],
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
  judge({ pages, expect: statement, known }): Finding[] {
    const [first] = pages;
    const wrong = (message: string, expected: number | 'none', got: number, at = pages.length - 1) => [
      fails(statement, { message, expected: `${expected}`, got: `${got}`, at }),
    ];
    for (const [at, { total }] of pages.entries()) {
      if (total !== first.total) return wrong('total depends on the page.', first.total, total, at);
    }
    if (statement === 'ruled.page-beyond') {
      const users = pages[1]?.items.length ?? 0;
      return users === 0 ? [passes(statement)] : wrong('A page after the last has users.', 'none', users);
    }
    if (pages.length === 1) {
      if (first.total === first.items.length) return [passes(statement)];
      return wrong('total is not the number of users found.', first.items.length, first.total);
    }
    if (known.read && known.users.length !== first.total) {
      return wrong('total is not the number of users.', known.users.length, first.total);
    }
    return first.total > 1 ? [passes(statement)] : [inconclusive(statement, 'There is at most one user.')];
  },
});

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

const STATEMENTS = ['list.page', 'list.per_page', 'list.total', 'ruled.page-beyond'];

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
export const listPageEnds: Check<Knowledge> = defineListCheck<Expect>({
  id: 'list-page-ends',
  says: 'The last page has the users that are left, the page after it has none, and both have the same total.',
  cases: [...BY_ID.map(([count, size]) => byId(count, size)), ...SIZES.map(wholeList)],
  judge({ pages, queries, expect: { size, count } }): Finding[] {
    const [{ total }] = pages;
    if (count !== undefined && total !== count)
      return STATEMENTS.map(id => inconclusive(id, 'user_id_in did not find the users to be paged.'));
    for (const [at, page] of pages.entries()) {
      const number = Number(queries[at]?.get('page'));
      const expected = Math.max(0, Math.min(size, total - number * size));
      const got = page.items.length;
      const where = `Page ${number} of ${size} users a page`;
      if (page.total !== total) {
        const broken = number * size < total ? 'list.total' : 'ruled.page-beyond';
        return [
          fails(broken, { message: `${where} has another total.`, expected: `${total}`, got: `${page.total}`, at }),
        ];
      }
      if (got === expected) continue;
      const broken = expected === 0 ? 'ruled.page-beyond' : got > size ? 'list.per_page' : 'list.page';
      const message = `${where} has a wrong number of users.`;
      return [fails(broken, { message, expected: `${expected}`, got: `${got}`, at })];
    }
    const ids = pages.flatMap(({ items }) => listIds(items));
    if (new Set(ids).size < ids.length)
      return [fails('list.page', { message: 'A user is on two pages.', expected: 'each user once', got: `${ids}` })];
    return STATEMENTS.map(id => passes(id));
  },
});

function byId(count: number, size: number): Case<Knowledge, Expect> {
  const pages = Array.from({ length: Math.ceil(count / size) + 1 }, (_, page) => page);
  return {
    id: `${count} users by id, ${size} a page`,
    operation: 'listUsers',
    parameter: 'page',
    statements: STATEMENTS,
    steps: pages.map(page => list({ user_id_in: someIds(count), per_page: size, page })),
    expect: { size, count },
  };
}

function wholeList(size: number): Case<Knowledge, Expect> {
  const page = (past: number) => fromTarget<Knowledge>('total', ({ known }) => lastPage(known, size) + past);
  return {
    id: `the last pages of the whole list, ${size} a page`,
    operation: 'listUsers',
    parameter: 'page',
    statements: STATEMENTS,
    steps: [0, 1].map(past => list({ per_page: size, page: page(past) })),
    expect: { size },
  };
}

function lastPage({ total }: Knowledge, size: number): number {
  return Math.max(0, Math.ceil(total / size) - 1);
}
