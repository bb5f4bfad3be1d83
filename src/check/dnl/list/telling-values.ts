import type { Knowledge } from '../users/known.js';
import type { User } from '../users/user.js';
import type { ListFilter } from './filters.js';

/** A value that some users match and others do not, and whom it must find. */
type TellingValue = { value: string; users: ReadonlySet<User> };

/** The most values of a filter that are looked at, spread over all. */
const MAX_VALUES = 40;

/** Found once for each reading of the data. */
const found = new WeakMap<readonly User[], Map<ListFilter, readonly TellingValue[]>>();

/** The values of a filter that tell users apart: with any other, no breach could be seen. */
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

/** Some of many values, from the first to the last. */
export function spread<T>(values: readonly T[], most: number): readonly T[] {
  const step = Math.ceil(values.length / most);
  return step < 2 ? values : values.filter((_, at) => at % step === 0);
}
