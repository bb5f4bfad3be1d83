import type { DnlUser } from '../../../src/apis/index.js';
import { someUser } from './all-users.js';

/** A filter with a value that some users fulfil and others do not, and which ones. */
export type FilterCase = {
  parameter: string;
  value: (users: readonly DnlUser[]) => string;
  keeps: (user: DnlUser, value: string) => boolean;
};

const fixed = (text: string) => () => text;
/** The middle one of all times there are: it is some user's own, so that strict bounds leave that user out. */
const middle = (key: 'create_time' | 'last_login_time') => (users: readonly DnlUser[]) => {
  const times = users.flatMap(user => user[key] ?? []).sort();
  return times[Math.floor(times.length / 2)] ?? '';
};
const whose = (key: 'carrier_name' | 'email' | 'login_ip' | 'name') => (users: readonly DnlUser[]) =>
  String(someUser(users.slice(3), user => user[key] !== null)[key]);

/** What a filter keeps, told from the users themselves; all times have the same form and offset. */
const CASES: readonly FilterCase[] = [
  { parameter: 'active', value: fixed('true'), keeps: ({ active }) => active },
  { parameter: 'active', value: fixed('false'), keeps: ({ active }) => !active },
  { parameter: 'carrier_name', value: whose('carrier_name'), keeps: (user, value) => user.carrier_name === value },
  { parameter: 'create_time_gt', value: middle('create_time'), keeps: (user, value) => user.create_time > value },
  { parameter: 'create_time_lt', value: middle('create_time'), keeps: (user, value) => user.create_time < value },
  { parameter: 'email', value: whose('email'), keeps: (user, value) => user.email === value },
  { parameter: 'is_online', value: fixed('1'), keeps: ({ is_online }) => is_online === 1 },
  { parameter: 'is_online', value: fixed('2'), keeps: ({ is_online }) => is_online === 2 },
  { parameter: 'is_online', value: fixed('3'), keeps: ({ is_online }) => is_online === 3 },
  { parameter: 'is_online', value: fixed('yes'), keeps: ({ is_online }) => is_online === 1 },
  { parameter: 'is_online', value: fixed('false'), keeps: ({ is_online }) => is_online !== 1 },
  {
    parameter: 'last_login_time_gt',
    value: middle('last_login_time'),
    keeps: ({ last_login_time }, value) => last_login_time !== null && last_login_time > value,
  },
  {
    parameter: 'last_login_time_lt',
    value: middle('last_login_time'),
    keeps: ({ last_login_time }, value) => last_login_time !== null && last_login_time < value,
  },
  {
    parameter: 'last_login_time_isnull',
    value: fixed('true'),
    keeps: ({ last_login_time }) => last_login_time === null,
  },
  {
    parameter: 'last_login_time_isnull',
    value: fixed('false'),
    keeps: ({ last_login_time }) => last_login_time !== null,
  },
  { parameter: 'login_ip', value: whose('login_ip'), keeps: (user, value) => user.login_ip === value },
  { parameter: 'name', value: whose('name'), keeps: (user, value) => user.name === value },
  { parameter: 'role_id', value: fixed('1'), keeps: ({ role_id }) => role_id === 1 },
  { parameter: 'role_id', value: fixed('3'), keeps: ({ role_id }) => role_id === 3 },
  { parameter: 'user_id', value: fixed('1721'), keeps: ({ user_id }) => user_id === 1721 },
  {
    parameter: 'user_id_in',
    value: fixed('1,1000-1500,1728'),
    keeps: ({ user_id }) => [1, 1728].includes(user_id) || (user_id >= 1000 && user_id <= 1500),
  },
  { parameter: 'user_type', value: fixed('admin'), keeps: ({ user_type }) => user_type === 'admin' },
  { parameter: 'user_type', value: fixed('agent'), keeps: ({ user_type }) => user_type === 'agent' },
  { parameter: 'user_type', value: fixed('client'), keeps: ({ user_type }) => user_type === 'client' },
];

/** The filters that the list page names, beside its four parameters of order and paging. */
export const LIST_FILTERS = CASES.filter(({ parameter }) => !['email', 'login_ip', 'user_id'].includes(parameter));

/** The filters that the patch-all page names. */
export const PATCH_FILTERS = CASES.filter(
  ({ parameter }) => !['carrier_name', 'last_login_time_isnull'].includes(parameter),
);
