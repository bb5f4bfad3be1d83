import { type Faker, readFixture } from '../../../fake/index.js';
import type { DnlCarrier, DnlUser } from '../../record-types.js';

const LINES_OF_BUSINESS = [
  'Telecom',
  'Voice',
  'Networks',
  'Carrier Services',
  'Communications',
  'VoIP',
  'Wholesale',
  'Tel',
  'SIP Trunking',
  'Global Voice',
];

/**
 * Creates at least ten carriers, more for more users, with different names, in the order of `client_id`. The last ones, from
 * 2892, are those of the two printed users.
 */
export function dnlCarriers(faker: Faker, users: number): DnlCarrier[] {
  const starting = readFixture<DnlCarrier[]>('dnl/carriers.json');
  const first = 2000;
  const end = Math.min(...starting.map(({ client_id }) => client_id));
  const count = Math.min(600, 10 + Math.ceil(users / 4));
  const ids = faker.helpers.arrayElements(
    Array.from({ length: end - first }, (_, at) => first + at),
    count,
  );
  const names = faker.helpers.uniqueArray(() => carrierName(faker), count);
  const others = ids.sort((a, b) => a - b).map((client_id, at) => ({ client_id, name: names[at] as string }));
  return [...others, ...starting];
}

function carrierName(faker: Faker): string {
  const house = faker.helpers.arrayElement([faker.location.city, faker.person.lastName, faker.location.county])();
  return `${house} ${faker.helpers.arrayElement(LINES_OF_BUSINESS)}`;
}

/** Draws the settings of a carrier's portal: most panels are shown; those that cost money or show packets are rarer. */
export function dnlClient(faker: Faker, carrierName: string): NonNullable<DnlUser['client']> {
  const shown = (probability: number) => faker.datatype.boolean(probability);
  return {
    is_panel_ratetable: shown(0.9),
    is_panel_invoices: shown(0.9),
    is_panel_products: shown(0.6),
    is_panel_paymenthistory: shown(0.8),
    carrier_name: carrierName,
    is_panel_trunks: shown(0.8),
    is_panel_balance: shown(0.9),
    is_panel_onlinepayment: shown(0.3),
    is_panel_cid_blocking: shown(0.2),
    is_panel_sippacket: shown(0.3),
    is_panelaccess: shown(0.95),
    is_panel_accountsummary: shown(0.8),
    is_panel_summaryreport: shown(0.8),
    is_panel_cdrslist: shown(0.9),
  };
}
