import type { Operation } from '../../contract/index.js';
import { type Check, defineCheck, type Finding } from '../check.js';
import { CURL_MEDIA } from './body-media.js';
import { guardedPatch } from './guarded-patch.js';
import type { Known } from './known.js';
import { judgePatch } from './patch-law.js';
import { PLAYERS_BY_EMAIL } from './reaches.js';

const STATEMENTS = ['patch-all.curl', 'patch-all.request', 'patch-all.media', 'patch-all.printed'];

/** dnl-user-patch-all:144-147: the word "true" under curl's default media type, with the guarding filters in place of its own. */
export function printedPatch(patchUsers: Operation): Check<Known> {
  return defineCheck<Known, null>({
    id: 'printed-patch',
    says: 'The patch that the page prints works as printed, with filters that reach own users only.',
    cases: [
      {
        id: 'the printed body',
        operation: 'patchUsers',
        parameter: 'active',
        statements: STATEMENTS,
        steps: guardedPatch({
          reach: PLAYERS_BY_EMAIL,
          more: { text: patchUsers.bodyExample('printed'), mediaType: CURL_MEDIA },
        }),
        expect: null,
      },
    ],
    judge({ exchanges, known }): Finding[] {
      return judgePatch(exchanges, known, {
        finds: ({ user_id }) => known.players.includes(user_id),
        found: STATEMENTS,
        changed: STATEMENTS,
      });
    },
  });
}
