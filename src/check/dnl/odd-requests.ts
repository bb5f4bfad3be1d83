import * as fc from 'fast-check';
import type { Operation } from '../../contract/index.js';
import { survivesOddRequests } from '../laws/odd-requests.js';
import { type Case, generated, Placeholder, unique } from '../model/case.js';
import type { Check } from '../model/check.js';
import { SUBJECTS_BY_EMAIL, scopedPatch } from './patch/scoped-patch.js';
import type { Knowledge } from './users/known.js';
import { create, get, list, listFields, uniqueEmail } from './users/steps.js';

/** Queries that may get any response but a 5xx. */
const QUERIES: readonly (readonly [string, string])[] = [
  ['page', 'x'],
  ['page', '-1'],
  ['page', '1.5'],
  ['page', '99999999999'],
  ['page', ''],
  ['per_page', '0'],
  ['per_page', '-5'],
  ['per_page', '101'],
  ['per_page', '1000000'],
  ['per_page', 'all'],
  ['order_by', 'no_such_field'],
  ['order_by', 'passwd'],
  ['order_by', 'client'],
  ['order_by', '__proto__'],
  ['order_dir', 'sideways'],
  ['active', 'maybe'],
  ['active', ''],
  ['is_online', 'true'],
  ['is_online', '2147483648'],
  ['role_id', 'x'],
  ['role_id', ''],
  ['user_type', 'wizard'],
  ['user_type', ''],
  ['name', "'; --"],
  ['name', '%'],
  ['name', '\u{1f600}'],
  ['carrier_name', '('],
  ['create_time_gt', 'yesterday'],
  ['create_time_lt', '2018-02-30T00:00:00Z'],
  ['create_time_gt', '2018-02-15'],
  ['last_login_time_isnull', 'perhaps'],
  ['user_id_in', 'a,b'],
  ['user_id_in', '1-5'],
  ['user_id_in', ','],
  ['no_such_parameter', '1'],
];

/** Ids as they are in a path. */
const IDS = ['0001', '+1', '1.0', '1e3', '99999999999999999999', '%00', '..%2F..', '%F0%9F%98%80'];

/** Unusual bodies, which may get any response but a 5xx. */
const TEXTS: Readonly<Record<string, string>> = {
  'deeply nested': `${'{"client":'.repeat(200)}null${'}'.repeat(200)}`,
  'duplicate keys': '{"active":true,"active":false}',
  'a key __proto__': '{"__proto__":{"active":true}}',
};

/** Wrong values for a field: no page says what happens to them. */
const ODD = fc.jsonValue({ maxDepth: 2 });

/** Odd queries, ids and bodies. */
export function oddRequests(createUser: Operation): Check<Knowledge> {
  const fields = listFields(createUser);
  const odd: Case<Knowledge>['generated'] = {
    runs: 12,
    values: () =>
      fc.record(Object.fromEntries(fields.filter(field => field !== 'name').map(field => [field, ODD])), {
        requiredKeys: [],
      }),
  };
  const named = new Placeholder<Knowledge>('<generated>', 'generated body', ({ generated, unique }) => ({
    ...(generated as object),
    name: unique(),
  }));
  return survivesOddRequests<Knowledge>([
    ...QUERIES.map(([parameter, value]) => ({
      id: `list with ${parameter}=${JSON.stringify(value)}`,
      operation: 'listUsers',
      parameter,
      steps: [list({ [parameter]: value }, { expects: 'any' })],
    })),
    ...IDS.map(id => ({
      id: `get with the id ${JSON.stringify(id)}`,
      operation: 'getUser',
      steps: [get('', { template: `/v1/user/${id}`, expects: 'any' })],
    })),
    ...Object.entries(TEXTS).map(([id, text]) => ({
      id: `create with a body that has ${id}`,
      operation: 'createUser',
      steps: [create(undefined, { text, expects: 'any' })],
    })),
    {
      id: 'create with wrong values',
      operation: 'createUser',
      steps: [create(named, { expects: 'any' })],
      generated: odd,
    },
    {
      id: 'create with the four fields and one that no page knows',
      operation: 'createUser',
      steps: [
        create(
          { name: unique(), email: uniqueEmail(), passwd: 'throw-away', user_type: 'agent', no_such_field: 1 },
          { expects: 'any' },
        ),
      ],
    },
    {
      id: 'patch-all with wrong values',
      operation: 'patchUsers',
      steps: scopedPatch({ scope: SUBJECTS_BY_EMAIL, more: { body: generated<Knowledge>(), expects: 'any' } }).slice(
        0,
        2,
      ),
      generated: { ...odd, runs: 6 },
    },
  ]);
}
