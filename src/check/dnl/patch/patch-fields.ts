import * as fc from 'fast-check';
import type { Operation } from '../../../contract/index.js';
import { type Case, Pending, unique } from '../../model/case.js';
import { type Check, defineCheck, type Finding } from '../../model/check.js';
import { fieldsOf, valuesOf } from '../users/body-fields.js';
import type { Known } from '../users/known.js';
import { uniqueEmail } from '../users/steps.js';
import { judgePatch } from './judge-patch.js';
import { CROWD_BY_EMAIL, guardedPatch, ONE_BY_NAME, PLAYERS_BY_EMAIL, type Reach } from './scoped-patch.js';

/** The values that users have of their own, and with which only one user is patched. */
const OWN: Readonly<Record<string, Pending<Known>>> = { name: unique(), email: uniqueEmail() };

const generatedBody = new Pending<Known>('<generated>', 'generated body', ({ generated }) => generated);

/** Reading patch-required: any one known field is enough. */
export function patchFields(patchUsers: Operation): Check<Known> {
  const alone = (field: string): Case<Known, Reach> => {
    const own = OWN[field];
    const reach = own ? ONE_BY_NAME : PLAYERS_BY_EMAIL;
    return {
      id: `${field} alone`,
      operation: 'patchUsers',
      parameter: field,
      statements: [`patch-all.body.${field}`],
      steps: guardedPatch({ reach, more: { body: own ? { [field]: own } : generatedBody } }),
      expect: reach,
      ...(!own && {
        generated: {
          runs: 1,
          values: ({ known }) => {
            const values = valuesOf(patchUsers, known)[field];
            return values ? fc.record({ [field]: values }) : fc.constant(undefined);
          },
        },
      }),
    };
  };
  return defineCheck<Known, Reach>({
    id: 'patch-fields',
    says: 'Patch-all changes what was sent and nothing else, in all users found and in no others.',
    cases: [
      ...fieldsOf(patchUsers).map(alone),
      {
        id: 'zeros and false',
        operation: 'patchUsers',
        statements: ['patch-all.template', 'patch-all.body'],
        steps: guardedPatch({ reach: PLAYERS_BY_EMAIL, more: { body: nothings(patchUsers) } }),
        expect: PLAYERS_BY_EMAIL,
      },
      {
        id: 'some fields',
        operation: 'patchUsers',
        statements: ['patch-all.template', 'patch-all.body'],
        steps: guardedPatch({ reach: PLAYERS_BY_EMAIL, more: { body: generatedBody } }),
        expect: PLAYERS_BY_EMAIL,
        generated: {
          runs: 6,
          values: ({ known }) =>
            fc.record(valuesOf(patchUsers, known), { requiredKeys: [] }).filter(body => Object.keys(body).length > 0),
        },
      },
    ],
    judge({ exchanges, known, expect: reach }): Finding[] {
      const whose = reach.whose(known);
      const found = ['patch-all.updated', 'patch-all.template', 'patch-all.body'];
      return judgePatch(exchanges, known, { finds: ({ user_id }) => whose.includes(user_id), found });
    },
  });
}

/** The values that are easily taken for no value; roles and carriers only as seen. */
function nothings({ body }: Operation): Record<string, unknown> {
  const shapes = [...(body?.shape.properties ?? [])].filter(([field]) => field !== 'role_id' && field !== 'client_id');
  return Object.fromEntries([
    ...shapes.filter(([, { types }]) => types.has('integer')).map(([field]) => [field, 0]),
    ...shapes.filter(([, { types }]) => types.has('boolean')).map(([field]) => [field, false]),
  ]);
}

/** The page announces its example as one user's; its address and its answer are about all who are found. */
const MANY = ['patch-all.all-found', 'patch-all.updated', 'patch-all.one-user'];

/** Filters that go through the pages of a list must not stop at the first of them. */
export const patchMany: Check<Known> = defineCheck<Known, null>({
  id: 'patch-many',
  says: 'Patch-all changes more users than a page holds.',
  cases: [
    {
      id: 'own users who share an e-mail address',
      operation: 'patchUsers',
      statements: MANY,
      steps: guardedPatch({ reach: CROWD_BY_EMAIL, more: { body: { last_name: unique() } } }),
      expect: null,
    },
  ],
  judge({ exchanges, known }): Finding[] {
    return judgePatch(exchanges, known, {
      finds: ({ user_id }) => known.crowd.includes(user_id),
      found: MANY,
      changed: MANY,
    });
  },
});
