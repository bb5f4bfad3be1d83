import type { Defect } from '../planted.js';
import { idsIn, type Keeps } from '../users/filters.js';
import { listing } from '../users/listing.js';
import {
  asDates,
  asText,
  earlierText,
  everyone,
  inverted,
  laterText,
  ofKey,
  onlyFor,
  orNull,
} from '../users/wrong-filters.js';

/** One wrong filter of the list: the parameter, what is wrong about it, and what it does. */
type Wrong = readonly [parameter: string, wrong: string, says: string, filter: Keeps];

const WRONG: readonly Wrong[] = [
  ['active', 'ignored', 'active is not looked at.', everyone],
  ['active', 'inverted', 'active=true finds those who are not active.', inverted('active')],
  ['active', 'only-true', 'active=false finds everyone.', onlyFor('active', value => value === 'true')],
  ['carrier_name', 'ignored', 'carrier_name is not looked at.', everyone],
  ['carrier_name', 'or-null', 'carrier_name also finds who has no carrier.', orNull('carrier_name', 'carrier_name')],
  ['is_online', 'ignored', 'is_online is not looked at.', everyone],
  ['is_online', 'inverted', 'is_online finds whoever has another state.', inverted('is_online')],
  ['name', 'ignored', 'name is not looked at.', everyone],
  ['name', 'first-name', 'name finds by first_name.', ofKey('first_name')],
  ['role_id', 'ignored', 'role_id is not looked at.', everyone],
  ['role_id', 'or-null', 'role_id also finds who has no role.', orNull('role_id', 'role_id')],
  ['user_type', 'ignored', 'user_type is not looked at.', everyone],
  [
    'user_type',
    'staff',
    'user_type=agent also finds admins.',
    (user, value) => user.user_type === value || (value === 'agent' && user.user_type === 'admin'),
  ],
  ['create_time_gt', 'ignored', 'create_time_gt is not looked at.', everyone],
  ['create_time_gt', 'inverted', 'create_time_gt finds who was created earlier.', inverted('create_time_gt')],
  ['create_time_gt', 'as-text', 'create_time_gt ignores the offset.', asText('create_time', laterText)],
  ['create_time_lt', 'ignored', 'create_time_lt is not looked at.', everyone],
  ['create_time_lt', 'as-text', 'create_time_lt ignores the offset.', asText('create_time', earlierText)],
  ['create_time_lt', 'as-dates', 'create_time_lt compares days only.', asDates('create_time', earlierText)],
  ['last_login_time_gt', 'ignored', 'last_login_time_gt is not looked at.', everyone],
  [
    'last_login_time_gt',
    'or-null',
    'last_login_time_gt also finds who never logged in.',
    orNull('last_login_time', 'last_login_time_gt'),
  ],
  ['last_login_time_gt', 'as-text', 'last_login_time_gt ignores the offset.', asText('last_login_time', laterText)],
  ['last_login_time_lt', 'ignored', 'last_login_time_lt is not looked at.', everyone],
  [
    'last_login_time_lt',
    'or-null',
    'last_login_time_lt also finds who never logged in.',
    orNull('last_login_time', 'last_login_time_lt'),
  ],
  ['last_login_time_lt', 'created', 'last_login_time_lt looks at create_time.', asText('create_time', earlierText)],
  ['last_login_time_isnull', 'ignored', 'last_login_time_isnull is not looked at.', everyone],
  [
    'last_login_time_isnull',
    'inverted',
    'last_login_time_isnull=true finds who has logged in.',
    inverted('last_login_time_isnull'),
  ],
  [
    'last_login_time_isnull',
    'only-true',
    'last_login_time_isnull=false finds everyone.',
    onlyFor('last_login_time_isnull', value => value === 'true'),
  ],
  ['user_id_in', 'ignored', 'user_id_in is not looked at.', everyone],
  ['user_id_in', 'first', 'user_id_in takes the first id only.', (user, value) => idsIn(value)[0] === user.user_id],
  [
    'user_id_in',
    'between',
    'user_id_in finds all from the lowest to the highest id.',
    (user, value) => user.user_id >= Math.min(...idsIn(value)) && user.user_id <= Math.max(...idsIn(value)),
  ],
];

/** The filters of the list. */
export const LIST_FILTERS: readonly Defect[] = [
  ...WRONG.map(
    ([parameter, wrong, says, filter]): Defect => ({
      id: `list-${parameter}-${wrong}`,
      statement: `list.${parameter}`,
      says: `In the list ${says}`,
      wrap: listing({ filters: { [parameter]: filter } }),
    }),
  ),
  {
    id: 'list-filters-either',
    statement: 'list.query',
    says: 'Of several filters of the list one is enough.',
    wrap: listing({ together: verdicts => verdicts.length === 0 || verdicts.some(Boolean) }),
  },
  {
    id: 'list-filters-last',
    statement: 'list.query',
    says: 'Of several filters of the list only the last counts.',
    wrap: listing({ together: verdicts => verdicts.at(-1) ?? true }),
  },
];
