import { fromTarget } from '../../model/case.js';
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
