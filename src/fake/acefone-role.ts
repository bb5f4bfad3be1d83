import { Problem } from '../kernel/index.js';
import { readFixture } from './read-fixture.js';

/** A role of the Acefone account; `user_role` of a user is the id of one. */
export type AcefoneRole = { id: string; name: string };

/** The account's roles: the same whatever the seed. */
export function acefoneRoles(): AcefoneRole[] {
  return readFixture<AcefoneRole[]>('acefone/roles.json');
}

/** The id of the role of that name. */
export function roleIdOf(roles: readonly AcefoneRole[], name: string): string {
  const role = roles.find(candidate => candidate.name === name);
  if (!role)
    throw new Problem('contract-invalid', `Failed to seed Acefone: fixtures/acefone/roles.json has no role "${name}".`);
  return role.id;
}
