import { FILTERS, type Keeps } from './filters.js';
import type { User } from './user.js';

/** A filter that keeps everyone. */
export const everyone: Keeps = () => true;

/** A filter that also keeps the users who have null there. */
export function orNull(key: string, name: string): Keeps {
  return (user, value) => user[key] === null || honest(name)(user, value);
}

/** A filter that keeps whom it should leave out. */
export function inverted(name: string): Keeps {
  return (user, value) => !honest(name)(user, value);
}

/** A filter that compares times letter by letter, whatever their offsets. */
export function asText(key: string, isKept: (time: string, bound: string) => boolean): Keeps {
  return (user, value) => user[key] !== null && isKept(String(user[key]), value.replace(' ', '+'));
}

/** A filter that compares only the dates of times. */
export function asDates(key: string, isKept: (time: string, bound: string) => boolean): Keeps {
  return (user, value) => user[key] !== null && isKept(String(user[key]).slice(0, 10), value.slice(0, 10));
}

export const laterText = (time: string, bound: string): boolean => time > bound;
export const earlierText = (time: string, bound: string): boolean => time < bound;

/** A filter that works only for one of its values, and keeps everyone for the others. */
export function onlyFor(name: string, isMeant: (value: string) => boolean): Keeps {
  return (user, value) => !isMeant(value) || honest(name)(user, value);
}

/** A filter that takes another key than its own. */
export function ofKey(key: string): Keeps {
  return (user: User, value) => user[key] !== null && String(user[key]) === value;
}

function honest(name: string): Keeps {
  return FILTERS[name] ?? everyone;
}
