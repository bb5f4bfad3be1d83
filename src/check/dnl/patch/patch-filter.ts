import type { TargetExchange } from '../../../target/index.js';
import { formatAtOffset } from '../../described/meant/lists/filter-values.js';
import { fromTarget, unique } from '../../model/case.js';
import { type Check, defineCheck, type Finding, inconclusive } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import type { User } from '../users/user.js';
import { collectValues, readInstant } from '../users/user.js';
import { judgePatch } from './judge-patch.js';
import { findPatch, SUBJECTS_BY_EMAIL, scopedPatch, usersRead } from './scoped-patch.js';

/** A parameter with a value, and the subjects that it finds. */
type Trial = {
  parameter: string;
  id: string;
  value(subjects: readonly User[], known: Knowledge): string | undefined;
  finds(user: User, value: string): boolean;
};

const HOUR = 3600e6;
const readValue = (key: string) => (subjects: readonly User[]) => {
  const value = subjects.map(user => user[key]).find(value => value !== null && value !== undefined);
  return value === null || value === undefined ? undefined : String(value);
};
const equals = (key: string) => (user: User, value: string) => String(user[key]) === value;

/** A value that some subject has. */
function having(key: string): Trial {
  return { parameter: key, id: 'a value of theirs', value: readValue(key), finds: equals(key) };
}

/** A value that some of the subjects have. */
function valued(key: string, value: string): Trial {
  return { parameter: key, id: value, value: () => value, finds: equals(key) };
}

/** A value that no subject has. */
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
  lacking('role_id', (subjects, known) => other(subjects, 'role_id', known)),
  having('is_online'),
  lacking('is_online', (subjects, known) => other(subjects, 'is_online', known)),
  { ...having('user_id'), id: 'one of theirs' },
  lacking('user_id', (_, { controls }) => controls[0]?.toString()),
  {
    parameter: 'user_id_in',
    id: 'three of theirs',
    value: subjects =>
      subjects
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
    value: subjects => {
      const instant = subjects[0] && readInstant(subjects[0], 'create_time');
      return instant === undefined ? undefined : formatAtOffset(instant + shift, 7 * 60);
    },
    finds,
  };
}

/** A value that other users have, but no subject: a target may refuse a value that no user has. */
function other(subjects: readonly User[], key: string, { users }: Knowledge): string | undefined {
  return collectValues(users, key)
    .map(String)
    .find(value => subjects.every(user => String(user[key]) !== value));
}

/** Every parameter of patch-all, once with a value that finds own users and once with a value that excludes some or all. */
export const patchFilter: Check<Knowledge> = defineCheck<Knowledge, Trial>({
  id: 'patch-filter',
  says: 'Every parameter of patch-all limits the users that it finds.',
  cases: TRIALS.map(trial => ({
    id: `${trial.parameter}, ${trial.id}`,
    operation: 'patchUsers',
    parameter: trial.parameter,
    statements: [`patch-all.${trial.parameter}`],
    steps: scopedPatch({
      scope: SUBJECTS_BY_EMAIL,
      filters: [
        [
          trial.parameter,
          fromTarget<Knowledge>(`value of ${trial.parameter}`, ({ known, exchanges }) =>
            trial.value(findSubjects(exchanges, known), known),
          ),
        ],
      ],
      more: { body: { last_name: unique() }, expects: [200, 404] },
    }),
    expect: trial,
  })),
  judge({ exchanges, known, expect: trial }): Finding[] {
    const subjects = findSubjects(exchanges, known);
    const value = new URL(exchanges[findPatch(exchanges)]?.url ?? '').searchParams.get(trial.parameter) ?? '';
    if (subjects.length === 0)
      return [inconclusive(`patch-all.${trial.parameter}`, 'The own users could not be read.')];
    return judgePatch(exchanges, known, {
      finds: user => subjects.includes(user) && trial.finds(user, value),
      found: [`patch-all.${trial.parameter}`, 'patch-all.query'],
      changed: ['patch-all.all-found'],
    });
  },
});

function findSubjects(exchanges: readonly TargetExchange[], { subjects }: Knowledge): User[] {
  return usersRead(exchanges, 'before').filter(({ user_id }) => subjects.includes(user_id));
}
