import type { Contract } from '../../contract/index.js';
import { learned, unique } from '../model/case.js';
import { type Check, defineCheck, undecided } from '../model/check.js';
import { notAccepted, STATUS_200 } from './patch-variable.js';
import { CHANGES, ONLY_WHAT_WAS_SENT, onlyWhatWasSent, readBackFindings, readBackStatements } from './read-back.js';
import { BELOW_500, PATCH_USER, patchBetweenReads, REFUSED, sentBody } from './steps.js';
import { type Asked, type Known, userReadOf } from './user.js';
import { newText, otherValue, printedBody, severalVariables } from './values.js';
import { SENT, statementOf } from './variables.js';

const RUNS = 2;

type Expect = { accepted: string };

/** acefone-user-patch:2: what is patched is what a read shows from then on; the companion GET is how to see it. */
export function patchReadBack(contract: Contract): Check<Known> {
  const printed = printedBody(contract).user_for_cdr;
  const ownOf = ({ exchanges: [before], known }: Asked) => userReadOf(before, known.subject)?.variables;
  return defineCheck<Known, Expect>({
    id: 'patch-read-back',
    says: 'What a patch sends is read back, and nothing else has changed.',
    cases: [
      ...SENT.map(variable => {
        const { name } = variable;
        const value = learned<Known>(`${name} of the subject`, asked =>
          otherValue(variable, ownOf(asked)?.[name], { text: asked.unique(), printed }),
        );
        return {
          id: name,
          operation: PATCH_USER,
          statements: [...readBackStatements(name), CHANGES, STATUS_200, ONLY_WHAT_WAS_SENT],
          steps: patchBetweenReads({ [name]: value }, { expects: BELOW_500 }),
          expect: { accepted: statementOf(name) },
        };
      }),
      {
        id: 'several at once',
        operation: PATCH_USER,
        statements: ['patch.body', CHANGES, STATUS_200, ONLY_WHAT_WAS_SENT],
        steps: patchBetweenReads(severalVariables.body, { expects: BELOW_500 }),
        expect: { accepted: 'patch.body' },
        generated: { runs: RUNS, values: severalVariables.values },
      },
    ],
    judge({ exchanges, known, expect: { accepted } }) {
      const [, patch] = exchanges;
      const flaw = patch && notAccepted(patch, accepted);
      if (flaw) return [{ ...flaw, at: 1 }];
      const sent = sentBody(patch);
      return [
        ...readBackFindings(sent, { exchanges, known }),
        ...onlyWhatWasSent(exchanges, { known, sent: Object.keys(sent), done: 'The patch' }),
      ];
    },
  });
}

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
