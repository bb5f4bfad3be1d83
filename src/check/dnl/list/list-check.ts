import { type Case, fromTarget, type Placeholder } from '../../model/case.js';
import { type Check, defineCheck, type Finding, inconclusive } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { list, PAGE } from '../users/steps.js';
import { readPage, type UserPage } from '../users/user.js';
import type { ListFilter } from './filters.js';

/** The pages that a case got, and the queries that it sent for them. */
type ListRun<E> = {
  pages: readonly [UserPage, ...UserPage[]];
  queries: readonly [URLSearchParams, ...URLSearchParams[]];
  case: Case<Knowledge, E>;
  known: Knowledge;
  expect: E;
};

/** Defines a check of pages of users. If a response has no page, the statements of the case are inconclusive. */
export function defineListCheck<E = undefined>(
  check: Pick<Check<Knowledge>, 'id' | 'says'> & {
    cases: readonly Case<Knowledge, E>[];
    judge(run: ListRun<E>): readonly Finding[];
  },
): Check<Knowledge> {
  return defineCheck<Knowledge, E>({
    ...check,
    judge({ exchanges, ...run }) {
      const pages = exchanges.map(readPage);
      if (pages.includes(undefined)) {
        const response = pages.length === 1 ? 'The response' : 'A response';
        return run.case.statements.map(id => inconclusive(id, `${response} has no page of users.`));
      }
      const queries = exchanges.map(({ url }) => new URL(url).searchParams);
      return check.judge({ ...run, pages, queries } as unknown as ListRun<E>);
    },
  });
}

/** A case that lists the users by one filter, once for each value. */
export function filterCase(
  filter: ListFilter,
  id: string,
  ...values: readonly Placeholder<Knowledge>[]
): Case<Knowledge, ListFilter> {
  const { parameter } = filter;
  return {
    id,
    operation: 'listUsers',
    parameter,
    statements: [`list.${parameter}`],
    steps: values.map(value => list({ [parameter]: value, per_page: PAGE })),
    expect: filter,
  };
}

/** The ids of so many users, as `user_id_in` has them; the first are left out. */
export function someIds(count: number, first = 0): Placeholder<Knowledge> {
  return fromTarget(`${count} users`, ({ known: { users } }) =>
    users.length < first + count ? undefined : listIds(users.slice(first, first + count)).join(),
  );
}

export function listIds(users: UserPage['items']): number[] {
  return users.map(({ user_id }) => user_id);
}
