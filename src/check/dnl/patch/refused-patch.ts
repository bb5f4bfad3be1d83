import * as fc from 'fast-check';
import type { Operation } from '../../../contract/index.js';
import { survivesOddRequests } from '../../laws/odd-requests.js';
import { type Case, generated, type Identity, type Step, unique } from '../../model/case.js';
import { type Check, defineCheck, type Finding, fails, inconclusive, passes } from '../../model/check.js';
import { WRONG_TOKEN_KINDS } from '../../model/wrong-tokens.js';
import type { Knowledge } from '../users/known.js';
import { listFields } from '../users/steps.js';
import { findChangedKey, formatField } from '../users/user.js';
import { findPatch, SUBJECTS_BY_EMAIL, scopedPatch, usersRead } from './scoped-patch.js';

/** A patch-all that has to be refused. */
type RefusedPatch = {
  id: string;
  statements: readonly string[];
  more: Partial<Step<Knowledge>>;
  filters?: NonNullable<Step<Knowledge>['query']>;
  generated?: Case<Knowledge>['generated'];
};

const BODY = { last_name: unique<Knowledge>() };

function withToken(as: Identity, ...statements: string[]): RefusedPatch {
  return { id: `a token that is ${as}`, statements, more: { as, body: BODY, expects: [401] } };
}

/** Words that are not a kind of user; the documents do not mention viewer (reading user-type-values). */
const UNKNOWN_KINDS = {
  runs: 3,
  values: () =>
    fc.stringMatching(/^[a-z]{3,12}$/).filter(word => !['admin', 'agent', 'client', 'viewer'].includes(word)),
};

const REFUSED: readonly RefusedPatch[] = [
  withToken('absent', 'no-token'),
  withToken('empty', 'no-token'),
  ...(['garbage', ...WRONG_TOKEN_KINDS] as const).map(as => withToken(as, 'status-401', 'wrong-token')),
  {
    id: 'the token of a user who is no admin',
    statements: ['admin-only'],
    more: { as: 'non-admin', body: BODY, expects: [401, 403], formless: true },
  },
  {
    id: 'an unknown kind of user',
    statements: ['body.user_type', 'status-400'],
    more: { body: { user_type: generated() }, expects: [400] },
    generated: UNKNOWN_KINDS,
  },
  { id: 'no body', statements: ['status-400'], more: { expects: [400] } },
  // reading patch-required: no page says what an empty object gets
  { id: 'an empty object', statements: ['status-400'], more: { body: {}, expects: 'any' } },
  {
    id: 'a body that is cut off',
    statements: ['malformed-body'],
    more: { text: '{"active": ', expects: '4xx', formless: true },
  },
  {
    id: 'an e-mail address that no user has',
    statements: ['status-404', 'not-found'],
    filters: [['email', unique(text => `${text}@example.com`)]],
    more: { body: BODY, expects: [404] },
  },
];

export const refusedPatch: Check<Knowledge> = defineCheck<Knowledge>({
  id: 'refused-patch',
  says: 'A patch-all without the right token, or with wrong input, is refused and changes nothing.',
  cases: REFUSED.map(({ id, statements, more, filters = [], generated }) => ({
    id,
    operation: 'patchUsers',
    statements: statements.map(name => (name === 'malformed-body' ? `ruled.${name}` : `patch-all.${name}`)),
    steps: scopedPatch({ scope: SUBJECTS_BY_EMAIL, filters, more }),
    ...(generated && { generated }),
  })),
  judge({ exchanges, case: { statements, id } }): Finding[] {
    const at = findPatch(exchanges);
    const isAccepted = (exchanges[at]?.response?.status ?? 0) < 300;
    const choice = isAccepted ? 'partly' : 'non-empty';
    const shown = id === 'an empty object' ? { observed: { reading: 'patch-required', choice } } : {};
    const key = isAccepted ? undefined : findChange(exchanges);
    return statements.map(statement => {
      if (key === undefined) return passes(statement, { at, ...shown });
      if (key === 'unread') return inconclusive(statement, 'An own user could not be read after the patch.');
      const { name, before, after } = key;
      const message = `The patch was refused, but ${name} has changed.`;
      return fails(statement, { message, expected: formatField(name, before), got: formatField(name, after), at });
    });
  },
});

/** What a patch has changed in any of the own users; `unread` if one of them could not be read after it. */
function findChange(
  exchanges: Parameters<typeof usersRead>[0],
): { name: string; before: unknown; after: unknown } | 'unread' | undefined {
  const after = new Map(usersRead(exchanges, 'after').map(user => [user.user_id, user]));
  for (const user of usersRead(exchanges, 'before')) {
    const now = after.get(user.user_id);
    if (!now) return 'unread';
    const name = findChangedKey(user, now);
    if (name !== undefined) return { name, before: user[name], after: now[name] };
  }
  return undefined;
}

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
