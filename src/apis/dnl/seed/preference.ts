import { createDeck, type Faker } from '../../../fake/index.js';
import { formatInstant, type Instant } from '../../../kernel/index.js';
import type { DnlUser } from '../../record-types.js';
import { drawAddress } from './visit.js';

/** The keys of a user with settings that depend on no other keys. */
export type DnlPreference = Pick<
  DnlUser,
  | 'default_mod'
  | 'default_mod2'
  | 'landing_page'
  | 'report_fields'
  | 'outbound_report'
  | 'all_termination'
  | 'report_group'
  | 'show_carrier_trunk_drop_only'
  | 'auth_ip'
  | 'card_id'
  | 'avatar_id'
  | 'cdr_api_token'
  | 'cdr_expire'
>;

type Start = Pick<DnlUser, 'landing_page' | 'default_mod' | 'default_mod2'>;

const NOWHERE: Start = { landing_page: null, default_mod: '', default_mod2: '' };
const DAY = 86_400_000_000;
const CDR_COLUMNS = [
  'call_duration',
  'start_time_of_date',
  'origination_source_number',
  'origination_destination_number',
  'release_cause',
  'ingress_client_rate',
  'egress_cost',
  'pdd',
];

/** Creates a function that draws settings: defaults for most users, other values for a few. */
export function dnlPreferences(faker: Faker): (created: Instant) => DnlPreference {
  const start = createDeck<Start>(faker, [
    [NOWHERE, 15],
    [{ landing_page: 'Statistics', default_mod: 'Statistics', default_mod2: 'Summary Report' }, 2],
    [{ landing_page: 'Management', default_mod: 'Management', default_mod2: 'Carriers' }, 1],
    [{ landing_page: 'Finance', default_mod: 'Finance', default_mod2: 'Invoices' }, 1],
    [{ ...NOWHERE, landing_page: 'Monitoring' }, 1],
  ]);
  const outboundReport = mostly(faker, { usual: true, exceptions: 2 });
  const allTermination = mostly(faker, { usual: true, exceptions: 3 });
  const reportGroup = mostly(faker, { usual: true, exceptions: 2 });
  const dropOnly = mostly(faker, { usual: false, exceptions: 4 });
  const apiAccess = mostly(faker, { usual: false, exceptions: 1 });
  return created => {
    // Written out, because spreading objects takes more time than all calls of faker here.
    const { landing_page, default_mod, default_mod2 } = start();
    const hasApiAccess = apiAccess();
    return {
      landing_page,
      default_mod,
      default_mod2,
      report_fields: faker.datatype.boolean(0.2) ? faker.helpers.arrayElements(CDR_COLUMNS, 3).join(',') : null,
      outbound_report: outboundReport(),
      all_termination: allTermination(),
      report_group: reportGroup(),
      show_carrier_trunk_drop_only: dropOnly(),
      auth_ip: faker.datatype.boolean(0.25) ? addresses(faker) : [],
      card_id: faker.datatype.boolean(0.05) ? faker.number.int({ min: 1, max: 500 }) : null,
      avatar_id: faker.datatype.boolean(0.05) ? faker.number.int({ min: 1, max: 24 }) : null,
      cdr_api_token: hasApiAccess ? faker.string.hexadecimal({ length: 32, prefix: '', casing: 'lower' }) : null,
      cdr_expire: hasApiAccess ? formatInstant(created + 365 * DAY) : null,
    };
  };
}

/** Creates a deck with the usual value and, so many times in twenty, the other one. */
function mostly(faker: Faker, { usual, exceptions }: { usual: boolean; exceptions: number }): () => boolean {
  return createDeck(faker, [
    [usual, 20 - exceptions],
    [!usual, exceptions],
  ]);
}

/** The addresses from which a user may log in: one of an office, or also its whole network. */
function addresses(faker: Faker): { ip: string }[] {
  const office = { ip: drawAddress(faker) };
  return faker.datatype.boolean(0.3) ? [office, { ip: drawAddress(faker).replace(/\d+$/, '0/24') }] : [office];
}
