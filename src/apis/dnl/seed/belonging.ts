import { createDeck, type Faker, readFixture } from '../../../fake/index.js';
import { Problem } from '../../../kernel/index.js';
import type { DnlCarrier, DnlRole, DnlUser } from '../../record-types.js';
import { dnlClient } from './carrier.js';
import type { DnlPlace } from './population.js';

/** The keys of a user that name the role, carrier, reseller and creator, and what the user may see. */
type DnlBelonging = Pick<
  DnlUser,
  'role_id' | 'role_name' | 'client_id' | 'carrier_name' | 'client' | 'client_limits' | 'reseller_id' | 'create_user_id'
>;

/** Creates a function that draws these keys. Call it in the order of ids, since users refer only to earlier ones. */
export function dnlBelongings(
  faker: Faker,
  { roles, carriers }: { roles: DnlRole[]; carriers: DnlCarrier[] },
): (place: DnlPlace) => DnlBelonging {
  const dealRole = roleDealer(faker, roles);
  const admins: number[] = [];
  const resellers: number[] = [];
  return ({ user_id, user_type, progress }) => {
    const { role_id, role_name } = dealRole(user_id, user_type);
    const carrier = user_type === 'client' ? drawCarrier(faker, { progress, carriers }) : null;
    const isReseller = role_name === 'Reseller';
    const isSubAgent = user_type === 'agent' && !isReseller && faker.datatype.boolean(0.25);
    const belonging = {
      role_id,
      role_name,
      client_id: carrier?.client_id ?? null,
      carrier_name: carrier?.name ?? null,
      client: carrier && faker.datatype.boolean(0.4) ? dnlClient(faker, carrier.name) : null,
      client_limits: user_type === 'agent' ? limits(faker, carriers) : [],
      reseller_id: isSubAgent ? oneOf(faker, resellers) : null,
      create_user_id: creator(faker, admins),
    };
    if (user_type === 'admin') admins.push(user_id);
    if (isReseller) resellers.push(user_id);
    return belonging;
  };
}

/** Ids of carriers rise over the years like those of users: a user belongs to a carrier that already existed. */
function drawCarrier(
  faker: Faker,
  { progress, carriers }: { progress: number; carriers: readonly DnlCarrier[] },
): DnlCarrier {
  return carriers[faker.number.int({ max: Math.ceil((carriers.length - 2) * progress) })] as DnlCarrier;
}

function roleDealer(faker: Faker, roles: DnlRole[]) {
  const role = (name: string) => findRole(roles, name);
  const clientRole = role('Client');
  const administrator = role('Administrator');
  const dealStaff = createDeck(
    faker,
    ['Administrator', 'NOC', 'NOC', 'Finance', 'Support'].map(name => [role(name), 1]),
  );
  const dealAgent = createDeck<Pick<DnlUser, 'role_id' | 'role_name'>>(faker, [
    [role('Agent'), 14],
    [role('Reseller'), 3],
    [{ role_id: null, role_name: '' }, 3],
  ]);
  return (userId: number, userType: DnlUser['user_type']) => {
    if (userType === 'client') return clientRole;
    if (userType === 'agent') return dealAgent();
    return userId === 1 ? administrator : dealStaff();
  };
}

/** User 1 created most users, another admin created some, and the creator of some is not known. */
function creator(faker: Faker, admins: readonly number[]): number | null {
  const roll = faker.number.float();
  if (roll < 0.15) return null;
  return roll < 0.75 ? (admins[0] ?? null) : oneOf(faker, admins);
}

/** The carriers that an agent may see: up to four neighbours in the list, in ascending order. */
function limits(faker: Faker, carriers: readonly DnlCarrier[]): { client_id: number }[] {
  const from = faker.number.int({ max: carriers.length - 1 });
  return carriers.slice(from, from + faker.number.int({ max: 4 })).map(({ client_id }) => ({ client_id }));
}

function oneOf<T>(faker: Faker, values: readonly T[]): T | null {
  return values.length === 0 ? null : faker.helpers.arrayElement(values);
}

/** The role list, which does not depend on the seed. Role 1 is "Client", as printed. */
export function dnlRoles(): DnlRole[] {
  return readFixture<DnlRole[]>('dnl/roles.json');
}

/** The role with this name. */
function findRole(roles: readonly DnlRole[], name: string): DnlRole {
  const role = roles.find(({ role_name }) => role_name === name);
  if (!role)
    throw new Problem('contract-invalid', `Failed to seed DNL: fixtures/dnl/roles.json has no role "${name}".`);
  return role;
}
