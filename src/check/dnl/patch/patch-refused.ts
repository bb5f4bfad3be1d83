import { asObject } from '../../laws/bodies.js';
import { unique } from '../../model/case.js';
import { type Check, defineCheck, type Finding, fails, formatValue, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { findPatch, SUBJECTS_BY_EMAIL, scopedPatch } from './scoped-patch.js';

/** The texts of the two pages (dnl-user-get:75, dnl-user-patch-all:135); any other text is accepted too. */
const TEXTS: Readonly<Record<string, string>> = {
  'Object not found error': 'per-page',
  'Object not found': 'one-text',
};

export const patchNotFound: Check<Knowledge> = defineCheck({
  id: 'patch-not-found',
  says: 'A patch-all that finds no user gets 404, with success false and a text as error_type.',
  cases: [
    {
      id: 'an address that nobody has',
      operation: 'patchUsers',
      statements: ['patch-all.status-404', 'patch-all.not-found'],
      steps: scopedPatch({
        scope: SUBJECTS_BY_EMAIL,
        filters: [['email', unique(text => `${text}@example.com`)]],
        more: { body: { last_name: unique() }, expects: [404] },
      }),
    },
  ],
  judge({ exchanges }): Finding[] {
    const at = findPatch(exchanges);
    const text = asObject(exchanges[at]?.response?.json)?.error_type;
    if (typeof text !== 'string') {
      const message = 'A 404 has no error_type.';
      return [fails('patch-all.not-found', { message, expected: 'a text as error_type', got: formatValue(text), at })];
    }
    const observed = { reading: 'not-found-text', choice: TEXTS[text] ?? 'other-text', where: 'patchUsers' };
    return [passes('patch-all.status-404', { at }), passes('patch-all.not-found', { at, observed })];
  },
});

/** dnl-user-patch-all:109-118, and reading patch-required: no page says what an empty object gets. */
export const patchRequired: Check<Knowledge> = defineCheck<Knowledge, 'no body' | 'empty'>({
  id: 'patch-required',
  says: 'Patch-all without a body is refused with 400.',
  cases: [
    {
      id: 'no body',
      operation: 'patchUsers',
      statements: ['patch-all.status-400'],
      steps: scopedPatch({ scope: SUBJECTS_BY_EMAIL, more: { expects: [400] } }),
      expect: 'no body',
    },
    {
      id: 'an empty object',
      operation: 'patchUsers',
      statements: ['patch-all.status-400'],
      steps: scopedPatch({ scope: SUBJECTS_BY_EMAIL, more: { body: {}, expects: 'any' } }),
      expect: 'empty',
    },
  ],
  judge({ exchanges, expect }): Finding[] {
    const at = findPatch(exchanges);
    if (expect === 'no body') return [passes('patch-all.status-400', { at })];
    const choice = exchanges[at]?.response?.status === 400 ? 'non-empty' : 'partly';
    return [passes('patch-all.status-400', { at, observed: { reading: 'patch-required', choice } })];
  },
});
