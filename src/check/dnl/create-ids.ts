import type { Operation } from '../../contract/index.js';
import { type Check, defineCheck, type Finding, fails, passes, shown, undecided } from '../check.js';
import type { Known } from './known.js';
import { createdId, exampleUser, sentBody, sentName } from './new-user.js';
import { create, get, list, PAGE } from './steps.js';
import { createdIdOf, pageOf, userOf } from './user.js';

export function createIds(createUser: Operation): Check<Known> {
  return defineCheck<Known, null>({
    id: 'create-ids',
    says: 'Each created user has an id that nobody had, under which it is read.',
    cases: [
      {
        id: 'two users one after the other',
        operation: 'createUser',
        statements: ['create.object_id', 'create.operation'],
        steps: [
          create(exampleUser(createUser)),
          create(exampleUser(createUser)),
          get(createdId),
          list([
            ['name', sentName],
            ['per_page', PAGE],
          ]),
        ],
        expect: null,
      },
    ],
    judge({ exchanges, known }): Finding[] {
      const [first, second] = [createdIdOf(exchanges[0]), createdIdOf(exchanges[1])];
      if (first === undefined || second === undefined) return [undecided('create.object_id', 'No id was answered.')];
      const taken = known.users.some(({ user_id }) => user_id === first || user_id === second);
      if (first === second || taken) {
        const message = 'The id of a created user belongs to another.';
        return [fails('create.object_id', { message, expected: 'new ids', got: shown([first, second]), at: 1 })];
      }
      const user = userOf(exchanges[2]);
      const sent = sentBody(exchanges[0]).name;
      const named = pageOf(exchanges[3])?.items.filter(({ name }) => name === sent).length ?? 1;
      if (named > 1) {
        const message = 'One create has made several users.';
        return [fails('create.operation', { message, expected: '1 user', got: `${named} users`, at: 0 })];
      }
      if (user?.user_id === first && user.name === sent)
        return [passes('create.object_id'), passes('create.operation')];
      const message = 'Under the answered id another user is read.';
      return [fails('create.object_id', { message, expected: shown(sent), got: shown(user?.name) })];
    },
  });
}
