import type { TargetExchange } from '../../target/index.js';
import { fromTarget } from '../model/case.js';
import { type Check, defineCheck, type Finding, fails, formatValue, passes } from '../model/check.js';
import type { Knowledge } from './users/known.js';
import { get, list } from './users/steps.js';
import { readPage, readUser, type User } from './users/user.js';

const someone = fromTarget<Knowledge>('user', ({ known, pick }) => pick(known.users)?.user_id);

/** The printed commands of the list and the get page, with an id of the target; the command for get has a doubled slash. */
export const printedReads: Check<Knowledge> = defineCheck<Knowledge, 'list.curl' | 'get.curl'>({
  id: 'printed-reads',
  says: 'The reads that the pages print work as printed, with ids of the target.',
  cases: [
    {
      id: 'the list (dnl-user-list:97-99)',
      operation: 'listUsers',
      statements: ['list.curl', 'list.operation', 'list.address', 'list.base', 'list.headers', 'list.status-200'],
      steps: [list()],
      expect: 'list.curl',
    },
    {
      id: 'one user, with a doubled slash (dnl-user-get:93-95)',
      operation: 'getUser',
      statements: ['get.curl', 'get.address', 'get.headers', 'get.status-200'],
      steps: [get(someone, { template: '/v1//user/{user_id}' })],
      expect: 'get.curl',
    },
  ],
  judge({ exchanges: [exchange], expect: curl, case: { statements } }): Finding[] {
    const returned = curl === 'list.curl' ? readPage(exchange) : readUser(exchange);
    if (!returned) {
      const got = formatValue(exchange?.response?.json);
      return [
        fails(curl, { message: 'The printed request does not get the printed response.', expected: 'a payload', got }),
      ];
    }
    const requested = requestedId(exchange);
    if ('user_id' in returned && returned.user_id !== requested) return [returnedAnother(curl, requested, returned)];
    return statements.map(statement => passes(statement));
  },
});

/** The id in the path of a get. */
function requestedId(exchange: TargetExchange | undefined): number {
  return Number(exchange?.request.path.split('/').at(-1));
}

function returnedAnother(statement: string, requested: number, { user_id }: User): Finding {
  const message = 'Get returned another user.';
  return fails(statement, { message, expected: formatValue(requested), got: formatValue(user_id), at: 0 });
}
