import * as fc from 'fast-check';
import { unique } from '../../model/case.js';
import { type Check, defineCheck, type Finding, fails, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { create, newUser } from '../users/steps.js';

/** Observes which choice of create-required a target follows; every choice is accepted. */
export const createLeast: Check<Knowledge> = defineCheck({
  id: 'create-least',
  says: 'A body with fewer fields than the example is always accepted or always refused.',
  cases: [
    {
      id: 'a name alone',
      operation: 'createUser',
      parameter: 'name',
      statements: ['create.required'],
      steps: [{ name: unique() }, newUser(), { name: unique() }].map(body => create(body, { expects: 'any' })),
    },
  ],
  judge({ exchanges }): Finding[] {
    const [alone, four, again] = exchanges.map(exchange => exchange.response?.status);
    if (alone !== again) {
      const message = 'A body with a name alone was accepted once and refused once.';
      return [fails('create.required', { message, expected: String(alone), got: String(again) })];
    }
    const choice = alone === 200 ? 'name-only' : four === 200 ? 'four' : 'between';
    return [passes('create.required', { observed: { reading: 'create-required', choice } })];
  },
});

/** Words that are not a kind of user; the documents do not mention viewer (reading user-type-values). */
export const UNKNOWN_KINDS = {
  runs: 3,
  values: () =>
    fc.stringMatching(/^[a-z]{3,12}$/).filter(word => !['admin', 'agent', 'client', 'viewer'].includes(word)),
};
