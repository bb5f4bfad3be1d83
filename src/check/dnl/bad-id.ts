import { learned } from '../case.js';
import { type Check, defineCheck, passes } from '../check.js';
import type { Known } from './known.js';
import { get } from './steps.js';

/** What is no id though a user's id is in it: it must not find that user. */
const AROUND: Readonly<Record<string, (id: number) => string>> = {
  'an id with letters after it': id => `${id}abc`,
  'an id with letters before it': id => `abc${id}`,
  'an id with a minus': id => `-${id}`,
  'two ids': id => `${id},${id}`,
  'an id with a condition': id => `${id} OR 1=1`,
  // whoever keeps 32 bits of it finds that user
  'an id and 2^32': id => String(BigInt(id) + 2n ** 32n),
  'an id and 2^64': id => String(BigInt(id) + 2n ** 64n),
};

const WORDS = ['abc', 'create', 'null', 'true', 'Infinity', '-1', String(2n ** 63n)];

/** Reading bad-id: whatever is no id is refused, and an id that no user has as well; how, no page says. */
export const badId: Check<Known> = defineCheck<Known, null>({
  id: 'bad-id',
  says: 'What is no id, and what no user has as one, is refused with a 4xx.',
  cases: [
    ...WORDS.map(id => [`/user/${id}`, id] as const),
    ...Object.entries(AROUND).map(
      ([id, around]) =>
        [
          id,
          learned<Known>('user', ({ known, pick }) => {
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
    expect: null,
  })),
  judge: () => [passes('get.user_id')],
});
