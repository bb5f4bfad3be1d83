import { learned, type Step, unique } from '../case.js';
import { guardedPatch } from './guarded-patch.js';
import type { Known } from './known.js';
import { PLAYERS_BY_EMAIL } from './reaches.js';
import { create, get, list, uniqueEmail } from './steps.js';

/** A request of each operation, to be sent with a token of some make. */
export type AuthCase = {
  operation: string;
  /** What the statements of its page begin with. */
  page: string;
  /** Which of the steps carries the token. */
  at: number;
  steps(more: Partial<Step<Known>>): Step<Known>[];
};

const someUser = learned<Known>('user', ({ known, pick }) => pick(known.users)?.user_id);

/** A user who would be created. */
export const NEW_USER = { name: unique(), passwd: 'throw-away', user_type: 'agent', email: uniqueEmail() };

/** The writes would change what they may: own users, or one more of them. */
export const AUTH_CASES: readonly AuthCase[] = [
  { operation: 'listUsers', page: 'list', at: 0, steps: more => [list([], more)] },
  { operation: 'getUser', page: 'get', at: 0, steps: more => [get(someUser, more)] },
  { operation: 'createUser', page: 'create', at: 0, steps: more => [create(NEW_USER, more)] },
  {
    operation: 'patchUsers',
    page: 'patch-all',
    at: 1, // after the own users have been read
    // whether a refused one changes anything is another law's business
    steps: more =>
      guardedPatch({ reach: PLAYERS_BY_EMAIL, more: { body: { last_name: unique() }, ...more } }).slice(0, 2),
  },
];
