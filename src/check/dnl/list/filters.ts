import { formatInstant } from '../../../kernel/index.js';
import type { Knowledge } from '../users/known.js';
import { PAGE } from '../users/steps.js';
import type { User } from '../users/user.js';
import { collectValues, parseTime, readInstant } from '../users/user.js';

/** A documented filter, with the users that a value finds. */
export type ListFilter = {
  parameter: string;
  /** The key of the user that it compares. */
  key: string;
  /** Whether a value must find a user; a text must be the whole text. */
  finds(user: User, value: string): boolean;
  /** Whether a value may find a user under some choice of the reading in `doubt`. */
  mayFind?(user: User, value: string): boolean;
  /** The reading whose choice the found users show: `least` if only those that must be found, `most` if all that may be. */
  doubt?: { reading: string; least: string; most: string };
  /** Values of the users that are worth filtering by. */
  values(known: Knowledge): readonly string[];
  /** Values at a bound, where the choice of the reading in `doubt` decides which users they find. */
  borders?(known: Knowledge): readonly string[];
  /** A value that no user has, as far as is known; absent if every value has a user. */
  unmatched?(known: Knowledge, unique: string): string | undefined;
};

/** Whether a value may find a user, under any choice of the reading in doubt. */
export function mayFind(filter: ListFilter, user: User, value: string): boolean {
  return filter.finds(user, value) || filter.mayFind?.(user, value) === true;
}

export const FILTERS: readonly ListFilter[] = [
  equal('active'),
  text('carrier_name'),
  equal('is_online'),
  text('name'),
  equal('role_id'),
  equal('user_type'),
  time('create_time_gt', 'create_time'),
  time('create_time_lt', 'create_time'),
  time('last_login_time_gt', 'last_login_time'),
  time('last_login_time_lt', 'last_login_time'),
  {
    parameter: 'last_login_time_isnull',
    key: 'last_login_time',
    finds: (user, value) => (user.last_login_time === null) === (value === 'true'),
    values: () => ['true', 'false'],
  },
  {
    parameter: 'user_id_in',
    key: 'user_id',
    finds: (user, value) => value.split(',').includes(String(user.user_id)),
    // users from the whole list, so that they differ in the keys of the other filters
    values: ({ users }) => {
      const at = (sixths: readonly number[]) =>
        sixths.flatMap(sixth => users[Math.floor((users.length * sixth) / 6)]?.user_id ?? []);
      // several, one, as many as fit on a page, and one together with an id that no user has
      return [at([1, 2, 3, 4, 5]), at([3]), listIds(users).slice(1, PAGE), [unusedId(users), ...at([2])]].map(String);
    },
    unmatched: ({ users, complete }) => (complete ? String(unusedId(users)) : undefined),
  },
];

function listIds(users: readonly User[]): number[] {
  return users.map(({ user_id }) => user_id);
}

/** An id higher than all that were read. */
function unusedId(users: readonly User[]): number {
  return listIds(users).reduce((left, right) => Math.max(left, right), 0) + 1_000_033;
}

function equal(key: string): ListFilter {
  return {
    parameter: key,
    key,
    finds: (user, value) => String(user[key]) === value,
    values: ({ users }) => collectValues(users, key).map(String),
    ...(key === 'role_id' && {
      unmatched: ({ users, complete }: Knowledge) => {
        const highest = collectValues(users, key).reduce((left: number, right) => Math.max(left, Number(right)), 0);
        return complete ? String(highest + 1) : undefined;
      },
    }),
  };
}

function text(key: string): ListFilter {
  const lower = (user: User) => String(user[key] ?? '').toLowerCase();
  return {
    parameter: key,
    key,
    finds: (user, value) => user[key] === value,
    mayFind: (user, value) => lower(user).includes(value.toLowerCase()),
    doubt: { reading: 'text-match', least: 'exact', most: 'contains' },
    values: ({ users }) =>
      collectValues(users, key)
        .map(String)
        .filter(value => value !== ''),
    unmatched: (_, unique) => unique,
  };
}

/** The smallest difference that every server can distinguish: a millisecond, in microseconds. */
const NEAR = 1000;
const DAY = 24 * 3600e6;

/** How many of the users' times are tried. */
const STEPS = 8;

function time(parameter: string, key: string): ListFilter {
  const isLater = parameter.endsWith('_gt');
  const compares = (user: User, value: string, is: (instant: number, bound: number) => boolean): boolean => {
    const [instant, bound] = [readInstant(user, key), parseTime(value)];
    return instant !== undefined && bound !== undefined && is(instant, bound);
  };
  const instantsOf = ({ users }: Knowledge) =>
    [...new Set(users.map(user => readInstant(user, key)))]
      .filter(instant => instant !== undefined)
      .sort((left, right) => left - right);
  const some = (instants: readonly number[]) => {
    const width = Math.max(1, Math.floor(instants.length / STEPS));
    return instants.filter((_, at) => at % width === 0);
  };
  return {
    parameter,
    key,
    finds: (user, value) => compares(user, value, (instant, bound) => (isLater ? instant > bound : instant < bound)),
    mayFind: (user, value) =>
      compares(user, value, (instant, bound) => (isLater ? instant >= bound : instant <= bound)),
    doubt: { reading: 'time-bounds', least: 'strict', most: 'inclusive' },
    values: known => {
      const instants = instantsOf(known);
      // close to a user's time, so that a target that compares texts, days or seconds finds the wrong users
      const bounds = some(instants).flatMap(instant => [instant - NEAR, instant + NEAR]);
      return bounds.filter(bound => !instants.includes(bound)).map(formatInstant);
    },
    borders: known => some(instantsOf(known)).map(formatInstant),
    unmatched: known => {
      const instants = instantsOf(known);
      const bound = isLater ? (instants.at(-1) ?? 0) + DAY : (instants[0] ?? 0) - DAY;
      return known.complete && instants.length > 0 ? formatInstant(bound) : undefined;
    },
  };
}

/** Writes the same instant with an offset of some hours from UTC. */
export function atOffset(time: string, hours: number): string {
  const instant = parseTime(time) ?? 0;
  const [whole, minutes] = [Math.trunc(Math.abs(hours)), (Math.abs(hours) % 1) * 60];
  const offset = `${hours < 0 ? '-' : '+'}${String(whole).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  return formatInstant(instant + hours * 3600e6).replace('+00:00', offset);
}

/** A value that some users match and others do not, and the users that it must find. */
type TellingValue = { value: string; users: ReadonlySet<User> };

/** The most values of a filter that are tried, spread over all values. */
const MAX_VALUES = 40;

/** Cached for each list of users. */
const found = new WeakMap<readonly User[], Map<ListFilter, readonly TellingValue[]>>();

/** The values of a filter that distinguish users: no other value could show a breach. */
export function findTellingValues(filter: ListFilter, known: Knowledge): readonly TellingValue[] {
  const { users } = known;
  const byFilter = found.get(users) ?? new Map<ListFilter, readonly TellingValue[]>();
  found.set(users, byFilter);
  const before = byFilter.get(filter);
  if (before) return before;
  const values = spread(filter.values(known), MAX_VALUES)
    .map(value => ({ value, users: new Set(users.filter(user => filter.finds(user, value))) }))
    .filter(telling => telling.users.size > 0 && telling.users.size < users.length);
  byFilter.set(filter, values);
  return values;
}

/** At most `most` of the values, from the first to the last. */
export function spread<T>(values: readonly T[], most: number): readonly T[] {
  const step = Math.ceil(values.length / most);
  return step < 2 ? values : values.filter((_, at) => at % step === 0);
}
