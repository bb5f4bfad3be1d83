import type { Operation } from '../../contract/index.js';
import { type Check, defineCheck, type Finding, fails, passes, shown } from '../check.js';
import { nobody } from './kept.js';
import type { Known } from './known.js';
import { exampleUser, sentName } from './new-user.js';
import { create, list, PAGE } from './steps.js';
import { createdIdOf, pageOf } from './user.js';

/** Reading loose-boolean: the patch example sends the word "true" for a boolean; "false" may be refused, but not be true. */
export function looseBoolean(createUser: Operation): Check<Known> {
  return defineCheck<Known, boolean>({
    id: 'loose-boolean',
    says: 'true and false work as JSON; the word "false", where it is accepted, is false.',
    cases: [true, false, 'false'].map(active => ({
      id: `active: ${JSON.stringify(active)}`,
      operation: 'createUser',
      parameter: 'active',
      statements: ['create.active'],
      steps: [
        create({ ...exampleUser(createUser), active }, { expects: active === 'false' ? 'any' : [200] }),
        list([
          ['name', sentName],
          ['per_page', PAGE],
        ]),
      ],
      expect: active === true,
    })),
    judge({ exchanges, expect }): Finding[] {
      const [created, page] = [createdIdOf(exchanges[0]), pageOf(exchanges[1])];
      if (created === undefined) return [passes('create.active', { at: 0 })];
      const user = page?.items.find(({ user_id }) => user_id === created);
      if (!user) return nobody('create.active');
      if (user.active === expect) return [passes('create.active')];
      const message = 'active is not what was sent.';
      return [fails('create.active', { message, expected: shown(expect), got: shown(user.active) })];
    },
  });
}
