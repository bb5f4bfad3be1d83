import type { Operation } from '../../contract/index.js';
import { fromTarget } from '../model/case.js';
import { type Check, defineCheck, type Finding, fails, formatValue, passes } from '../model/check.js';
import { CURL_MEDIA } from './create/body-forms.js';
import { judgePatch } from './patch/judge-patch.js';
import { SUBJECTS_BY_EMAIL, scopedPatch } from './patch/scoped-patch.js';
import type { Knowledge } from './users/known.js';
import { get, list } from './users/steps.js';
import { readPage, readUser } from './users/user.js';

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
    const requestedId = Number(exchange?.request.path.split('/').at(-1));
    if ('user_id' in returned && returned.user_id !== requestedId) {
      return [
        fails(curl, {
          message: 'Get returned another user.',
          expected: formatValue(requestedId),
          got: formatValue(returned.user_id),
        }),
      ];
    }
    return statements.map(statement => passes(statement));
  },
});

const STATEMENTS = ['patch-all.curl', 'patch-all.request', 'patch-all.media', 'patch-all.printed'];

/** dnl-user-patch-all:144-147: the word "true" under curl's default media type, with the filters of the scope in place of the printed ones. */
export function printedPatch(patchUsers: Operation): Check<Knowledge> {
  return defineCheck<Knowledge>({
    id: 'printed-patch',
    says: 'The patch that the page prints works as printed, with filters that find own users only.',
    cases: [
      {
        id: 'the printed body',
        operation: 'patchUsers',
        parameter: 'active',
        statements: STATEMENTS,
        steps: scopedPatch({
          scope: SUBJECTS_BY_EMAIL,
          more: { text: patchUsers.bodyExample('printed'), mediaType: CURL_MEDIA },
        }),
      },
    ],
    judge({ exchanges, known }): Finding[] {
      return judgePatch(exchanges, known, {
        finds: ({ user_id }) => known.subjects.includes(user_id),
        found: STATEMENTS,
        changed: STATEMENTS,
      });
    },
  });
}
