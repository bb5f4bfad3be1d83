import type { Readings } from '../../contract/index.js';
import { Problem, parseInstant } from '../../kernel/index.js';
import type { HandlerCall, RequestIssue } from '../../server/index.js';
import type { ColumnKind, Condition } from '../../store/index.js';

type Filter = (value: unknown, readings: Readings) => Condition;

/** What each documented filter of list and patch-all asks of a user. */
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

/** The conditions that the filters of a query put on a user; all must hold. */
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

/** The parameters that choose no users but arrange those that are found. */
export const PAGING_PARAMETERS: ReadonlySet<string> = new Set(['page', 'per_page', 'order_by', 'order_dir']);

/** A filter that the contract has and the code has not must not find everyone. */
function findFilter(name: string): Filter {
  const filter = FILTERS[name];
  if (!filter) throw new Problem('contract-invalid', `Failed to filter by ${name}: no filter has this name.`);
  return filter;
}

/** The flaw of filtering by a user type that the reading user-type-values does not know. */
export function userTypeFlaws({ query, repeated }: HandlerCall, readings: Readings): RequestIssue[] {
  const { types } = readings.value<{ types: string[] }>('user-type-values');
  const sent = repeated.user_type ?? [query.user_type ?? []].flat();
  return sent
    .filter(value => !types.includes(String(value)))
    .map(value => ({ place: 'query', path: ['user_type'], expected: 'choice', value }));
}

/** Text is matched as the reading text-match says. */
function text(key: string): Filter {
  return (value, readings) =>
    readings.choice('text-match') === 'contains'
      ? { key, is: 'containing', text: String(value) }
      : { key, is: 'equal', value };
}

/** 1 is online (reading online-values): a boolean word asks for that or for anything else. */
function isOnline(value: unknown): Condition {
  return typeof value === 'boolean'
    ? { key: 'is_online', is: value ? 'equal' : 'unequal', value: 1 }
    : { key: 'is_online', is: 'equal', value };
}

/** Stored times are whole microseconds: what is later than a bound is later than it rounded down. */
function later(key: string, bound: unknown): Condition {
  return { key, is: 'later', than: parseInstant(String(bound), 'down') ?? Number.NaN };
}

/** And what is earlier than a bound is earlier than it rounded up. */
function earlier(key: string, bound: unknown): Condition {
  return { key, is: 'earlier', than: parseInstant(String(bound), 'up') ?? Number.NaN };
}

function parseRange(item: string): [number, number] {
  const [first = '', last = first] = item.split('-');
  return [Number(first), Number(last)];
}

/** Every key of a user that the list may be ordered or filtered by, and how its values compare. */
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

/** The keys of few values that the list is filtered by. */
export const USER_CLASSES = ['active', 'is_online', 'role_id', 'user_type', 'last_login_time'];

/** The other keys that it is filtered by, and those that it is ordered by most often. */
export const USER_INDEXES = ['carrier_name', 'create_time', 'email', 'last_login_time', 'login_ip', 'name'];
