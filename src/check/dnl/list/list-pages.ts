import { type Case, fromTarget } from '../../model/case.js';
import { type Check, type Finding, fails, formatValue, inconclusive, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { list } from '../users/steps.js';
import type { UserPage } from '../users/user.js';
import { defineListCheck, listIds } from './list-check.js';

type Expect = { size?: number; page?: number };

/** A page has the requested size, and the response repeats the page and size of the request. */
export const listPages: Check<Knowledge> = defineListCheck<Expect>({
  id: 'list-pages',
  says: 'A page has as many users as requested, or the users that are left, and its number.',
  cases: [
    pageCase(1),
    pageCase(2),
    pageCase(7),
    pageCase(99),
    pageCase(100),
    {
      ...pageCase(100),
      id: 'per_page=100, page 1',
      steps: [list({ per_page: 100, page: 1 })],
      expect: { size: 100, page: 1 },
    },
    {
      id: 'no per_page',
      operation: 'listUsers',
      parameter: 'per_page',
      statements: ['list.answer.per_page'],
      steps: [list()],
      expect: {},
    },
  ],
  judge({ pages: [returned], expect: { size, page = 0 } }): Finding[] {
    const requested = size ?? Number(returned.perPage);
    const findings = [
      judgeEqual('list.answer.per_page', 'per_page is not the requested one.', requested, returned.perPage),
      judgeEqual('list.answer.page', 'page is not the requested one.', page, returned.page),
    ];
    const left = Math.max(0, Math.min(requested, returned.total - page * requested));
    const full = judgeEqual('list.per_page', 'The page has a wrong number of users.', left, returned.items.length);
    if (full.verdict === 'fail' || returned.total > requested) return [...findings, full];
    return [...findings, inconclusive('list.per_page', 'All users fit on one page.')];
  },
});

function pageCase(size: number): Case<Knowledge, Expect> {
  return {
    id: `per_page=${size}`,
    operation: 'listUsers',
    parameter: 'per_page',
    statements: ['list.per_page', 'list.answer.per_page'],
    steps: [list({ per_page: size })],
    expect: { size },
  };
}

function judgeEqual(statement: string, message: string, expected: unknown, got: unknown): Finding {
  return expected === got
    ? passes(statement)
    : fails(statement, { message, expected: formatValue(expected), got: formatValue(got) });
}

/** A page size so small that there are four pages, if there are enough users. */
const quarter = fromTarget<Knowledge>('total', ({ known: { total } }) =>
  Math.max(1, Math.min(50, Math.ceil(total / 4))),
);
const half = fromTarget<Knowledge>(
  'total',
  ({ known: { total } }) => 2 * Math.max(1, Math.min(50, Math.ceil(total / 4))),
);

const ORDERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'without an order': {},
  'by user_id': { order_by: 'user_id', order_dir: 'asc' },
  'by active, with many ties': { order_by: 'active', order_dir: 'desc' },
  'by last_login_time, with nulls': { order_by: 'last_login_time', order_dir: 'asc' },
};

/** Four pages have the same users in the same order as two pages of twice the size. */
export const listPagesJoin: Check<Knowledge> = defineListCheck({
  id: 'list-pages-join',
  says: 'All pages together are the whole list: no user is missing, and no user is on two pages.',
  cases: Object.entries(ORDERS).map(([id, order]) => ({
    id,
    operation: 'listUsers',
    parameter: 'page',
    statements: ['list.page'],
    steps: [
      ...[0, 1, 2, 3].map(page => list({ ...order, per_page: quarter, page })),
      ...[0, 1].map(page => list({ ...order, per_page: half, page })),
    ],
  })),
  judge({ pages, case: { id }, known }): Finding[] {
    const statements = ['list.page', ...(id === 'without an order' ? [] : ['ruled.order-details'])];
    const idsOf = (some: readonly UserPage[]) => some.flatMap(({ items }) => listIds(items));
    const [small, large] = [idsOf(pages.slice(0, 4)), idsOf(pages.slice(4))];
    const twice = small.find((id, at) => small.indexOf(id) !== at);
    const wrong = (message: string, expected: unknown, got: unknown) =>
      statements.map(statement =>
        fails(statement, { message, expected: formatValue(expected), got: formatValue(got), at: 1 }),
      );
    if (twice !== undefined) return wrong(`User ${twice} is on two pages.`, 'each user once', small);
    if (small.join() !== large.join()) return wrong('Small pages and large pages have different users.', large, small);
    const [first] = pages;
    const total = known.complete ? known.users.length : first.total;
    const room = 4 * first.items.length;
    if (small.length < Math.min(total, room))
      return wrong('Users are missing.', `${Math.min(total, room)} users`, small.length);
    if (first.total <= first.items.length) {
      return statements.map(statement => inconclusive(statement, 'All users fit on one page.'));
    }
    return statements.map(statement => passes(statement));
  },
});

/** Reading page-base: the first page is 0, as in the example (dnl-user-list:108). */
export const listPageZero: Check<Knowledge> = defineListCheck({
  id: 'list-page-zero',
  says: 'The first page is page 0, and page 1 is the one after it.',
  cases: [
    {
      id: 'page=0 and page=1',
      operation: 'listUsers',
      parameter: 'page',
      statements: ['list.page', 'list.answer.page'],
      steps: [list({ per_page: 2 }), list({ per_page: 2, page: 0 }), list({ per_page: 1, page: 1 })],
    },
  ],
  judge({ pages }): Finding[] {
    const [first = [], zero = [], one = []] = pages.map(({ items }) => listIds(items));
    if (first.length < 2) return [inconclusive('list.page', 'There are fewer than two users.')];
    const wrong = (message: string, expected: unknown, got: unknown, at: number) =>
      ['list.page', 'list.answer.page'].map(statement =>
        fails(statement, { message, expected: formatValue(expected), got: formatValue(got), at }),
      );
    if (first.join() !== zero.join()) return wrong('Page 0 is not the first page.', first, zero, 1);
    if (one[0] !== first[1]) return wrong('Page 1 is not the second page.', first.slice(1, 2), one, 2);
    return [passes('list.page'), passes('list.answer.page')];
  },
});
