import { type Check, defineCheck, passes } from '../check.js';
import { guardedPatch } from './guarded-patch.js';
import type { Known } from './known.js';
import { PLAYERS_BY_EMAIL } from './reaches.js';
import { create } from './steps.js';

const MALFORMED: Readonly<Record<string, string>> = {
  'cut off': '{"name": "',
  'no JSON': 'name=x&email=y',
  'a list': '[]',
  'a text': '"name"',
};

/** Reading malformed-body: refused, in whatever way. */
export const malformedBody: Check<Known> = defineCheck<Known, null>({
  id: 'malformed-body',
  says: 'A body that is no JSON object is refused with a 4xx.',
  cases: [
    ...Object.entries(MALFORMED).map(([id, text]) => ({
      id: `create, ${id}`,
      operation: 'createUser',
      statements: ['ruled.malformed-body'],
      steps: [create(undefined, { text, expects: '4xx' as const, formless: true as const })],
      expect: null,
    })),
    {
      id: 'patch-all, cut off',
      operation: 'patchUsers',
      statements: ['ruled.malformed-body'],
      steps: guardedPatch({ reach: PLAYERS_BY_EMAIL, more: { text: '{"active": ', expects: '4xx', formless: true } }),
      expect: null,
    },
  ],
  judge: () => [passes('ruled.malformed-body')],
});
