import type { TargetExchange } from '../../../target/index.js';
import { type Case, fromTarget, type Step, unique } from '../../model/case.js';
import {
  type Check,
  defineCheck,
  type Finding,
  fails,
  formatValue,
  inconclusive,
  parseSentBody,
  passes,
} from '../../model/check.js';
import type { DnlCaseContext, Knowledge } from '../users/known.js';
import { get, list, PAGE } from '../users/steps.js';
import { collectValues, isSame, readPage, readUser, type UserPage } from '../users/user.js';
import { findPatch, ONE_BY_NAME, type PatchScope, SUBJECTS_BY_EMAIL, scopedPatch, usersRead } from './scoped-patch.js';

/** A field that the list filters by, and a new value for it. */
type Field = { name: string; scope: PatchScope; other(own: unknown, context: DnlCaseContext): unknown };

const FIELDS: readonly Field[] = [
  { name: 'active', scope: SUBJECTS_BY_EMAIL, other: own => own !== true },
  { name: 'user_type', scope: SUBJECTS_BY_EMAIL, other: own => (own === 'agent' ? 'client' : 'agent') },
  {
    name: 'role_id',
    scope: SUBJECTS_BY_EMAIL,
    other: (own, { known }) => collectValues(known.users, 'role_id').find(role => role !== own),
  },
  { name: 'name', scope: ONE_BY_NAME, other: (_, context) => context.unique() },
];

/** Which of the reads after the patch is which. */
const READS = { get: 2, found: 3, left: 4, ascending: 5, descending: 6 };

/** The fields whose order no collation changes. */
const ORDERED = new Set(['active', 'role_id']);

/** Every read must show the patched values, so a target cannot respond from a cache. */
export const patchedSeen: Check<Knowledge> = defineCheck<Knowledge, Field>({
  id: 'patched-seen',
  says: 'After a patch, get, the filters and the order of the list use the new value.',
  cases: FIELDS.map(createCase),
  judge({ exchanges, known, expect: { name, scope } }): Finding[] {
    const at = findPatch(exchanges);
    const value = parseSentBody(exchanges[at])[name];
    const matched = new Set(scope.matched(known));
    const before = usersRead(exchanges.slice(0, at + 1), 'before').filter(({ user_id }) => matched.has(user_id));
    // a user that already had the value shows nothing
    const changed = before.filter(user => !isSame(user[name], value)).map(({ user_id }) => user_id);
    if (changed.length === 0) return [inconclusive(`list.${name}`, `Every own user already had this ${name}.`)];
    const page = (read: keyof typeof READS) => readPage(exchanges[at + READS[read]]);
    const [found, left] = [page('found'), page('left')].map(one => one?.items.map(({ user_id }) => user_id));
    if (!found || !left) return [inconclusive(`list.${name}`, 'A response has no page of users.')];
    const get = judgeGet(exchanges[at + READS.get], { name, value, at: at + READS.get });
    return [
      get,
      ...(get.verdict === 'pass' ? [passes(`patch-all.body.${name}`, { at })] : []),
      judgeFilter({ name, value, changed, found, left, at: at + READS.found }),
      ...(ORDERED.has(name) ? [judgeOrder(page('ascending'), name, 1), judgeOrder(page('descending'), name, -1)] : []),
    ];
  },
});

function createCase(field: Field): Case<Knowledge, Field> {
  const { name, scope, other } = field;
  const own = (exchanges: readonly TargetExchange[], known: Knowledge) =>
    usersRead(exchanges, 'before').find(({ user_id }) => user_id === scope.matched(known)[0])?.[name];
  const value = fromTarget<Knowledge>(`other ${name}`, context =>
    other(own(context.exchanges, context.known), context),
  );
  const sent = fromTarget<Knowledge>(name, ({ exchanges }) => parseSentBody(exchanges[findPatch(exchanges)])[name]);
  const old = fromTarget<Knowledge>(`${name} before`, ({ exchanges, known }) =>
    own(exchanges.slice(0, findPatch(exchanges) + 1), known),
  );
  const user_id_in = fromTarget<Knowledge>('own users', ({ known }) => scope.queried(known).join());
  const filtered = (by: unknown) => list({ user_id_in, [name]: by, per_page: PAGE });
  const someone = fromTarget<Knowledge>('own user', ({ known }) => scope.matched(known)[0]);
  const ordered: Step<Knowledge>[] = ['asc', 'desc'].map(direction =>
    list({ user_id_in, order_by: name, order_dir: direction, per_page: PAGE }),
  );
  return {
    id: name,
    operation: 'patchUsers',
    parameter: name,
    statements: [
      `patch-all.body.${name}`,
      `list.${name}`,
      'get.operation',
      ...(ORDERED.has(name) ? ['list.order_by'] : []),
    ],
    steps: [
      ...scopedPatch({ scope, more: { body: { [name]: name === 'name' ? unique() : value } } }),
      get(someone),
      filtered(sent),
      filtered(old),
      ...(ORDERED.has(name) ? ordered : []),
    ],
    expect: field,
  };
}

function judgeGet(
  exchange: TargetExchange | undefined,
  { name, value, at }: { name: string; value: unknown; at: number },
): Finding {
  const user = readUser(exchange);
  if (!user) return inconclusive('get.operation', 'Get returned no user.');
  if (isSame(user[name], value)) return passes('get.operation', { at });
  const message = `Get shows ${name} as it was before the patch.`;
  return fails('get.operation', { message, expected: formatValue(value), got: formatValue(user[name]), at });
}

type Filtered = {
  name: string;
  value: unknown;
  changed: readonly number[];
  found: readonly number[];
  left: readonly number[];
  at: number;
};

function judgeFilter({ name, value, changed, found, left, at }: Filtered): Finding {
  const lost = changed.find(id => !found.includes(id));
  const kept = changed.find(id => left.includes(id));
  if (lost === undefined && kept === undefined) return passes(`list.${name}`, { at });
  const message = `The list is filtered by ${name} as it was before the patch.`;
  const got = lost === undefined ? `user ${kept} by the old value` : `not user ${lost} by ${formatValue(value)}`;
  return fails(`list.${name}`, {
    message,
    expected: `users ${changed} by ${formatValue(value)} alone`,
    got,
    at: lost === undefined ? at + 1 : at,
  });
}

function judgeOrder(page: UserPage | undefined, name: string, sign: 1 | -1): Finding {
  const values = page?.items.map(user => user[name]) ?? [];
  const keys = values.filter(value => value !== null && value !== undefined).map(Number);
  if (new Set(keys).size < 2) return inconclusive('list.order_by', `The own users do not differ in ${name}.`);
  if (keys.every((key, at) => at === 0 || sign * (key - (keys[at - 1] ?? key)) >= 0)) return passes('list.order_by');
  const message = `The list is ordered by ${name} as it was before the patch.`;
  const expected = keys.toSorted((left, right) => sign * (left - right));
  return fails('list.order_by', { message, expected: formatValue(expected), got: formatValue(keys) });
}
