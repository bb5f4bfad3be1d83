import type { Defect } from '../planted.js';
import { FILTERS, type Keeps } from '../users/filters.js';
import { listing, paged } from '../users/listing.js';
import { filteringByFirst, gettingFirst, orderingByFirst } from '../users/remembered.js';
import type { User } from '../users/user.js';

/** The highest id of the users that a self-proof begins with. */
const LAST_SEEDED = 62;

function isNew({ user_id }: User): boolean {
  return user_id > LAST_SEEDED;
}

/** A filter that does not know new users. */
function withoutNew(parameter: string): Keeps {
  return (user, value) => !isNew(user) && (FILTERS[parameter]?.(user, value) ?? true);
}

/** A filter that finds every new user. */
function withNew(parameter: string): Keeps {
  return (user, value) => isNew(user) || (FILTERS[parameter]?.(user, value) ?? true);
}

const FILTERED = ['user_id_in', 'name', 'active', 'user_type', 'create_time_gt'];
const old = (users: readonly User[]) => users.filter(user => !isNew(user));

/** Writes that one read does not show. */
export const UNSEEN_WRITES: readonly Defect[] = [
  {
    id: 'new-unlisted',
    statement: 'list.operation',
    says: 'New users stand neither in the list nor in its total.',
    wrap: listing({ users: old }),
  },
  {
    id: 'new-unlisted-but-counted',
    statement: 'list.operation',
    says: 'New users are counted in the total and do not stand in the list.',
    wrap: listing({ paged: (users, asked) => ({ ...paged(old(users), asked), total: users.length }) }),
  },
  {
    id: 'new-uncounted',
    statement: 'list.total',
    says: 'New users stand in the list and are not counted in its total.',
    wrap: listing({ paged: (users, asked) => ({ ...paged(users, asked), total: old(users).length }) }),
  },
  {
    id: 'new-listed-by-id-only',
    statement: 'list.operation',
    says: 'New users are found by their ids alone.',
    wrap: server => {
      const whole = listing({})(server);
      const without = listing({ users: old })(server);
      return asked => (asked.query.has('user_id_in') ? whole(asked) : without(asked));
    },
  },
  ...FILTERED.flatMap((parameter): Defect[] => [
    {
      id: `new-not-by-${parameter}`,
      statement: `list.${parameter}`,
      says: `New users are not found by ${parameter}.`,
      wrap: listing({ filters: { [parameter]: withoutNew(parameter) } }),
    },
    {
      id: `new-always-by-${parameter}`,
      statement: `list.${parameter}`,
      says: `New users are found by any ${parameter}.`,
      wrap: listing({ filters: { [parameter]: withNew(parameter) } }),
    },
  ]),
  ...['active', 'user_type', 'role_id', 'name'].map(
    (key): Defect => ({
      id: `patched-not-by-${key}`,
      statement: `list.${key}`,
      says: `The list filters by ${key} as it was before a patch.`,
      wrap: filteringByFirst(key),
    }),
  ),
  ...['active', 'role_id'].map(
    (key): Defect => ({
      id: `patched-not-ordered-by-${key}`,
      statement: 'list.order_by',
      says: `The list orders by ${key} as it was before a patch.`,
      wrap: orderingByFirst(key),
    }),
  ),
  {
    id: 'patched-not-got',
    statement: 'get.operation',
    says: 'Get answers a user as it was when it was first asked for.',
    wrap: gettingFirst(),
  },
  ...['active', 'user_type', 'role_id', 'name'].map(
    (key): Defect => ({
      id: `patched-${key}-not-got`,
      statement: 'get.operation',
      says: `Get answers ${key} as it was when the user was first asked for.`,
      wrap: gettingFirst(key),
    }),
  ),
];
