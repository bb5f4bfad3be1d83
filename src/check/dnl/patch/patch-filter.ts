import { formatInstant } from '../../../kernel/index.js';
import type { Exchange } from '../../../target/index.js';
import { learned, unique } from '../../model/case.js';
import { type Check, defineCheck, type Finding, undecided } from '../../model/check.js';
import { atOffset } from '../list/filters.js';
import { instantOf, type Known, seenValues } from '../users/known.js';
import type { User } from '../users/user.js';
import { judgePatch } from './judge-patch.js';
import { guardedPatch, PLAYERS_BY_EMAIL, patchAt, readUsers } from './scoped-patch.js';

/** A parameter with a value, and whom it leaves of the players. */
type Trial = {
  parameter: string;
  id: string;
  value(players: readonly User[], known: Known): string | undefined;
  finds(user: User, value: string): boolean;
};

const HOUR = 3600e6;
const someKey = (key: string) => (players: readonly User[]) => {
  const value = players.map(user => user[key]).find(value => value !== null && value !== undefined);
  return value === null || value === undefined ? undefined : String(value);
};
const equals = (key: string) => (user: User, value: string) => String(user[key]) === value;

/** With a value that players have. */
function having(key: string): Trial {
  return { parameter: key, id: 'a value of theirs', value: someKey(key), finds: equals(key) };
}

/** With a value that some of them have. */
function valued(key: string, value: string): Trial {
  return { parameter: key, id: value, value: () => value, finds: equals(key) };
}

/** With a value that none of them has. */
function lacking(parameter: string, value: Trial['value']): Trial {
  return { parameter, id: 'a value that none of them has', value, finds: () => false };
}

const TRIALS: readonly Trial[] = [
  valued('active', 'true'),
  valued('active', 'false'),
  valued('user_type', 'agent'),
  valued('user_type', 'client'),
  lacking('user_type', () => 'admin'),
  having('role_id'),
  lacking('role_id', (players, known) => other(players, 'role_id', known)),
  having('is_online'),
  lacking('is_online', (players, known) => other(players, 'is_online', known)),
  { ...having('user_id'), id: 'one of theirs' },
  lacking('user_id', (_, { witnesses }) => witnesses[0]?.toString()),
  {
    parameter: 'user_id_in',
    id: 'three of theirs',
    value: players =>
      players
        .slice(0, 3)
        .map(({ user_id }) => user_id)
        .join(','),
    finds: (user, value) => value.split(',').includes(String(user.user_id)),
  },
  having('name'),
  lacking('name', () => 'us-nobody-has-this-name'),
  lacking('email', () => 'us-nobody-has-this@example.com'),
  lacking('login_ip', () => '203.0.113.77'),
  bound('create_time_gt', 'an hour before them, at another offset', -HOUR, () => true),
  bound('create_time_gt', 'an hour after them', HOUR, () => false),
  bound('create_time_lt', 'an hour after them, at another offset', HOUR, () => true),
  bound('create_time_lt', 'an hour before them', -HOUR, () => false),
  { ...lacking('last_login_time_gt', () => '1970-01-01T00:00:00Z'), id: 'since they never logged in' },
  { ...lacking('last_login_time_lt', () => '2100-01-01T00:00:00Z'), id: 'since they never logged in' },
];

function bound(parameter: string, id: string, shift: number, finds: () => boolean): Trial {
  return {
    parameter,
    id,
    value: players => {
      const instant = players[0] && instantOf(players[0], 'create_time');
      return instant === undefined ? undefined : atOffset(formatInstant(instant + shift), 7);
    },
    finds,
  };
}

/** A value that others have and none of the players: what nobody has may be refused. */
function other(players: readonly User[], key: string, { users }: Known): string | undefined {
  return seenValues(users, key)
    .map(String)
    .find(value => players.every(user => String(user[key]) !== value));
}

/** Every parameter of patch-all, once with a value that finds own users and once with one that leaves some or all out. */
export const patchFilter: Check<Known> = defineCheck<Known, Trial>({
  id: 'patch-filter',
  says: 'Every parameter of patch-all limits whom it finds.',
  cases: TRIALS.map(trial => ({
    id: `${trial.parameter}, ${trial.id}`,
    operation: 'patchUsers',
    parameter: trial.parameter,
    statements: [`patch-all.${trial.parameter}`],
    steps: guardedPatch({
      reach: PLAYERS_BY_EMAIL,
      filters: [
        [
          trial.parameter,
          learned<Known>(`value of ${trial.parameter}`, ({ known, exchanges }) =>
            trial.value(playersOf(exchanges, known), known),
          ),
        ],
      ],
      more: { body: { last_name: unique() }, expects: [200, 404] },
    }),
    expect: trial,
  })),
  judge({ exchanges, known, expect: trial }): Finding[] {
    const players = playersOf(exchanges, known);
    const value = new URL(exchanges[patchAt(exchanges)]?.url ?? '').searchParams.get(trial.parameter) ?? '';
    if (players.length === 0) return [undecided(`patch-all.${trial.parameter}`, 'The own users could not be read.')];
    return judgePatch(exchanges, known, {
      finds: user => players.includes(user) && trial.finds(user, value),
      found: [`patch-all.${trial.parameter}`, 'patch-all.query'],
      changed: ['patch-all.all-found'],
    });
  },
});

function playersOf(exchanges: readonly Exchange[], { players }: Known): User[] {
  return readUsers(exchanges, 'before').filter(({ user_id }) => players.includes(user_id));
}
