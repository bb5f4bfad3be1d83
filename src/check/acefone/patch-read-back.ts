import type { Contract } from '../../contract/index.js';
import { learned } from '../case.js';
import { type Check, defineCheck } from '../check.js';
import { notAccepted, STATUS_200 } from './accepted.js';
import type { Asked, Known } from './known.js';
import { ONLY_WHAT_WAS_SENT, onlyWhatWasSent } from './only-what-was-sent.js';
import { CHANGES, readBackFindings, readBackStatements } from './read-back.js';
import { severalVariables } from './several-variables.js';
import { BELOW_500, PATCH_USER, patchBetweenReads, sentBody } from './steps.js';
import { userReadOf } from './user-read.js';
import { otherValue, printedBody } from './values.js';
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
