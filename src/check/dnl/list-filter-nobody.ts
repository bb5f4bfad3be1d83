import { learned } from '../case.js';
import { type Check, defineCheck, type Finding, fails, passes, undecided } from '../check.js';
import { FILTERS } from './filters.js';
import type { Known } from './known.js';
import { list } from './steps.js';
import { pageOf } from './user.js';

/** A target may refuse a value that no list of its own has (reading bad-parameter), but not take it for no filter. */
export const listFilterNobody: Check<Known> = defineCheck<Known, string>({
  id: 'list-filter-nobody',
  says: 'A filter with a value that nobody has finds nobody.',
  cases: FILTERS.flatMap(({ parameter, key, nobodys }) =>
    nobodys === undefined
      ? []
      : [
          {
            id: parameter,
            operation: 'listUsers',
            parameter,
            statements: [`list.${parameter}`],
            steps: [
              list([[parameter, learned<Known>(`${key} of users`, ({ known, unique }) => nobodys(known, unique()))]], {
                expects: 'any',
              }),
            ],
            expect: `list.${parameter}`,
          },
        ],
  ),
  judge({ exchanges: [exchange], expect: statement, known }): Finding[] {
    if (exchange?.reply?.status !== 200) return [passes(statement)];
    const page = pageOf(exchange);
    if (!page || known.users.length === 0) return [undecided(statement, 'There are no users to be found.')];
    if (page.total === 0 && page.items.length === 0) return [passes(statement)];
    const message = 'A value that nobody has finds users.';
    return [fails(statement, { message, expected: '0 users', got: `${page.items.length} of ${page.total} users` })];
  },
});
