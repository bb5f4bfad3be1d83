import { type Faker, newFaker } from '../../../fake/index.js';
import { digestPassword, formatInstant } from '../../../kernel/index.js';
import type { DnlCarrier, DnlRole, DnlUser } from '../../record-types.js';
import { dnlBelongings, dnlRoles } from './belonging.js';
import { dnlCarriers } from './carrier.js';
import { dnlAdmin, dnlPeople } from './person.js';
import { type DnlPlace, dnlPopulation, nextDnlUserId } from './population.js';
import { dnlPreferences } from './preference.js';
import { dnlStandings, dnlVisit } from './visit.js';

/** The seed, any integer, and the number of users. */
type Numbers = { seed: number; users: number };

/**
 * Creates DNL's starting data, users in the order of their ids, the same for the same seed and number of users.
 * With 160 users the data match the documents; with any other number the ids are 1 to that number.
 * User 1 is the active admin `admin`; the password of every created user is the login name.
 * Each iteration creates the users again, one at a time, so a million users are never in memory together.
 */
export function seedDnl({ seed, users }: Numbers): {
  users: Iterable<DnlUser>;
  roles: DnlRole[];
  carriers: DnlCarrier[];
  nextUserId: number;
} {
  return {
    users: { [Symbol.iterator]: () => dnlUsers({ seed, users }) },
    roles: dnlRoles(),
    carriers: dnlCarriers(newFaker(seed), users),
    nextUserId: nextDnlUserId(users),
  };
}

/** Each iteration reads its own roles and carriers, in case a caller changes the returned ones. */
function* dnlUsers({ seed, users }: Numbers): Generator<DnlUser, void, undefined> {
  const faker = newFaker(seed);
  const roles = dnlRoles();
  const carriers = dnlCarriers(faker, users);
  const { places, printed } = dnlPopulation(faker, users);
  const create = createUserFactory(faker, { seed, roles, carriers, taken: printed.map(({ name }) => name) });
  for (const place of places) yield create(place);
  yield* printed;
}

function createUserFactory(
  faker: Faker,
  world: { seed: number; roles: DnlRole[]; carriers: DnlCarrier[]; taken: string[] },
) {
  const admin = dnlAdmin();
  const drawPerson = dnlPeople(faker, [admin.name, ...world.taken]);
  const belongingOf = dnlBelongings(faker, world);
  const standingOf = dnlStandings(faker);
  const preferenceOf = dnlPreferences(faker);
  return ({ user_id, user_type, created, progress }: DnlPlace): DnlUser => {
    const isFirst = user_id === 1;
    const person = isFirst ? admin : drawPerson(user_type);
    const standing = isFirst ? ({ active: true, presence: 'online' } as const) : standingOf();
    const visit = dnlVisit(faker, { created, presence: standing.presence });
    const belonging = belongingOf({ user_id, user_type, created, progress });
    const preference = preferenceOf(created);
    return {
      user_id,
      passwd: digestPassword(person.name, { seed: world.seed, id: user_id }),
      user_type,
      active: standing.active,
      carrier_name: belonging.carrier_name,
      default_mod: preference.default_mod,
      reseller_id: belonging.reseller_id,
      outbound_report: preference.outbound_report,
      client_limits: belonging.client_limits,
      last_name: person.last_name,
      role_id: belonging.role_id,
      last_login_time: visit.last_login_time,
      all_termination: preference.all_termination,
      report_fields: preference.report_fields,
      client: belonging.client,
      report_count: '1 Hour',
      name: person.name,
      first_name: person.first_name,
      cdr_expire: preference.cdr_expire,
      is_preload: true,
      landing_page: preference.landing_page,
      login_ip: visit.login_ip,
      default_mod2: preference.default_mod2,
      avatar_id: preference.avatar_id,
      create_user_id: belonging.create_user_id,
      create_time: formatInstant(created),
      agent: null,
      report_group: preference.report_group,
      auth_ip: preference.auth_ip,
      default_billing_decimal: 4,
      card_id: preference.card_id,
      email: person.email,
      last_seen: visit.last_seen,
      is_online: visit.is_online,
      role_name: belonging.role_name,
      client_id: belonging.client_id,
      fullname: person.fullname,
      cdr_api_token: preference.cdr_api_token,
      show_carrier_trunk_drop_only: preference.show_carrier_trunk_drop_only,
    };
  };
}
