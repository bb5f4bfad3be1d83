import type { Defect } from '../planted.js';
import { choosing } from '../users/choosing.js';
import { idsIn, type Keeps } from '../users/filters.js';
import { asText, earlierText, everyone, inverted, laterText, ofKey, onlyFor, orNull } from '../users/wrong-filters.js';

/** One wrong filter of patch-all: the parameter, what is wrong about it, and what it does. */
type Wrong = readonly [parameter: string, wrong: string, says: string, filter: Keeps];

const IGNORED = [
  'active',
  'create_time_gt',
  'create_time_lt',
  'email',
  'is_online',
  'last_login_time_gt',
  'last_login_time_lt',
  'login_ip',
  'name',
  'role_id',
  'user_id',
  'user_id_in',
  'user_type',
].map((parameter): Wrong => [parameter, 'ignored', `${parameter} is not looked at.`, everyone]);

const WRONG: readonly Wrong[] = [
  ...IGNORED,
  ['active', 'inverted', 'active=true finds those who are not active.', inverted('active')],
  ['active', 'only-true', 'active=false finds everyone.', onlyFor('active', value => value === 'true')],
  ['create_time_gt', 'as-text', 'create_time_gt ignores the offset.', asText('create_time', laterText)],
  ['create_time_lt', 'as-text', 'create_time_lt ignores the offset.', asText('create_time', earlierText)],
  ['create_time_lt', 'inverted', 'create_time_lt finds who was created later.', inverted('create_time_lt')],
  ['email', 'name', 'email finds by name.', ofKey('name')],
  ['is_online', 'inverted', 'is_online finds whoever has another state.', inverted('is_online')],
  [
    'last_login_time_gt',
    'or-null',
    'last_login_time_gt also finds who never logged in.',
    orNull('last_login_time', 'last_login_time_gt'),
  ],
  [
    'last_login_time_lt',
    'or-null',
    'last_login_time_lt also finds who never logged in.',
    orNull('last_login_time', 'last_login_time_lt'),
  ],
  ['login_ip', 'or-null', 'login_ip also finds who never logged in.', orNull('login_ip', 'login_ip')],
  ['role_id', 'or-null', 'role_id also finds who has no role.', orNull('role_id', 'role_id')],
  ['user_id_in', 'first', 'user_id_in takes the first id only.', (user, value) => idsIn(value)[0] === user.user_id],
  [
    'user_type',
    'agents',
    'user_type=agent also finds clients.',
    (user, value) => user.user_type === value || (value === 'agent' && user.user_type === 'client'),
  ],
];

/** The filters of patch-all. */
export const PATCH_ALL_FILTERS: readonly Defect[] = WRONG.map(([parameter, wrong, says, filter]) => ({
  id: `patch-all-${parameter}-${wrong}`,
  statement: `patch-all.${parameter}`,
  says: `In patch-all ${says}`,
  wrap: choosing({ filters: { [parameter]: filter } }),
}));
