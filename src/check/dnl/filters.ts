import { formatInstant } from '../../kernel/index.js';
import { instantIn, instantOf, type Known, seenValues } from './known.js';
import type { User } from './user.js';

/** A documented filter: which users a value finds. */
export type Filter = {
  parameter: string;
  /** The key of the user that it looks at. */
  key: string;
  /** Whether a value must find a user; for a text, whether it is the whole one. */
  finds(user: User, value: string): boolean;
  /** Whether a value may find a user whom it need not find: reading text-match. */
  mayFind?(user: User, value: string): boolean;
  /** Values that are worth asking for, of what the users have. */
  values(known: Known): readonly string[];
};

export const FILTERS: readonly Filter[] = [
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
    // users from the whole list, so that they differ in all that other filters ask for
    values: ({ users }) =>
      [[1, 2, 3, 4, 5], [3]].map(sixths =>
        sixths.flatMap(sixth => users[Math.floor((users.length * sixth) / 6)]?.user_id ?? []).join(','),
      ),
  },
];

function equal(key: string): Filter {
  return {
    parameter: key,
    key,
    finds: (user, value) => String(user[key]) === value,
    values: ({ users }) => seenValues(users, key).map(String),
  };
}

function text(key: string): Filter {
  const lower = (user: User) => String(user[key] ?? '').toLowerCase();
  return {
    parameter: key,
    key,
    finds: (user, value) => user[key] === value,
    mayFind: (user, value) => lower(user).includes(value.toLowerCase()),
    values: ({ users }) =>
      seenValues(users, key)
        .map(String)
        .filter(value => value !== ''),
  };
}

const SECOND = 1e6;

/** How many steps there are through the times that were seen. */
const STEPS = 8;

function time(parameter: string, key: string): Filter {
  const isLater = parameter.endsWith('_gt');
  return {
    parameter,
    key,
    finds: (user, value) => {
      const [instant, bound] = [instantOf(user, key), instantIn(value)];
      if (instant === undefined || bound === undefined) return false;
      return isLater ? instant > bound : instant < bound;
    },
    values: ({ users }) => {
      const instants = [...new Set(users.map(user => instantOf(user, key)))]
        .filter(instant => instant !== undefined)
        .sort((left, right) => left - right);
      const width = Math.max(1, Math.floor(instants.length / STEPS));
      // next to a time, so that whoever compares texts or days, and not instants, gets that user wrong
      const bounds = instants
        .filter((_, at) => at % width === 0)
        .flatMap(instant => [instant - SECOND, instant + SECOND]);
      return bounds.filter(bound => !instants.includes(bound)).map(formatInstant);
    },
  };
}

/** The same instant as others would write it, at an offset of some hours: the clock there shows that much more. */
export function atOffset(time: string, hours: number): string {
  const instant = instantIn(time) ?? 0;
  const offset = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
  return formatInstant(instant + hours * 3600e6).replace('+00:00', offset);
}
