import type { TargetExchange } from '../../target/index.js';
import { fromTarget, unique } from '../model/case.js';
import {
  asObject,
  type Check,
  defineCheck,
  defineStatusCheck,
  type Finding,
  fails,
  formatValue,
  type Observation,
  passes,
} from '../model/check.js';
import { findPatch, SUBJECTS_BY_EMAIL, scopedPatch } from './patch/scoped-patch.js';
import type { Knowledge } from './users/known.js';
import { get } from './users/steps.js';

/** Ids that no user has: one more than the greatest, if that is known, far more, and zero. */
const UNKNOWN: Readonly<Record<string, (known: Knowledge) => number | undefined>> = {
  'one more than the greatest': ({ users, complete }) =>
    complete ? users.reduce((greatest, { user_id }) => Math.max(greatest, user_id), 0) + 1 : undefined,
  'far beyond the greatest': ({ users }) => Math.max(0, ...users.map(({ user_id }) => user_id)) + 1_000_003,
  '0': () => 0,
};

/** dnl-user-get:71-77 */
export const unknownId: Check<Knowledge> = defineCheck({
  id: 'unknown-id',
  says: 'An id that no user has gets 404, with success false and a text as error_type.',
  cases: Object.entries(UNKNOWN).map(([id, idFrom]) => ({
    id,
    operation: 'getUser',
    statements: ['get.status-404', 'get.not-found'],
    steps: [
      get(
        fromTarget<Knowledge>('id', ({ known }) => idFrom(known)),
        { expects: [404] },
      ),
    ],
  })),
  judge: ({ exchanges }) => judgeNotFound('get', exchanges, 0),
});

/** Texts that contain a user's id but are not an id: they must not find that user. */
const AROUND: Readonly<Record<string, (id: number) => string>> = {
  'an id with letters after it': id => `${id}abc`,
  'an id with letters before it': id => `abc${id}`,
  'an id with a minus': id => `-${id}`,
  'two ids': id => `${id},${id}`,
  'an id with a condition': id => `${id} OR 1=1`,
  // a target that keeps 32 bits of it finds that user
  'an id and 2^32': id => String(BigInt(id) + 2n ** 32n),
  'an id and 2^64': id => String(BigInt(id) + 2n ** 64n),
};

const WORDS = ['abc', 'create', 'null', 'true', 'Infinity', '-1', String(2n ** 63n)];

/** Reading bad-id: a text that is not an id is refused, and so is an id that no user has; no page says how. */
export const badId: Check<Knowledge> = defineStatusCheck({
  id: 'bad-id',
  says: 'A text that is not an id, or that is the id of no user, is refused with a 4xx.',
  cases: [
    ...WORDS.map(id => [`/user/${id}`, id] as const),
    ...Object.entries(AROUND).map(
      ([id, around]) =>
        [
          id,
          fromTarget<Knowledge>('user', ({ known, pick }) => {
            const user = pick(known.users.filter(({ user_id }) => user_id > 0));
            return user && around(user.user_id);
          }),
        ] as const,
    ),
  ].map(([id, value]) => ({
    id,
    operation: 'getUser',
    statements: ['get.user_id'],
    steps: [get(value, { expects: '4xx', formless: true })],
  })),
});

export const patchNotFound: Check<Knowledge> = defineCheck({
  id: 'patch-not-found',
  says: 'A patch-all that finds no user gets 404, with success false and a text as error_type.',
  cases: [
    {
      id: 'an e-mail address that no user has',
      operation: 'patchUsers',
      statements: ['patch-all.status-404', 'patch-all.not-found'],
      steps: scopedPatch({
        scope: SUBJECTS_BY_EMAIL,
        filters: [['email', unique(text => `${text}@example.com`)]],
        more: { body: { last_name: unique() }, expects: [404] },
      }),
    },
  ],
  judge: ({ exchanges }) => judgeNotFound('patch-all', exchanges, findPatch(exchanges)),
});

/** What the text of a 404 shows about the reading not-found-text; any other text is accepted too. */
const TEXTS: Readonly<Record<'get' | 'patch-all', Readonly<Record<string, Pick<Observation, 'choice' | 'vague'>>>>> = {
  // dnl-user-get:75; the text fits both choices: one text for each page, and one text for all
  get: { 'Object not found': { choice: 'per-page', vague: true } },
  // dnl-user-patch-all:135
  'patch-all': { 'Object not found error': { choice: 'per-page' }, 'Object not found': { choice: 'one-text' } },
};

function judgeNotFound(page: keyof typeof TEXTS, exchanges: readonly TargetExchange[], at: number): Finding[] {
  const text = asObject(exchanges[at]?.response?.json)?.error_type;
  if (typeof text !== 'string') {
    const message = 'A 404 has no error_type.';
    return [fails(`${page}.not-found`, { message, expected: 'a text as error_type', got: formatValue(text), at })];
  }
  const where = page === 'get' ? 'getUser' : 'patchUsers';
  const observed = { reading: 'not-found-text', where, ...(TEXTS[page][text] ?? { choice: 'other-text' }) };
  return [passes(`${page}.status-404`, { at }), passes(`${page}.not-found`, { at, observed })];
}
