import type { Handler } from '../../server/index.js';
import { jsonOf } from './answer-json.js';
import type { DnlContext } from './context.js';
import { idOf } from './user-id.js';
import { userJson } from './user-json.js';

/** `GET /user/{user_id}`: one user (dnl-user-get). What is no id finds no user (reading bad-id). */
export function getUser({ readings, refusals }: DnlContext): Handler {
  const answered = userJson(readings);
  return {
    respond({ operation, path, store }) {
      const user = store.collection('dnl.users').bytes(idOf(path.user_id ?? ''));
      if (!user) return refusals.notFound(operation);
      return { status: 200, json: jsonOf('{"payload":', answered(user), ',"success":true}') };
    },
  };
}
