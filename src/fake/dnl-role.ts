import { Problem } from '../kernel/index.js';
import { readFixture } from './read-fixture.js';

/** A row of DNL's role list. */
export type DnlRole = { role_id: number; role_name: string };

/** The role list: the same whatever the seed. Role 1 is "Client", as printed. */
export function dnlRoles(): DnlRole[] {
  return readFixture<DnlRole[]>('dnl/roles.json');
}

/** The role of that name. */
export function roleNamed(roles: readonly DnlRole[], name: string): DnlRole {
  const role = roles.find(({ role_name }) => role_name === name);
  if (!role)
    throw new Problem('contract-invalid', `Failed to seed DNL: fixtures/dnl/roles.json has no role "${name}".`);
  return role;
}
