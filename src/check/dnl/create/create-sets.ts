import type { Contract, Operation } from '../../../contract/index.js';
import { parseOwnDocument } from '../../../openapi/index.js';
import { fromTarget } from '../../model/case.js';
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
import type { Knowledge } from '../users/known.js';
import { createAndGet, exampleUser } from '../users/steps.js';
import { collectValues, contains, readInstant, readUser } from '../users/user.js';
import { userNotRead } from './create-keeps.js';

/** Keys that may have any value if they were not sent: by a reading, or because they depend on the run. */
const ANY = new Set([
  'user_id',
  'create_user_id',
  'create_time',
  'carrier_name',
  'fullname',
  'client',
  'email',
  'passwd',
  'name',
  'user_type',
  'active',
  'report_group',
  'show_carrier_trunk_drop_only',
  'default_mod2',
]);

/** What is sent in dnl-user-create:140 and read back in dnl-user-get:100-143. */
export function createDefaults({ resources = '', schema }: Contract, createUser: Operation): Check<Knowledge> {
  const { collections } = parseOwnDocument(resources) as { collections: { users: { defaults: object } } };
  const defaults = collections.users.defaults as Readonly<Record<string, unknown>>;
  const printed = Object.keys(schema('user').properties as object);
  return defineCheck<Knowledge>({
    id: 'create-defaults',
    says: 'A created user has every default that the pages show; other fields that were not sent are null.',
    cases: [
      {
        id: 'the fields of the example',
        operation: 'createUser',
        statements: ['get.printed', 'create.defaults'],
        steps: createAndGet(exampleUser(createUser)),
      },
    ],
    judge({ exchanges }): Finding[] {
      const user = readUser(exchanges[1]);
      if (!user) return userNotRead('get.printed');
      const sent = parseSentBody(exchanges[0]);
      const judged = printed.filter(key => key in user && !(key in sent) && !ANY.has(key));
      const findings = judged.map(key => {
        const expected = key in defaults ? defaults[key] : null;
        if (contains(user[key], expected)) return passes(`user.${key}`);
        const message = `${key} of a created user is not the default.`;
        return fails(`user.${key}`, {
          message,
          expected: formatValue(expected),
          got: formatValue(user[key]),
          parameter: key,
        });
      });
      const creator = user.create_user_id;
      const known = creator === null || Number.isInteger(creator);
      const message = 'create_user_id is not a user id.';
      return [
        ...findings,
        known
          ? passes('user.create_user_id')
          : fails('user.create_user_id', { message, expected: 'an integer or null', got: formatValue(creator) }),
        passes('get.printed'),
        passes('create.defaults'),
      ];
    },
  });
}

const DAY = 24 * 3600e6;

/** The time is compared with the response's `Date` header, because a target's clock may be set; else with this machine's. */
export function createTime(createUser: Operation): Check<Knowledge> {
  return defineCheck<Knowledge>({
    id: 'create-time',
    says: 'create_time is the time of the create, give or take a day.',
    cases: [
      {
        id: 'a new user',
        operation: 'createUser',
        statements: ['user.create_time'],
        steps: createAndGet(exampleUser(createUser)),
      },
    ],
    judge({ exchanges }): Finding[] {
      const user = readUser(exchanges[1]);
      if (!user) return userNotRead('user.create_time');
      const created = readInstant(user, 'create_time');
      if (created === undefined) return [inconclusive('user.create_time', 'create_time is not a time.')];
      const now = Date.parse(exchanges[0]?.response?.headers.date ?? '') || Date.now();
      if (Math.abs(created - now * 1000) <= DAY) return [passes('user.create_time')];
      const expected = `within a day of ${new Date(now).toISOString()}`;
      const message = 'create_time is not the time of the create.';
      return [fails('user.create_time', { message, expected, got: String(user.create_time) })];
    },
  });
}

/** dnl-user-list:121, 145: role 1 is "Client". */
export function roleName(createUser: Operation): Check<Knowledge> {
  const role = fromTarget<Knowledge>('role with a name', ({ known, pick }) =>
    pick(
      collectValues(
        known.users.filter(({ role_name }) => role_name !== ''),
        'role_id',
      ),
    ),
  );
  return defineCheck<Knowledge>({
    id: 'role-name',
    says: 'role_name follows role_id: users with the same role have the same role_name.',
    cases: [
      {
        id: 'a user with a role that others have',
        operation: 'createUser',
        parameter: 'role_id',
        statements: ['user.role_name'],
        steps: createAndGet({ ...exampleUser(createUser), role_id: role }),
      },
    ],
    judge({ exchanges, known }): Finding[] {
      const user = readUser(exchanges[1]);
      if (!user) return userNotRead('user.role_name');
      const names = collectValues(
        known.users.filter(({ role_id }) => role_id === user.role_id),
        'role_name',
      );
      if (names.includes(user.role_name)) return [passes('user.role_name')];
      const message = 'role_name does not follow role_id.';
      return [
        fails('user.role_name', {
          message,
          expected: names.map(formatValue).join(' or '),
          got: formatValue(user.role_name),
        }),
      ];
    },
  });
}
