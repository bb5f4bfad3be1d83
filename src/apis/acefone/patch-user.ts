import type { Handler } from '../../server/index.js';
import { refusal } from './refusals.js';
import { changeOf } from './user-input.js';

/** `PATCH /user/{id}`: changes the variables that were sent (acefone-user-patch). */
export function patchUser({ seed }: { seed: number }): Handler {
  return {
    respond({ path, body, store }) {
      const users = store.collection('acefone.users');
      const user = users.get(path.id ?? '');
      if (!user) return refusal(404, 'User not found.');
      if (Object.keys(body).length > 0) users.replace({ ...user, ...changeOf(body, { seed, id: String(user.id) }) });
      return { status: 200, json: JSON.stringify({ success: true, message: 'User updated successfully.' }) };
    },
  };
}
