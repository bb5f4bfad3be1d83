import type { Operation } from '../../contract/index.js';
import { type Check, defineCheck, type Finding, fails, passes, undecided } from '../check.js';
import { nobody } from './kept.js';
import { instantOf, type Known } from './known.js';
import { createAndGet, exampleUser } from './new-user.js';
import { userOf } from './user.js';

const DAY = 24 * 3600e6;

/** Of the answer's `Date` header, since a target's clock may be set; else of ours. */
export function createTime(createUser: Operation): Check<Known> {
  return defineCheck<Known, null>({
    id: 'create-time',
    says: 'create_time is when the user was created, within a day.',
    cases: [
      {
        id: 'a new user',
        operation: 'createUser',
        statements: ['user.create_time'],
        steps: createAndGet(exampleUser(createUser)),
        expect: null,
      },
    ],
    judge({ exchanges }): Finding[] {
      const user = userOf(exchanges[1]);
      if (!user) return nobody('user.create_time');
      const created = instantOf(user, 'create_time');
      if (created === undefined) return [undecided('user.create_time', 'create_time is no time.')];
      const now = Date.parse(exchanges[0]?.reply?.headers.date ?? '') || Date.now();
      if (Math.abs(created - now * 1000) <= DAY) return [passes('user.create_time')];
      const expected = `within a day of ${new Date(now).toISOString()}`;
      const message = 'create_time is not when the user was created.';
      return [fails('user.create_time', { message, expected, got: String(user.create_time) })];
    },
  });
}
