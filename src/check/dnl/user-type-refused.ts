import * as fc from 'fast-check';
import type { Operation } from '../../contract/index.js';
import { generated } from '../case.js';
import { type Check, defineCheck, type Finding, passes } from '../check.js';
import { guardedPatch } from './guarded-patch.js';
import type { Known } from './known.js';
import { exampleUser } from './new-user.js';
import { PLAYERS_BY_EMAIL } from './reaches.js';
import { create } from './steps.js';
import { namesField } from './validation.js';

/** Words that are no kind of user; about viewer the documents say nothing (reading user-type-values). */
const words = {
  runs: 3,
  values: () =>
    fc.stringMatching(/^[a-z]{3,12}$/).filter(word => !['admin', 'agent', 'client', 'viewer'].includes(word)),
};

/** dnl-user-create:42, dnl-user-patch-all:52 */
export function userTypeRefused(createUser: Operation): Check<Known> {
  return defineCheck<Known, { page: string; at: number }>({
    id: 'user-type-refused',
    says: 'An unknown kind of user is refused with 400, which names user_type.',
    cases: [
      {
        id: 'create',
        operation: 'createUser',
        parameter: 'user_type',
        statements: ['create.user_type'],
        steps: [create({ ...exampleUser(createUser), user_type: generated() }, { expects: [400] })],
        expect: { page: 'create', at: 0 },
        generated: words,
      },
      {
        id: 'patch-all',
        operation: 'patchUsers',
        parameter: 'user_type',
        statements: ['patch-all.body.user_type'],
        steps: guardedPatch({ reach: PLAYERS_BY_EMAIL, more: { body: { user_type: generated() }, expects: [400] } }),
        expect: { page: 'patch-all', at: 1 },
        generated: words,
      },
    ],
    judge({ exchanges, expect: { page, at }, case: { statements } }): Finding[] {
      return [
        { ...namesField(exchanges[at], 'user_type', page), at },
        ...statements.map(statement => passes(statement, { at })),
      ];
    },
  });
}
