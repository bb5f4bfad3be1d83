import { learned } from '../case.js';
import { type Check, defineCheck, type Finding, fails, passes, shown } from '../check.js';
import type { Known } from './known.js';
import { get, list } from './steps.js';
import { pageOf, userOf } from './user.js';

const someone = learned<Known>('user', ({ known, pick }) => pick(known.users)?.user_id);

/** The printed commands of the list and the get page, with an id of the target; that of get has a doubled slash. */
export const printedReads: Check<Known> = defineCheck<Known, 'list.curl' | 'get.curl'>({
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
    const answered = curl === 'list.curl' ? pageOf(exchange) : userOf(exchange);
    if (!answered) {
      const got = shown(exchange?.reply?.json);
      return [fails(curl, { message: 'The printed request is not answered as printed.', expected: 'a payload', got })];
    }
    const asked = Number(exchange?.request.path.split('/').at(-1));
    if ('user_id' in answered && answered.user_id !== asked) {
      return [
        fails(curl, { message: 'Get answered another user.', expected: shown(asked), got: shown(answered.user_id) }),
      ];
    }
    return statements.map(statement => passes(statement));
  },
});
