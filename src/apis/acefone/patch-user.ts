import { digestPassword } from '../../kernel/index.js';
import type { Behaviour } from '../../mock/index.js';
import type { AcefoneUser } from '../../seed/index.js';
import { refusal } from './refusals.js';

/** `PATCH /user/{id}`: changes the variables that were sent (acefone-user-patch). */
export function patchUser({ seed }: { seed: number }): Behaviour {
  return {
    answer({ path, body, store }) {
      const users = store.collection('acefone.users');
      const user = users.get(path.id ?? '');
      if (!user) return refusal(404, 'User not found.');
      if (Object.keys(body).length > 0) users.replace({ ...user, ...changeOf(body, { seed, id: String(user.id) }) });
      return { status: 200, json: JSON.stringify({ success: true, message: 'User updated successfully.' }) };
    },
  };
}

/** The variables as they are stored: ids as text (reading loose-types), the password as its digest. */
function changeOf(body: Readonly<Record<string, unknown>>, salt: { seed: number; id: string }): Partial<AcefoneUser> {
  const change: Partial<AcefoneUser> = { ...body };
  if (body.user_role !== undefined) change.user_role = String(body.user_role);
  if (Array.isArray(body.caller_id)) change.caller_id = body.caller_id.map(String);
  if (body.password !== undefined) change.password = digestPassword(String(body.password), salt);
  if (change.user_for_cdr) change.user_for_cdr = { ...change.user_for_cdr, value: change.user_for_cdr.value ?? null };
  return change;
}
