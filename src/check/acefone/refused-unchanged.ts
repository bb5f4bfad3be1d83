import { unique } from '../case.js';
import { type Check, defineCheck, undecided } from '../check.js';
import type { Known } from './known.js';
import { ONLY_WHAT_WAS_SENT, onlyWhatWasSent } from './only-what-was-sent.js';
import { BELOW_500, PATCH_USER, patchBetweenReads, REFUSED } from './steps.js';
import { newText } from './values.js';

const NEW_NAME = { name: unique<Known>(text => newText('name', text)) };
const NEW_JOB = { designation: unique<Known>(text => newText('designation', text)) };

/** Bodies with something wrong in them, beside something that could be taken. */
const BODIES: Readonly<Record<string, unknown>> = {
  'a wrong text': { ...NEW_JOB, name: ['no text'] },
  'a wrong boolean': { ...NEW_NAME, international_outbound: 'yes' },
  'wrong records': { ...NEW_NAME, ...NEW_JOB, user_for_cdr: { type: ['agent'], value: null } },
};

/** acefone-user-patch:46-47: a patch that fails has not been made, nor a part of it. */
export const refusedUnchanged: Check<Known> = defineCheck<Known, null>({
  id: 'refused-unchanged',
  says: 'A refused patch changes nothing.',
  cases: Object.entries(BODIES).map(([id, body]) => ({
    id,
    operation: PATCH_USER,
    statements: [ONLY_WHAT_WAS_SENT],
    steps: patchBetweenReads(body, { expects: BELOW_500 }),
    expect: null,
  })),
  judge({ exchanges, known }) {
    // whether it must be refused is another check's
    if (!REFUSED.includes(exchanges[1]?.reply?.status ?? 0)) {
      return [undecided(ONLY_WHAT_WAS_SENT, 'The wrong patch was not refused.')];
    }
    return onlyWhatWasSent(exchanges, { known, sent: [], done: 'A refused patch' });
  },
});
