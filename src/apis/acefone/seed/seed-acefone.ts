import { createDeck, type Faker, newFaker, readFixture } from '../../../fake/index.js';
import { digestPassword, Problem } from '../../../kernel/index.js';
import type { AcefoneUser } from '../../record-types.js';
import { acefoneNumbers, acefonePeople } from './people.js';

const USERS = 40;
const OWN_NUMBERS = ['57201', '57202', '57208', '57213', '57220', '57231'];
const GROUPS = ['Sales', 'Support', 'Collections', 'Renewals', 'Escalations'];

type Post = { designation: string | null; role: string };
type CdrView = 'own' | 'team' | 'all' | 'none';

/**
 * Creates Acefone's starting data: 40 users in the order of their ids, the same for the same seed. The account owner `admin`
 * and user 288256 come from fixtures with plain passwords; another user has agent 0502842370261. Every user's password is
 * the login id.
 */
export function seedAcefone({ seed }: { seed: number }): { users: AcefoneUser[]; roles: AcefoneRole[] } {
  const roles = acefoneRoles();
  const starting = readFixture<AcefoneUser[]>('acefone/users.json');
  const users = [...starting, ...createUsers(newFaker(seed), { count: USERS - starting.length, roles })];
  return {
    users: users.map(user => ({ ...user, password: digestPassword(user.password, { seed, id: user.id }) })),
    roles,
  };
}

/** Creates users whose passwords are still plain. */
function createUsers(faker: Faker, { count, roles }: { count: number; roles: AcefoneRole[] }): AcefoneUser[] {
  const numbers = acefoneNumbers(faker, count);
  const people = acefonePeople(faker, count);
  const agents = numbers.map(({ agent_id }) => agent_id);
  const blocked = outOfTwelve(faker, 2);
  const disabled = outOfTwelve(faker, 1);
  const international = outOfTwelve(faker, 3);
  const webBlocked = outOfTwelve(faker, 2);
  const loginBased = outOfTwelve(faker, 4);
  const withoutExtension = outOfTwelve(faker, 1);
  const post = posts(faker);
  const cdrView = cdrViews(faker);
  return numbers.map(({ id, agent_id, intercom, extension }, at) => {
    const { name = '', email = '', login_id = '' } = people[at] ?? {};
    const { designation, role } = post();
    return {
      id,
      agent_id,
      name,
      number: `+919${faker.string.numeric(9)}`,
      email,
      caller_id: faker.helpers.arrayElements(OWN_NUMBERS, { min: 1, max: 3 }),
      agent_group: faker.helpers.arrayElements(GROUPS, { min: 0, max: 2 }),
      block_agent: blocked(),
      international_outbound: international(),
      designation,
      login_id,
      user_role: findRoleId(roles, role),
      password: login_id,
      block_web_login: webBlocked(),
      user_for_cdr: userForCdr(faker, { view: cdrView(), agent_id, agents }),
      login_based_calling: loginBased(),
      disable_agent: disabled(),
      intercom,
      extension: withoutExtension() ? '' : extension,
    };
  });
}

/** Which calls of other users a user may see; only the type `agent` has a list. */
function userForCdr(faker: Faker, { view, agent_id, agents }: { view: CdrView; agent_id: string; agents: string[] }) {
  if (view === 'all' || view === 'none') return { type: view, value: null };
  const team = view === 'own' ? [] : faker.helpers.arrayElements(agents, { min: 2, max: 5 });
  return { type: 'agent', value: [...new Set([agent_id, ...team])].sort() };
}

function posts(faker: Faker): () => Post {
  return createDeck<Post>(faker, [
    [{ designation: 'Sales Executive', role: 'Agent' }, 4],
    [{ designation: 'Support Executive', role: 'Agent' }, 4],
    [{ designation: null, role: 'Agent' }, 2],
    [{ designation: 'Team Leader', role: 'Team Leader' }, 2],
    [{ designation: 'Quality Analyst', role: 'Quality Analyst' }, 1],
    [{ designation: 'Operations Manager', role: 'Supervisor' }, 1],
  ]);
}

function cdrViews(faker: Faker): () => CdrView {
  return createDeck<CdrView>(faker, [
    ['own', 6],
    ['team', 3],
    ['all', 2],
    ['none', 1],
  ]);
}

function outOfTwelve(faker: Faker, exceptions: number): () => boolean {
  return createDeck(faker, [
    [false, 12 - exceptions],
    [true, exceptions],
  ]);
}

/** A role of the Acefone account; `user_role` of a user is the id of one. */
type AcefoneRole = { id: string; name: string };

/** The account's roles, which do not depend on the seed. */
export function acefoneRoles(): AcefoneRole[] {
  return readFixture<AcefoneRole[]>('acefone/roles.json');
}

/** The id of the role with this name. */
function findRoleId(roles: readonly AcefoneRole[], name: string): string {
  const role = roles.find(candidate => candidate.name === name);
  if (!role)
    throw new Problem('contract-invalid', `Failed to seed Acefone: fixtures/acefone/roles.json has no role "${name}".`);
  return role.id;
}
