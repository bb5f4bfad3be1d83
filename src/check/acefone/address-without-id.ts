import { type Check, defineCheck, passes } from '../check.js';
import type { Known } from './known.js';
import { PATCH_USER } from './steps.js';

const STATEMENT = 'patch.id-required';

/** acefone-user-patch:1, 19: the title prints the address without an id (reading url-form). */
export const addressWithoutId: Check<Known> = defineCheck<Known, null>({
  id: 'address-without-id',
  says: 'Without an id there is nothing to change: the answer is 4xx.',
  cases: [
    {
      id: '/user/',
      operation: PATCH_USER,
      statements: [STATEMENT],
      steps: [{ operation: PATCH_USER, path: { id: '' }, body: {}, expects: '4xx', formless: true }],
      expect: null,
    },
  ],
  judge: () => [passes(STATEMENT)],
});
