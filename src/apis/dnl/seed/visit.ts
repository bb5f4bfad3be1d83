import { createDeck, type Faker } from '../../../fake/index.js';
import { formatInstant, type Instant } from '../../../kernel/index.js';
import type { DnlUser } from '../../record-types.js';

/** Whether a user may log in, and whether the user is online. */
type DnlStanding = { active: boolean; presence: 'never' | 'offline' | 'away' | 'online' };

/** The keys of a user that a log-in sets. */
type DnlVisit = Pick<DnlUser, 'last_login_time' | 'last_seen' | 'login_ip' | 'is_online'>;

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DOCUMENTATION_NETWORKS = ['192.0.2', '198.51.100', '203.0.113'];

/** Creates a deck of standings: a quarter never logged in, a tenth is inactive, few are online and fewer are away. */
export function dnlStandings(faker: Faker): () => DnlStanding {
  return createDeck<DnlStanding>(faker, [
    [{ active: true, presence: 'offline' }, 24],
    [{ active: true, presence: 'never' }, 9],
    [{ active: true, presence: 'online' }, 2],
    [{ active: true, presence: 'away' }, 1],
    [{ active: false, presence: 'offline' }, 3],
    [{ active: false, presence: 'never' }, 1],
  ]);
}

/** Draws the last visit of a user, between the creation and the time of the seed. */
export function dnlVisit(
  faker: Faker,
  { created, presence }: { created: Instant; presence: DnlStanding['presence'] },
): DnlVisit {
  if (presence === 'never') return { last_login_time: null, last_seen: null, login_ip: null, is_online: 2 };
  const { login, seen, is_online } = visitTimes(faker, { created, presence });
  return {
    last_login_time: formatInstant(login),
    last_seen: formatInstant(seen),
    login_ip: drawAddress(faker),
    is_online,
  };
}

/** An address that no host has: RFC 5737 reserves these networks for examples. */
export function drawAddress(faker: Faker): string {
  return `${faker.helpers.arrayElement(DOCUMENTATION_NETWORKS)}.${faker.number.int({ min: 1, max: 254 })}`;
}

function visitTimes(
  faker: Faker,
  { created, presence }: { created: Instant; presence: 'offline' | 'away' | 'online' },
) {
  const between = (min: number, max: number) => faker.number.int({ min, max });
  if (presence === 'offline') {
    // The later of two draws, because most people logged in recently.
    const login = Math.max(between(created, SEED_INSTANT), between(created, SEED_INSTANT));
    return { login, seen: Math.min(SEED_INSTANT, login + between(MINUTE, 4 * HOUR)), is_online: 2 };
  }
  const login = Math.max(created, SEED_INSTANT - between(2 * HOUR, 9 * HOUR));
  const silence = presence === 'online' ? between(0, 3 * MINUTE) : between(15 * MINUTE, 90 * MINUTE);
  return { login, seen: Math.max(login, SEED_INSTANT - silence), is_online: presence === 'online' ? 1 : 3 };
}

/** The time of the seed: the second in which the documents' user 1795 was created. No seeded time is later. */
export const SEED_INSTANT: Instant = Date.UTC(2018, 1, 26, 22, 39, 43) * 1000;
