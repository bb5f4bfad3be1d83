import { type Check, defineCheck, type Finding, fails, passes, undecided } from '../check.js';
import type { Known } from './known.js';
import { list } from './steps.js';
import { pageOf } from './user.js';

/** Filters that each user matches with one of two values. */
const HALVES = ['active', 'last_login_time_isnull'];

export const listSplit: Check<Known> = defineCheck<Known, null>({
  id: 'list-split',
  says: 'true and false of a filter split the total.',
  cases: HALVES.map(parameter => ({
    id: parameter,
    operation: 'listUsers',
    parameter,
    statements: [`list.${parameter}`],
    steps: [list(), list([[parameter, 'true']]), list([[parameter, 'false']])],
    expect: null,
  })),
  judge({ exchanges, case: { parameter = '' } }): Finding[] {
    const statement = `list.${parameter}`;
    const [all, yes, no] = exchanges.map(exchange => pageOf(exchange)?.total);
    if (all === undefined || yes === undefined || no === undefined) {
      return [undecided(statement, 'An answer has no page of users.')];
    }
    if (yes + no !== all) {
      const got = `${yes} and ${no}`;
      return [fails(statement, { message: 'true and false do not split the total.', expected: `${all} in all`, got })];
    }
    return yes > 0 && no > 0 ? [passes(statement)] : [undecided(statement, 'All users are on one side.')];
  },
});
