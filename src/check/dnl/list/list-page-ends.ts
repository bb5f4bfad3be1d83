import { type Case, fromTarget } from '../../model/case.js';
import { type Check, defineCheck, type Finding, fails, inconclusive, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { list } from '../users/steps.js';
import { readPage } from '../users/user.js';

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
