import type { Readings } from '../../contract/index.js';
import { Problem, parseInstant } from '../../kernel/index.js';
import type { HandlerCall, RequestIssue } from '../../server/index.js';
import type { ColumnKind, Condition } from '../../store/index.js';

type Filter = (value: unknown, readings: Readings) => Condition;

/** The condition of each documented filter of list and patch-all. */
const FILTERS: Readonly<Record<string, Filter>> = {
  active: value => ({ key: 'active', is: 'equal', value }),
  carrier_name: text('carrier_name'),
  create_time_gt: value => later('create_time', value),
  create_time_lt: value => earlier('create_time', value),
  email: text('email'),
  is_online: isOnline,
  last_login_time_gt: value => later('last_login_time', value),
  last_login_time_isnull: value => ({ key: 'last_login_time', is: value ? 'null' : 'not-null' }),
  last_login_time_lt: value => earlier('last_login_time', value),
  login_ip: text('login_ip'),
  name: text('name'),
  role_id: value => ({ key: 'role_id', is: 'equal', value }),
  user_id: value => ({ key: 'user_id', is: 'equal', value }),
  user_id_in: value => ({ key: 'user_id', is: 'within', ranges: (value as string[]).map(parseRange) }),
  user_type: value => ({ key: 'user_type', is: 'equal', value }),
};

/** Reads the conditions from the filters of a query; a user must meet all of them. */
export function readConditions({ query, repeated }: HandlerCall, readings: Readings): Condition[] {
  const conditions: Condition[] = [];
  for (const name in query) {
    if (PAGING_PARAMETERS.has(name)) continue;
    const filter = findFilter(name);
    const condition = filter(query[name], readings);
    const of = repeated[name]?.map(value => filter(value, readings));
    conditions.push(of ? { key: condition.key, is: 'any', of } : condition);
  }
  return conditions;
}

/** The parameters that select no users, but order and page them. */
export const PAGING_PARAMETERS: ReadonlySet<string> = new Set(['page', 'per_page', 'order_by', 'order_dir']);

/** A filter that only the contract has is an error: without a condition it would find all users. */
function findFilter(name: string): Filter {
  const filter = FILTERS[name];
  if (!filter) throw new Problem('contract-invalid', `Failed to filter by ${name}: no filter has this name.`);
  return filter;
}

/** The issues of a filter by a user type that the reading user-type-values does not have. */
export function userTypeIssues({ query, repeated }: HandlerCall, readings: Readings): RequestIssue[] {
  const { types } = readings.value<{ types: string[] }>('user-type-values');
  const sent = repeated.user_type ?? [query.user_type ?? []].flat();
  return sent
    .filter(value => !types.includes(String(value)))
    .map(value => ({ place: 'query', path: ['user_type'], expected: 'choice', value }));
}

/** Matches text as the reading text-match says. */
function text(key: string): Filter {
  return (value, readings) =>
    readings.choice('text-match') === 'contains'
      ? { key, is: 'containing', text: String(value) }
      : { key, is: 'equal', value };
}

/** 1 means online (reading online-values). A boolean finds this value or all others. */
function isOnline(value: unknown): Condition {
  return typeof value === 'boolean'
    ? { key: 'is_online', is: value ? 'equal' : 'unequal', value: 1 }
    : { key: 'is_online', is: 'equal', value };
}

/** Stored times are whole microseconds: a time is later than a bound if it is later than the bound rounded down. */
function later(key: string, bound: unknown): Condition {
  return { key, is: 'later', than: parseInstant(String(bound), 'down') ?? Number.NaN };
}

/** A time is earlier than a bound if it is earlier than the bound rounded up. */
function earlier(key: string, bound: unknown): Condition {
  return { key, is: 'earlier', than: parseInstant(String(bound), 'up') ?? Number.NaN };
}

function parseRange(item: string): [number, number] {
  const [first = '', last = first] = item.split('-');
  return [Number(first), Number(last)];
}

/** The keys by which users may be ordered or filtered, and how their values compare. */
export const USER_COLUMNS: Readonly<Record<string, ColumnKind>> = {
  user_id: 'number',
  passwd: 'text',
  user_type: 'text',
  active: 'number',
  carrier_name: 'text',
  default_mod: 'text',
  reseller_id: 'number',
  outbound_report: 'number',
  last_name: 'text',
  role_id: 'number',
  last_login_time: 'instant',
  all_termination: 'number',
  report_fields: 'text',
  report_count: 'text',
  name: 'text',
  first_name: 'text',
  cdr_expire: 'text',
  is_preload: 'number',
  landing_page: 'text',
  login_ip: 'text',
  default_mod2: 'text',
  avatar_id: 'number',
  create_user_id: 'number',
  create_time: 'instant',
  agent: 'text',
  report_group: 'number',
  default_billing_decimal: 'number',
  card_id: 'number',
  email: 'text',
  last_seen: 'instant',
  is_online: 'number',
  role_name: 'text',
  client_id: 'number',
  fullname: 'text',
  cdr_api_token: 'text',
  show_carrier_trunk_drop_only: 'number',
};

/** The filter keys with few different values. */
export const USER_CLASSES = ['active', 'is_online', 'role_id', 'user_type', 'last_login_time'];

/** The other filter keys, and the most frequent order keys. */
export const USER_INDEXES = ['carrier_name', 'create_time', 'email', 'last_login_time', 'login_ip', 'name'];
