import type { Contract, Operation } from '../../contract/index.js';
import { type Check, defineCheck, type Finding, fails, passes, shown } from '../check.js';
import { nobody } from './kept.js';
import type { Known } from './known.js';
import { createAndGet, exampleUser, sentBody } from './new-user.js';
import { holds, userOf } from './user.js';

/** Keys that may have any value where they were not sent: readings, and what the run itself brings about. */
const ANY = new Set([
  'user_id',
  'create_user_id',
  'create_time',
  'carrier_name',
  'fullname',
  'client',
  'email',
  'passwd',
  'name',
  'user_type',
  'active',
  'report_group',
  'show_carrier_trunk_drop_only',
  'default_mod2',
]);

/** What is sent in dnl-user-create:140 and read back in dnl-user-get:100-143. */
export function createDefaults({ rulings, schema }: Contract, createUser: Operation): Check<Known> {
  const { seen } = rulings.defaults as { seen: Record<string, unknown> };
  const printed = Object.keys(schema('user').properties as object);
  return defineCheck<Known, null>({
    id: 'create-defaults',
    says: 'A created user has every default that the pages show; what was not sent is null.',
    cases: [
      {
        id: 'the fields of the example',
        operation: 'createUser',
        statements: ['get.printed', 'create.defaults'],
        steps: createAndGet(exampleUser(createUser)),
        expect: null,
      },
    ],
    judge({ exchanges }): Finding[] {
      const user = userOf(exchanges[1]);
      if (!user) return nobody('get.printed');
      const sent = sentBody(exchanges[0]);
      const judged = printed.filter(key => key in user && !(key in sent) && !ANY.has(key));
      const findings = judged.map(key => {
        const expected = key in seen ? seen[key] : null;
        if (holds(user[key], expected)) return passes(`user.${key}`);
        const message = `${key} of a created user is not the default.`;
        return fails(`user.${key}`, { message, expected: shown(expected), got: shown(user[key]), parameter: key });
      });
      const creator = user.create_user_id;
      const known = creator === null || Number.isInteger(creator);
      const message = 'create_user_id is no user.';
      return [
        ...findings,
        known
          ? passes('user.create_user_id')
          : fails('user.create_user_id', { message, expected: 'an integer or null', got: shown(creator) }),
        passes('get.printed'),
        passes('create.defaults'),
      ];
    },
  });
}
