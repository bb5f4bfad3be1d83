import { learned } from '../case.js';
import { type Check, defineCheck, type Finding, fails, passes, shown, undecided } from '../check.js';
import type { Known } from './known.js';
import { get, list } from './steps.js';
import { isSame, PRINTED_KEYS, pageOf, shownField, userOf } from './user.js';

const USERS = 5;

/** The user is read before and after the list, since some keys may change at every request of that very user. */
export const listAndGet: Check<Known> = defineCheck<Known, null>({
  id: 'list-and-get',
  says: 'Get answers the user who was asked for, as the list has it.',
  cases: Array.from({ length: USERS }, (_, at) => {
    // the first and the last user, and some between them
    const id = learned<Known>(
      'user',
      ({ known, pick }) => [known.users[0], known.users.at(-1)][at]?.user_id ?? pick(known.users)?.user_id,
    );
    return {
      id: `user ${at + 1}`,
      operation: 'getUser',
      statements: ['get.operation'],
      steps: [get(id), list([['user_id_in', id]]), get(id)],
      expect: null,
    };
  }),
  judge({ exchanges }): Finding[] {
    const asked = Number(exchanges[0]?.request.path.split('/').at(-1));
    const [before, after] = [userOf(exchanges[0]), userOf(exchanges[2])];
    if (!before || !after) return [undecided('get.operation', 'Get answered no user.')];
    if (before.user_id !== asked) {
      const message = 'Get answered another user.';
      return [fails('get.operation', { message, expected: shown(asked), got: shown(before.user_id), at: 0 })];
    }
    const listed = pageOf(exchanges[1])?.items.find(({ user_id }) => user_id === asked);
    if (!listed)
      return [passes('get.operation', { at: 0 }), undecided('list.items', 'The list did not find the user by id.')];
    const wrong = PRINTED_KEYS.filter(
      key => key in before && isSame(before[key], after[key]) && key in listed && !isSame(before[key], listed[key]),
    );
    if (wrong.length === 0) return [passes('get.operation', { at: 0 }), passes('list.items', { at: 1 })];
    return wrong.map(key =>
      fails(`user.${key}`, {
        message: `List and get disagree on ${key}.`,
        expected: shownField(key, listed[key]),
        got: shownField(key, before[key]),
        at: 0,
      }),
    );
  },
});
