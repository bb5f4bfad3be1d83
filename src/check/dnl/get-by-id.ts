import { asObject } from '../laws/bodies.js';
import { fromTarget } from '../model/case.js';
import {
  type Check,
  defineCheck,
  defineStatusCheck,
  type Finding,
  fails,
  formatValue,
  inconclusive,
  passes,
} from '../model/check.js';
import type { Knowledge } from './users/known.js';
import { get, list } from './users/steps.js';
import { formatField, isSame, PRINTED_KEYS, readPage, readUser } from './users/user.js';

const USERS = 5;

/** The user is read before and after the list, because some keys may change with every request of that user. */
export const listAndGet: Check<Knowledge> = defineCheck({
  id: 'list-and-get',
  says: 'Get returns the requested user, with the same values as the list.',
  cases: Array.from({ length: USERS }, (_, at) => {
    // the first and the last user, and some between
    const id = fromTarget<Knowledge>(
      'user',
      ({ known, pick }) => [known.users[0], known.users.at(-1)][at]?.user_id ?? pick(known.users)?.user_id,
    );
    return {
      id: `user ${at + 1}`,
      operation: 'getUser',
      statements: ['get.operation'],
      steps: [get(id), list({ user_id_in: id }), get(id)],
    };
  }),
  judge({ exchanges }): Finding[] {
    const requestedId = Number(exchanges[0]?.request.path.split('/').at(-1));
    const [before, after] = [readUser(exchanges[0]), readUser(exchanges[2])];
    if (!before || !after) return [inconclusive('get.operation', 'Get returned no user.')];
    if (before.user_id !== requestedId) {
      const message = 'Get returned another user.';
      return [
        fails('get.operation', {
          message,
          expected: formatValue(requestedId),
          got: formatValue(before.user_id),
          at: 0,
        }),
      ];
    }
    const listed = readPage(exchanges[1])?.items.find(({ user_id }) => user_id === requestedId);
    if (!listed)
      return [passes('get.operation', { at: 0 }), inconclusive('list.items', 'The list did not find the user by id.')];
    const wrong = PRINTED_KEYS.filter(
      key => key in before && isSame(before[key], after[key]) && key in listed && !isSame(before[key], listed[key]),
    );
    if (wrong.length === 0) return [passes('get.operation', { at: 0 }), passes('list.items', { at: 1 })];
    return wrong.map(key =>
      fails(`user.${key}`, {
        message: `List and get disagree on ${key}.`,
        expected: formatField(key, listed[key]),
        got: formatField(key, before[key]),
        at: 0,
      }),
    );
  },
});

/** Ids that no user has: one more than the greatest, if that is known, far more, and zero. */
const UNKNOWN: Readonly<Record<string, (known: Knowledge) => number | undefined>> = {
  'one more than the greatest': ({ users, complete }) =>
    complete ? users.reduce((greatest, { user_id }) => Math.max(greatest, user_id), 0) + 1 : undefined,
  'far beyond the greatest': ({ users }) => Math.max(0, ...users.map(({ user_id }) => user_id)) + 1_000_003,
  '0': () => 0,
};

const PRINTED = 'Object not found';

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
  judge({ exchanges: [exchange] }): Finding[] {
    const text = asObject(exchange?.response?.json)?.error_type;
    if (typeof text !== 'string') {
      const message = 'A 404 has no error_type.';
      return [fails('get.not-found', { message, expected: 'a text as error_type', got: formatValue(text) })];
    }
    // this text fits both choices: one text for each page, and one text for all
    const choice = text === PRINTED ? { choice: 'per-page', vague: true as const } : { choice: 'other-text' };
    const observed = { reading: 'not-found-text', where: 'getUser', ...choice };
    return [passes('get.status-404'), passes('get.not-found', { observed })];
  },
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
