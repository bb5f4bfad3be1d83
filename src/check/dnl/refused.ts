import * as fc from 'fast-check';
import type { Operation } from '../../contract/index.js';
import { refusesMalformedBodies, survivesOddRequests } from '../laws/odd-requests.js';
import { type Case, generated, type Identity, type Step, unique } from '../model/case.js';
import { type Check, defineCheck, type Finding, fails, inconclusive, parseSentBody, passes } from '../model/check.js';
import { findPatch, SUBJECTS_BY_EMAIL, scopedPatch, usersRead } from './patch/scoped-patch.js';
import { judgeNamedField } from './required.js';
import type { Knowledge } from './users/known.js';
import { create, exampleUser, list, listFields, PAGE, sentName } from './users/steps.js';
import { findChangedKey, formatField, readPage } from './users/user.js';

/** A request that has to be refused, of either operation. */
type RefusedRequest = { id: string; as: Identity; own?: object; status: number[]; statement: string };

const REFUSALS: readonly RefusedRequest[] = [
  { id: 'no token', as: 'absent', status: [401], statement: 'no-token' },
  { id: 'the token of a user who is no admin', as: 'non-admin', status: [401, 403], statement: 'admin-only' },
  { id: 'a wrong token', as: 'garbage', status: [401], statement: 'status-401' },
  { id: 'an unknown kind of user', as: 'admin', own: { user_type: 'wizard' }, status: [400], statement: 'status-400' },
];

function refusalCases(
  operation: 'createUser' | 'patchUsers',
  createSteps: (refusal: RefusedRequest) => Step<Knowledge>[],
): Case<Knowledge, string>[] {
  const page = operation === 'createUser' ? 'create' : 'patch-all';
  return REFUSALS.map(refusal => ({
    id: refusal.id,
    operation,
    statements: [`${page}.${refusal.statement}`],
    steps: createSteps(refusal),
    expect: `${page}.${refusal.statement}`,
  }));
}

export const refusedPatch: Check<Knowledge> = defineCheck<Knowledge, string>({
  id: 'refused-patch',
  says: 'A refused patch-all changes nothing.',
  cases: refusalCases('patchUsers', ({ as, own, status }) =>
    scopedPatch({
      scope: SUBJECTS_BY_EMAIL,
      more: { as, body: { last_name: unique(), ...own }, expects: status, formless: true },
    }),
  ),
  judge({ exchanges, expect: statement }): Finding[] {
    const at = findPatch(exchanges);
    const after = new Map(usersRead(exchanges, 'after').map(user => [user.user_id, user]));
    for (const user of usersRead(exchanges, 'before')) {
      const now = after.get(user.user_id);
      if (!now) return [inconclusive(statement, 'An own user could not be read after the patch.')];
      const key = findChangedKey(user, now);
      if (key === undefined) continue;
      const message = `The patch was refused, but ${key} has changed.`;
      return [
        fails(statement, { message, expected: formatField(key, user[key]), got: formatField(key, now[key]), at }),
      ];
    }
    return [passes(statement, { at })];
  },
});

/** The list is filtered by the name, and also searched for it, because a target may not know how to filter. */
export function refusedCreate(createUser: Operation): Check<Knowledge> {
  return defineCheck<Knowledge, string>({
    id: 'refused-create',
    says: 'A refused create creates no user.',
    cases: refusalCases('createUser', ({ as, own, status }) => [
      create({ ...exampleUser(createUser), ...own }, { as, expects: status, formless: true }),
      list({ name: sentName, per_page: PAGE }),
    ]),
    judge({ exchanges, expect: statement }): Finding[] {
      const page = readPage(exchanges[1]);
      if (!page) return [inconclusive(statement, 'The response has no page of users.')];
      const sent = parseSentBody(exchanges[0]).name;
      const created = page.items.find(({ name }) => name === sent);
      if (!created) return [passes(statement, { at: 0 })];
      const message = 'The create was refused, but the user exists.';
      return [fails(statement, { message, expected: 'no user', got: `user ${created.user_id}`, at: 0 })];
    },
  });
}

/** Words that are not a kind of user; the documents do not mention viewer (reading user-type-values). */
const words = {
  runs: 3,
  values: () =>
    fc.stringMatching(/^[a-z]{3,12}$/).filter(word => !['admin', 'agent', 'client', 'viewer'].includes(word)),
};

/** dnl-user-create:42, dnl-user-patch-all:52 */
export function userTypeRefused(createUser: Operation): Check<Knowledge> {
  return defineCheck<Knowledge, { page: string; at: number }>({
    id: 'user-type-refused',
    says: 'An unknown kind of user is refused with 400, and the refusal names user_type.',
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
        steps: scopedPatch({ scope: SUBJECTS_BY_EMAIL, more: { body: { user_type: generated() }, expects: [400] } }),
        expect: { page: 'patch-all', at: 1 },
        generated: words,
      },
    ],
    judge({ exchanges, expect: { page, at }, case: { statements } }): Finding[] {
      return [
        { ...judgeNamedField(exchanges[at], 'user_type', page), at },
        ...statements.map(statement => passes(statement, { at })),
      ];
    },
  });
}

const MALFORMED: Readonly<Record<string, string>> = {
  'cut off': '{"name": "',
  'no JSON': 'name=x&email=y',
  'a list': '[]',
  'a text': '"name"',
};

/** Reading malformed-body: such a body is refused with any 4xx. */
export const malformedBody: Check<Knowledge> = refusesMalformedBodies('ruled.malformed-body', [
  ...Object.entries(MALFORMED).map(([id, text]) => ({
    id: `create, ${id}`,
    operation: 'createUser',
    steps: [create(undefined, { text, expects: '4xx', formless: true })],
  })),
  {
    id: 'patch-all, cut off',
    operation: 'patchUsers',
    steps: scopedPatch({ scope: SUBJECTS_BY_EMAIL, more: { text: '{"active": ', expects: '4xx', formless: true } }),
  },
]);

/** Wrong values for the fields of patch-all: no page says what happens to them. */
export function oddPatch(createUser: Operation): Check<Knowledge> {
  const fields = listFields(createUser).filter(field => field !== 'name');
  const odd = fc.jsonValue({ maxDepth: 2 });
  const steps = scopedPatch({ scope: SUBJECTS_BY_EMAIL, more: { body: generated<Knowledge>(), expects: 'any' } });
  return survivesOddRequests<Knowledge>([
    {
      id: 'patch-all with wrong values',
      operation: 'patchUsers',
      steps: steps.slice(0, 2),
      generated: {
        runs: 6,
        values: () => fc.record(Object.fromEntries(fields.map(field => [field, odd])), { requiredKeys: [] }),
      },
    },
  ]);
}
