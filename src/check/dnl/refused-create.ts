import type { Operation } from '../../contract/index.js';
import type { Identity } from '../case.js';
import { type Check, defineCheck, type Finding, fails, passes, undecided } from '../check.js';
import type { Known } from './known.js';
import { exampleUser, sentBody, sentName } from './new-user.js';
import { create, list, PAGE } from './steps.js';
import { pageOf } from './user.js';

type Refused = { id: string; as: Identity; own?: object; status: number[]; statement: string };

const REFUSED: readonly Refused[] = [
  { id: 'no token', as: 'absent', status: [401], statement: 'create.no-token' },
  { id: 'the token of a user who is no admin', as: 'non-admin', status: [401, 403], statement: 'create.admin-only' },
  { id: 'a wrong token', as: 'garbage', status: [401], statement: 'create.status-401' },
  {
    id: 'an unknown kind of user',
    as: 'admin',
    own: { user_type: 'wizard' },
    status: [400],
    statement: 'create.status-400',
  },
];

/** The list is asked for the name, and searched for it, should it not know how to filter. */
export function refusedCreate(createUser: Operation): Check<Known> {
  return defineCheck<Known, string>({
    id: 'refused-create',
    says: 'A create that is refused creates nobody.',
    cases: REFUSED.map(({ id, as, own, status, statement }) => ({
      id,
      operation: 'createUser',
      statements: [statement],
      steps: [
        create({ ...exampleUser(createUser), ...own }, { as, expects: status, formless: true }),
        list([
          ['name', sentName],
          ['per_page', PAGE],
        ]),
      ],
      expect: statement,
    })),
    judge({ exchanges, expect: statement }): Finding[] {
      const page = pageOf(exchanges[1]);
      if (!page) return [undecided(statement, 'The answer has no page of users.')];
      const sent = sentBody(exchanges[0]).name;
      const created = page.items.find(({ name }) => name === sent);
      if (!created) return [passes(statement, { at: 0 })];
      const message = 'The create was refused, and the user is there.';
      return [fails(statement, { message, expected: 'nobody', got: `user ${created.user_id}`, at: 0 })];
    },
  });
}
