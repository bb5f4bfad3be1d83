import type { AcefoneUser } from '../../fake/index.js';
import { digestPassword } from '../../kernel/index.js';

/** The variables as they are stored: ids as text (reading loose-types), the password as its digest. */
export function changeOf(
  body: Readonly<Record<string, unknown>>,
  salt: { seed: number; id: string },
): Partial<AcefoneUser> {
  const change: Partial<AcefoneUser> = { ...body };
  if (body.user_role !== undefined) change.user_role = String(body.user_role);
  if (Array.isArray(body.caller_id)) change.caller_id = body.caller_id.map(String);
  if (body.password !== undefined) change.password = digestPassword(String(body.password), salt);
  if (change.user_for_cdr) {
    const { type, value } = change.user_for_cdr;
    change.user_for_cdr = { type, value: value ?? null };
  }
  return change;
}
