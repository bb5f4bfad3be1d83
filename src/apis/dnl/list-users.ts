import type { Handler } from '../../server/index.js';
import type { DnlContext } from './context.js';
import { conditionsOf, userTypeFlaws } from './filters.js';
import { pageAnswer } from './page.js';
import { otherUserJson } from './user-json.js';

/** `GET /user/list`: one page of the users that fulfil all filters (dnl-user-list). */
export function listUsers({ readings }: DnlContext): Handler {
  const answered = otherUserJson(readings);
  const size = readings.value<{ default: number }>('page-size').default;
  return {
    validate: (call, found) => [...found, ...userTypeFlaws(call, readings)],
    respond: call =>
      pageAnswer(call, {
        collection: 'dnl.users',
        key: 'user_id',
        where: conditionsOf(call, readings),
        size,
        answered,
      }),
  };
}
