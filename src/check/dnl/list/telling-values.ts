import type { Knowledge } from '../users/known.js';
import type { User } from '../users/user.js';
import type { ListFilter } from './filters.js';

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
