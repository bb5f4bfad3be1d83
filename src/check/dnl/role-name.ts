import type { Operation } from '../../contract/index.js';
import { learned } from '../case.js';
import { type Check, defineCheck, type Finding, fails, passes, shown } from '../check.js';
import { nobody } from './kept.js';
import { type Known, seenValues } from './known.js';
import { createAndGet, exampleUser } from './new-user.js';
import { userOf } from './user.js';

/** dnl-user-list:121, 145: role 1 is "Client". */
export function roleName(createUser: Operation): Check<Known> {
  const role = learned<Known>('role with a name', ({ known, pick }) =>
    pick(
      seenValues(
        known.users.filter(({ role_name }) => role_name !== ''),
        'role_id',
      ),
    ),
  );
  return defineCheck<Known, null>({
    id: 'role-name',
    says: 'role_name follows role_id: users of one role have one name for it.',
    cases: [
      {
        id: 'a user with a role that others have',
        operation: 'createUser',
        parameter: 'role_id',
        statements: ['user.role_name'],
        steps: createAndGet({ ...exampleUser(createUser), role_id: role }),
        expect: null,
      },
    ],
    judge({ exchanges, known }): Finding[] {
      const user = userOf(exchanges[1]);
      if (!user) return nobody('user.role_name');
      const names = seenValues(
        known.users.filter(({ role_id }) => role_id === user.role_id),
        'role_name',
      );
      if (names.includes(user.role_name)) return [passes('user.role_name')];
      const message = 'role_name does not follow role_id.';
      return [
        fails('user.role_name', { message, expected: names.map(shown).join(' or '), got: shown(user.role_name) }),
      ];
    },
  });
}
