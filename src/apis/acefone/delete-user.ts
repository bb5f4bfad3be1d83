import type { Handler } from '../../server/index.js';
import { refusal } from './refusals.js';

/** `DELETE /user/{id}`: takes a user away; its id is never given again. Companion. */
export const deleteUser: Handler = {
  respond({ path, store }) {
    const users = store.collection('acefone.users');
    const id = path.id ?? '';
    if (!users.bytes(id)) return refusal(404, 'User not found.');
    users.remove(id);
    return { status: 200, json: JSON.stringify({ success: true, message: 'User deleted successfully.' }) };
  },
};
