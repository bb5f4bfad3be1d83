import { faker } from '@faker-js/faker/locale/en';
import type { Instant } from '../kernel/index.js';
import type { DnlUser } from './dnl-user.js';
import { readFixture } from './read-fixture.js';
import { SEED_INSTANT } from './seed-now.js';

/** A user to be made up: who, of what type, since when, and how far through the years that is (0 to 1). */
export type DnlPlace = { user_id: number; user_type: DnlUser['user_type']; created: Instant; progress: number };

/** The users to be made up, those the documents print, and the id that follows. */
export type DnlPopulation = { places: DnlPlace[]; printed: DnlUser[]; nextUserId: number };

/** The number of users in the documents' list; only with it do they tell their story. */
const STORY_USERS = 160;
const AGENTS_SHARE = 0.5625;
const ADMINS_SHARE = 0.05;
const OPENED: Instant = Date.UTC(2012, 0, 9, 8) * 1000;
/** All but the printed users of the story were there before this second, in which the earlier of them was created. */
const STORY_BEGINS: Instant = Date.UTC(2018, 1, 14, 15, 59, 45) * 1000;

/** Lays out ids, types and creation times: the documents' story for 160 users, ids without gaps for any other number. */
export function dnlPopulation(users: number): DnlPopulation {
  if (users !== STORY_USERS) {
    const ids = Array.from({ length: users }, (_, at) => at + 1);
    return {
      places: places({ users, ids, clientsElsewhere: 0, until: SEED_INSTANT }),
      printed: [],
      nextUserId: users + 1,
    };
  }
  const printed = readFixture<DnlUser[]>('dnl/users.json');
  const beforeThem = Array.from({ length: 1719 }, (_, at) => at + 2);
  const ids = [1, ...faker.helpers.arrayElements(beforeThem, users - printed.length - 1).sort((a, b) => a - b)];
  // Users up to 1794 came and went: the documents' create answers 1795.
  return {
    places: places({ users, ids, clientsElsewhere: printed.length, until: STORY_BEGINS }),
    printed,
    nextUserId: 1795,
  };
}

function places(plan: { users: number; ids: number[]; clientsElsewhere: number; until: Instant }): DnlPlace[] {
  const types = userTypes(plan.users, plan.clientsElsewhere);
  const lastId = plan.ids.at(-1) ?? 1;
  const span = plan.until - OPENED;
  return plan.ids.map((user_id, at) => {
    // The jitter stays below a whole id, so that times rise strictly; the root lets the business grow over the years.
    const progress = Math.sqrt((user_id - 1 + faker.number.float({ max: 0.9 })) / lastId);
    return { user_id, user_type: types[at] ?? 'client', created: OPENED + Math.floor(span * progress), progress };
  });
}

/** The types in the order of ids: user 1 is an admin, the others shuffled. */
function userTypes(users: number, clientsElsewhere: number): DnlUser['user_type'][] {
  const admins = Math.max(1, Math.round(users * ADMINS_SHARE));
  const agents = Math.min(users - admins, Math.round(users * AGENTS_SHARE));
  const others: DnlUser['user_type'][] = [
    ...Array.from({ length: admins - 1 }, () => 'admin' as const),
    ...Array.from({ length: agents }, () => 'agent' as const),
    ...Array.from({ length: users - admins - agents - clientsElsewhere }, () => 'client' as const),
  ];
  return ['admin', ...faker.helpers.shuffle(others, { inplace: true })];
}
