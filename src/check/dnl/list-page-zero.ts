import { type Check, defineCheck, type Finding, fails, passes, shown, undecided } from '../check.js';
import type { Known } from './known.js';
import { list } from './steps.js';
import { pageOf } from './user.js';

/** Reading page-base: the first page is 0, as in the example (dnl-user-list:108). */
export const listPageZero: Check<Known> = defineCheck<Known, null>({
  id: 'list-page-zero',
  says: 'The first page is page 0, and page 1 is the one after it.',
  cases: [
    {
      id: 'page=0 and page=1',
      operation: 'listUsers',
      parameter: 'page',
      statements: ['list.page', 'list.answer.page'],
      steps: [
        list([['per_page', 2]]),
        list([
          ['per_page', 2],
          ['page', 0],
        ]),
        list([
          ['per_page', 1],
          ['page', 1],
        ]),
      ],
      expect: null,
    },
  ],
  judge({ exchanges }): Finding[] {
    const [first, zero, one] = exchanges.map(exchange => pageOf(exchange)?.items.map(({ user_id }) => user_id));
    if (!first || !zero || !one) return [undecided('list.page', 'An answer has no page of users.')];
    if (first.length < 2) return [undecided('list.page', 'There are fewer than two users.')];
    const wrong = (message: string, expected: unknown, got: unknown, at: number) =>
      ['list.page', 'list.answer.page'].map(statement =>
        fails(statement, { message, expected: shown(expected), got: shown(got), at }),
      );
    if (first.join() !== zero.join()) return wrong('Page 0 is not the first page.', first, zero, 1);
    if (one[0] !== first[1]) return wrong('Page 1 is not the second page.', first.slice(1, 2), one, 2);
    return [passes('list.page'), passes('list.answer.page')];
  },
});
