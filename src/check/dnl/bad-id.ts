import { type Check, defineCheck, passes } from '../check.js';
import type { Known } from './known.js';
import { get } from './steps.js';

/** Reading bad-id: whatever is no id is refused; how, no page says. */
export const badId: Check<Known> = defineCheck<Known, null>({
  id: 'bad-id',
  says: 'What is no id is refused with a 4xx.',
  cases: ['abc', 'create'].map(id => ({
    id: `/user/${id}`,
    operation: 'getUser',
    statements: ['get.user_id'],
    steps: [get(id, { expects: '4xx', formless: true })],
    expect: null,
  })),
  judge: () => [passes('get.user_id')],
});
