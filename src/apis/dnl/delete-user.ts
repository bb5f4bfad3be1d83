import type { Handler } from '../../server/index.js';
import type { DnlContext } from './context.js';
import { idOf } from './user-id.js';

/** `DELETE /user/{user_id}`: takes a user away; its id is never given again. Companion. */
export function deleteUser({ refusals }: DnlContext): Handler {
  return {
    respond({ operation, path, store }) {
      const users = store.collection('dnl.users');
      const id = idOf(path.user_id ?? '');
      if (!users.bytes(id)) return refusals.notFound(operation);
      users.remove(id);
      return { status: 200, json: '{"success":true}' };
    },
  };
}
