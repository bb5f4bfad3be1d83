import { type Check, defineCheck, type Finding, passes } from '../check.js';
import { guardedPatch, patchAt } from './guarded-patch.js';
import type { Known } from './known.js';
import { PLAYERS_BY_EMAIL } from './reaches.js';

/** dnl-user-patch-all:109-118, and reading patch-required: what an empty object gets, no page says. */
export const patchRequired: Check<Known> = defineCheck<Known, 'no body' | 'empty'>({
  id: 'patch-required',
  says: 'Patch-all without a body is refused with 400.',
  cases: [
    {
      id: 'no body',
      operation: 'patchUsers',
      statements: ['patch-all.status-400'],
      steps: guardedPatch({ reach: PLAYERS_BY_EMAIL, more: { expects: [400] } }),
      expect: 'no body',
    },
    {
      id: 'an empty object',
      operation: 'patchUsers',
      statements: ['patch-all.status-400'],
      steps: guardedPatch({ reach: PLAYERS_BY_EMAIL, more: { body: {}, expects: 'any' } }),
      expect: 'empty',
    },
  ],
  judge({ exchanges, expect }): Finding[] {
    const at = patchAt(exchanges);
    if (expect === 'no body') return [passes('patch-all.status-400', { at })];
    const answer = exchanges[at]?.reply?.status === 400 ? 'non-empty' : 'partly';
    return [passes('patch-all.status-400', { at, observed: { reading: 'patch-required', answer } })];
  },
});
