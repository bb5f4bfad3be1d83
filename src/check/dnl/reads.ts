import type { TargetExchange } from '../../target/index.js';
import { fromTarget } from '../model/case.js';
import { type Check, defineCheck, type Finding, fails, formatValue, inconclusive, passes } from '../model/check.js';
import type { Knowledge } from './users/known.js';
import { get, list } from './users/steps.js';
import { formatField, isSame, PRINTED_KEYS, readPage, readUser, type User } from './users/user.js';

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

const USERS = 5;

/** The user is read before and after the list, because some keys may change with every request of that user. */
export const listAndGet: Check<Knowledge> = defineCheck({
  id: 'list-and-get',
  says: 'Get returns the requested user, with the same values as the list.',
  cases: Array.from({ length: USERS }, (_, at) => {
    // the first and the last user, and some between
    const id = fromTarget<Knowledge>(
      'user',
      ({ known, pick }) => [known.users[0], known.users.at(-1)][at]?.user_id ?? pick(known.users)?.user_id,
    );
    return {
      id: `user ${at + 1}`,
      operation: 'getUser',
      statements: ['get.operation'],
      steps: [get(id), list({ user_id_in: id }), get(id)],
    };
  }),
  judge({ exchanges }): Finding[] {
    const requested = requestedId(exchanges[0]);
    const [before, after] = [readUser(exchanges[0]), readUser(exchanges[2])];
    if (!before || !after) return [inconclusive('get.operation', 'Get returned no user.')];
    if (before.user_id !== requested) return [returnedAnother('get.operation', requested, before)];
    const listed = readPage(exchanges[1])?.items.find(({ user_id }) => user_id === requested);
    if (!listed)
      return [passes('get.operation', { at: 0 }), inconclusive('list.items', 'The list did not find the user by id.')];
    const wrong = PRINTED_KEYS.filter(
      key => key in before && isSame(before[key], after[key]) && key in listed && !isSame(before[key], listed[key]),
    );
    if (wrong.length === 0) return [passes('get.operation', { at: 0 }), passes('list.items', { at: 1 })];
    return wrong.map(key =>
      fails(`user.${key}`, {
        message: `List and get show different values of ${key}.`,
        expected: formatField(key, listed[key]),
        got: formatField(key, before[key]),
        at: 0,
      }),
    );
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
