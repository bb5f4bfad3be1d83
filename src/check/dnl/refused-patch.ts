import { type Identity, unique } from '../case.js';
import { type Check, defineCheck, type Finding, fails, passes, undecided } from '../check.js';
import { guardedPatch, patchAt, readUsers } from './guarded-patch.js';
import type { Known } from './known.js';
import { PLAYERS_BY_EMAIL } from './reaches.js';
import { changedKey, shownField } from './user.js';

type Refused = { id: string; as: Identity; own?: object; status: number[]; statement: string };

const REFUSED: readonly Refused[] = [
  { id: 'no token', as: 'absent', status: [401], statement: 'patch-all.no-token' },
  { id: 'the token of a user who is no admin', as: 'non-admin', status: [401, 403], statement: 'patch-all.admin-only' },
  { id: 'a wrong token', as: 'garbage', status: [401], statement: 'patch-all.status-401' },
  {
    id: 'an unknown kind of user',
    as: 'admin',
    own: { user_type: 'wizard' },
    status: [400],
    statement: 'patch-all.status-400',
  },
];

export const refusedPatch: Check<Known> = defineCheck<Known, string>({
  id: 'refused-patch',
  says: 'A patch-all that is refused changes nothing.',
  cases: REFUSED.map(({ id, as, own, status, statement }) => ({
    id,
    operation: 'patchUsers',
    statements: [statement],
    steps: guardedPatch({
      reach: PLAYERS_BY_EMAIL,
      more: { as, body: { last_name: unique(), ...own }, expects: status, formless: true },
    }),
    expect: statement,
  })),
  judge({ exchanges, expect: statement }): Finding[] {
    const at = patchAt(exchanges);
    const after = new Map(readUsers(exchanges, 'after').map(user => [user.user_id, user]));
    for (const user of readUsers(exchanges, 'before')) {
      const now = after.get(user.user_id);
      if (!now) return [undecided(statement, 'An own user could not be read after the patch.')];
      const key = changedKey(user, now);
      if (key === undefined) continue;
      const message = `The patch was refused, and ${key} has changed.`;
      return [fails(statement, { message, expected: shownField(key, user[key]), got: shownField(key, now[key]), at })];
    }
    return [passes(statement, { at })];
  },
});
