import { type Faker, readFixture } from '../../../fake/index.js';
import type { Instant } from '../../../kernel/index.js';
import type { DnlUser } from '../../record-types.js';
import { SEED_INSTANT } from './visit.js';

/** The frame of a user to create: id, type, creation time, and its share of the years so far (0 to 1). */
export type DnlPlace = { user_id: number; user_type: DnlUser['user_type']; created: Instant; progress: number };

/** The frames of the users to create, one at a time, and the users that the documents print. */
export type DnlPopulation = { places: Iterable<DnlPlace>; printed: DnlUser[] };

/** The number of users in the documents' list; only with this number the data match the documents. */
const STORY_USERS = 160;
const AGENTS_SHARE = 0.5625;
const ADMINS_SHARE = 0.05;
const OPENED: Instant = Date.UTC(2012, 0, 9, 8) * 1000;
/** The earlier of the two printed users was created in this second; all others existed before. */
const STORY_BEGINS: Instant = Date.UTC(2018, 1, 14, 15, 59, 45) * 1000;

/** Draws ids, types and creation times. For 160 users they match the documents; otherwise the ids have no gaps. */
export function dnlPopulation(faker: Faker, users: number): DnlPopulation {
  if (users !== STORY_USERS) {
    const ids = Uint32Array.from({ length: users }, (_, at) => at + 1);
    return { places: places(faker, { users, ids, clientsElsewhere: 0, until: SEED_INSTANT }), printed: [] };
  }
  const printed = readFixture<DnlUser[]>('dnl/users.json');
  const beforeThem = Array.from({ length: 1719 }, (_, at) => at + 2);
  const ids = [1, ...faker.helpers.arrayElements(beforeThem, users - printed.length - 1).sort((a, b) => a - b)];
  const plan = { users, ids: Uint32Array.from(ids), clientsElsewhere: printed.length, until: STORY_BEGINS };
  return { places: places(faker, plan), printed };
}

/** The id of the next user. */
export function nextDnlUserId(users: number): number {
  // The documents' create returns 1795, so users up to 1794 once existed.
  return users === STORY_USERS ? 1795 : users + 1;
}

type Plan = { users: number; ids: Uint32Array; clientsElsewhere: number; until: Instant };

/** Draws all frames at once, because the order of draws is fixed. A million of them take 13 MB. */
function places(faker: Faker, { users, ids, clientsElsewhere, until }: Plan): Iterable<DnlPlace> {
  const types = userTypes(faker, { users, clientsElsewhere });
  const lastId = ids.at(-1) ?? 1;
  // The jitter is less than one id, so times rise strictly; with the root, more users were created in later years.
  const progresses = Float64Array.from(ids, id => Math.sqrt((id - 1 + faker.number.float({ max: 0.9 })) / lastId));
  return walk({ ids, types, progresses, span: until - OPENED });
}

function* walk(plan: { ids: Uint32Array; types: Uint8Array; progresses: Float64Array; span: number }) {
  for (const [at, user_id] of plan.ids.entries()) {
    const progress = plan.progresses[at] as number;
    const user_type = TYPES[plan.types[at] as number] as DnlUser['user_type'];
    yield { user_id, user_type, created: OPENED + Math.floor(plan.span * progress), progress };
  }
}

const TYPES = ['admin', 'agent', 'client'] as const;
const [ADMIN, AGENT, CLIENT] = [0, 1, 2];

/** The types in the order of ids, as indexes in `TYPES`: user 1 is an admin, the others are shuffled. */
function userTypes(faker: Faker, { users, clientsElsewhere }: { users: number; clientsElsewhere: number }): Uint8Array {
  const admins = Math.max(1, Math.round(users * ADMINS_SHARE));
  const agents = Math.min(users - admins, Math.round(users * AGENTS_SHARE));
  const types = new Uint8Array(users - clientsElsewhere).fill(CLIENT);
  types.fill(ADMIN, 0, admins).fill(AGENT, admins, admins + agents);
  shuffle(faker, types.subarray(1));
  return types;
}

/** Faker's shuffle does not accept typed arrays. */
function shuffle(faker: Faker, bytes: Uint8Array): void {
  for (let at = bytes.length - 1; at > 0; at--) {
    const other = faker.number.int(at);
    const byte = bytes[at] as number;
    bytes[at] = bytes[other] as number;
    bytes[other] = byte;
  }
}
