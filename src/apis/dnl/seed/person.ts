import type { Faker } from '../../../fake/index.js';
import type { DnlUser } from '../../record-types.js';

/** The keys of a user that name the person. */
export type DnlPerson = Pick<DnlUser, 'name' | 'first_name' | 'last_name' | 'fullname' | 'email'>;

const HOSTS = ['example.com', 'example.net', 'example.org'];

/** Creates a function that draws persons. Login names never repeat, and never equal a taken one. */
export function dnlPeople(faker: Faker, taken: readonly string[]): (userType: DnlUser['user_type']) => DnlPerson {
  // A list of names is prepared once: drawing names from faker for 100,000 users would take most of the time.
  const firstNames = faker.helpers.uniqueArray(faker.person.firstName, 300).map(toNamePart);
  const lastNames = faker.helpers.uniqueArray(faker.person.lastName, 400).map(toNamePart);
  const uses = new Map(taken.map(name => [name, 1]));
  return userType => {
    const first = faker.helpers.arrayElement(firstNames);
    const last = faker.helpers.arrayElement(lastNames);
    const base = loginName(first, last, userType);
    const use = (uses.get(base) ?? 0) + 1;
    uses.set(base, use);
    const name = use === 1 ? base : `${base}${use}`;
    const email = `${name}@${faker.helpers.arrayElement(HOSTS)}`;
    return { name, first_name: first.name, last_name: last.name, fullname: `${first.name} ${last.name}`, email };
  };
}

/** The account that every installation has. */
export function dnlAdmin(): DnlPerson {
  return {
    name: 'admin',
    first_name: 'System',
    last_name: 'Administrator',
    fullname: 'System Administrator',
    email: 'admin@example.com',
  };
}

type NamePart = { name: string; letters: string };

function toNamePart(name: string): NamePart {
  return { name, letters: name.toLowerCase().replace(/[^a-z]/g, '') };
}

/** Only letters and a dot, so that no number after it makes another person's name; it leaves room for a number in 40. */
function loginName(first: NamePart, last: NamePart, userType: DnlUser['user_type']): string {
  const separator = userType === 'agent' ? '.' : '';
  const given = userType === 'admin' ? first.letters.slice(0, 1) : first.letters;
  return `${given}${separator}${last.letters}`.slice(0, 32);
}
