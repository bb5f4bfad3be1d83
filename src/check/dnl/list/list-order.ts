import { fromTarget } from '../../model/case.js';
import { type Check, type Finding, fails, formatValue, inconclusive, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { list, PAGE } from '../users/steps.js';
import type { User } from '../users/user.js';
import { readInstant } from '../users/user.js';
import { defineListCheck, listIds } from './list-check.js';

const STATEMENTS = ['list.order_by', 'list.order_dir'];

/**
 * The keys whose values are ordered by type: numbers, booleans and times. Keys with the same value for every user
 * (is_preload, default_billing_decimal, and report_count among the texts) could not show a wrong order.
 */
const BY_TYPE = [
  'user_id',
  'active',
  'reseller_id',
  'outbound_report',
  'role_id',
  'last_login_time',
  'all_termination',
  'avatar_id',
  'create_user_id',
  'create_time',
  'report_group',
  'card_id',
  'last_seen',
  'is_online',
  'client_id',
  'show_carrier_trunk_drop_only',
];
const TIMES = new Set(['last_login_time', 'create_time', 'last_seen']);

type Expect = { field: string; sign: 1 | -1 };

/** Nulls and ties may be anywhere; all other values are ordered by type and not as texts. */
export const listOrder: Check<Knowledge> = defineListCheck<Expect>({
  id: 'list-order',
  says: 'order_by and order_dir order the whole list by the values of the field.',
  cases: BY_TYPE.flatMap(field =>
    (['asc', 'desc'] as const).map(direction => ({
      id: `${field} ${direction}`,
      operation: 'listUsers',
      parameter: 'order_by',
      statements: STATEMENTS,
      steps: [list({ order_by: field, order_dir: direction, per_page: PAGE })],
      expect: { field, sign: direction === 'asc' ? 1 : -1 } satisfies Expect,
    })),
  ),
  judge({ pages: [page], expect: { field, sign }, known }): Finding[] {
    const each = (finding: (statement: string) => Finding) => STATEMENTS.map(finding);
    const keys = listKeys(page.items, field);
    const wrong = keys.findIndex((key, at) => at > 0 && sign * (key - (keys[at - 1] ?? key)) < 0);
    if (wrong > 0) {
      const got = formatValue(
        page.items
          .map(user => user[field])
          .filter(value => value !== null)
          .slice(wrong - 1, wrong + 1),
      );
      return each(statement =>
        fails(statement, { message: `${field} is out of order.`, expected: 'the opposite order', got }),
      );
    }
    const whole = Math.min(PAGE, page.total);
    if (page.items.length !== whole || (known.complete && page.total !== known.users.length)) {
      const [expected, got] = [`all ${known.users.length} users`, `${page.items.length} of ${page.total}`];
      return each(statement => fails(statement, { message: `Ordered by ${field}, users are missing.`, expected, got }));
    }
    const all = listKeys(known.users, field).sort((left, right) => sign * (left - right));
    const at = keys.findIndex((key, index) => key !== all[index]);
    if (known.complete && at >= 0) {
      const message = `Only parts of the list are ordered by ${field}, not the whole list.`;
      return each(statement =>
        fails(statement, { message, expected: formatValue(all[at]), got: formatValue(keys[at]) }),
      );
    }
    // a field with fewer than two values shows no order
    if (new Set(all).size < 2) return each(statement => inconclusive(statement, `No two users differ in ${field}.`));
    return each(statement => passes(statement));
  },
});

/** The values of a field as numbers, without nulls. */
function listKeys(users: readonly User[], field: string): number[] {
  return users
    .map(user => (TIMES.has(field) ? readInstant(user, field) : user[field]))
    .filter(value => value !== null && value !== undefined)
    .map(Number);
}

/** The keys with texts; no page says which collation orders them. */
const TEXTS = [
  'name',
  'user_type',
  'carrier_name',
  'default_mod',
  'last_name',
  'report_fields',
  'first_name',
  'landing_page',
  'login_ip',
  'default_mod2',
  'email',
  'role_name',
];

/** How many users are ordered by a text; the same users in both directions. */
const SOME = 60;

/** Any collation is accepted, but one direction must be the reverse of the other. */
export const listOrderText: Check<Knowledge> = defineListCheck<string>({
  id: 'list-order-text',
  says: 'Texts are ordered by some collation, and descending order is ascending order reversed.',
  cases: TEXTS.map(field => {
    const ids = fromTarget<Knowledge>(`users with different ${field}`, ({ known }) => {
      const differing = new Map(
        known.users
          .filter(user => normaliseText(user, field) !== '')
          .map(user => [normaliseText(user, field), user.user_id]),
      );
      return differing.size < 2 ? undefined : [...differing.values()].slice(0, SOME).join(',');
    });
    const step = (direction: string) =>
      list({ order_by: field, order_dir: direction, user_id_in: ids, per_page: PAGE });
    return {
      id: field,
      operation: 'listUsers',
      parameter: 'order_by',
      statements: STATEMENTS,
      steps: [step('asc'), step('desc')],
      expect: field,
    };
  }),
  judge({ pages, queries: [query], expect: field }): Finding[] {
    const each = (finding: (statement: string) => Finding) => STATEMENTS.map(finding);
    const [up = [], down = []] = pages.map(({ items }) => listIds(items));
    const requestedIds = query.get('user_id_in')?.split(',').map(Number) ?? [];
    const isRequested = (ids: readonly number[]) => ids.toSorted().join() === requestedIds.toSorted().join();
    if (!isRequested(up) || !isRequested(down)) {
      return each(statement => inconclusive(statement, 'user_id_in did not find the users to be ordered.'));
    }
    if (up.join() === down.toReversed().join()) return each(statement => passes(statement));
    const message = `Descending order by ${field} is not ascending order reversed.`;
    return each(statement =>
      fails(statement, { message, expected: formatValue(up.toReversed()), got: formatValue(down) }),
    );
  },
});

/** A text without the characters that collations may ignore; users with equal texts may be in any order. */
function normaliseText(user: User, field: string): string {
  const value = user[field];
  return typeof value === 'string'
    ? value
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, '')
    : '';
}
