import type { Faker } from '@faker-js/faker';
import { readFixture } from './read-fixture.js';

/** A row of DNL's carrier list. */
export type DnlCarrier = { client_id: number; name: string };

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
 * Carriers with distinct names, rising by `client_id`, at least ten, more with more users.
 * The last ones are those of the two printed users; they start from 2892, so the others were there before.
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
