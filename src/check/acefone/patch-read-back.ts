import type { Contract } from '../../contract/index.js';
import { parseSentBody } from '../laws/bodies.js';
import { fromTarget, unique } from '../model/case.js';
import { type Check, defineCheck, inconclusive } from '../model/check.js';
import { judgeAcceptance, STATUS_200 } from './patch-variable.js';
import {
  CHANGES,
  judgeReadBack,
  judgeUnsentVariables,
  listReadBackStatements,
  ONLY_WHAT_WAS_SENT,
} from './read-back.js';
import { BELOW_500, PATCH_USER, patchBetweenReads, REFUSED } from './steps.js';
import { type AcefoneCaseContext, type Knowledge, readUser } from './user.js';
import { chooseOtherValue, createText, parsePrintedBody, severalVariables } from './values.js';
import { nameStatement, SENT } from './variables.js';

const RUNS = 2;

type Expect = { accepted: string };

/** acefone-user-patch:2: after a patch, the companion GET shows the patched values. */
export function patchReadBack(contract: Contract): Check<Knowledge> {
  const printed = parsePrintedBody(contract).user_for_cdr;
  const ownOf = ({ exchanges: [before], known }: AcefoneCaseContext) => readUser(before, known.subject)?.variables;
  return defineCheck<Knowledge, Expect>({
    id: 'patch-read-back',
    says: 'A read shows the values that a patch sent, and nothing else has changed.',
    cases: [
      ...SENT.map(variable => {
        const { name } = variable;
        const value = fromTarget<Knowledge>(`${name} of the subject`, context =>
          chooseOtherValue(variable, ownOf(context)?.[name], { text: context.unique(), printed }),
        );
        return {
          id: name,
          operation: PATCH_USER,
          statements: [...listReadBackStatements(name), CHANGES, STATUS_200, ONLY_WHAT_WAS_SENT],
          steps: patchBetweenReads({ [name]: value }, { expects: BELOW_500 }),
          expect: { accepted: nameStatement(name) },
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
      const failure = patch && judgeAcceptance(patch, accepted);
      if (failure) return [{ ...failure, at: 1 }];
      const sent = parseSentBody(patch);
      return [
        ...judgeReadBack(sent, { exchanges, known }),
        ...judgeUnsentVariables(exchanges, { known, sent: Object.keys(sent), done: 'The patch' }),
      ];
    },
  });
}

const NEW_NAME = { name: unique<Knowledge>(text => createText('name', text)) };
const NEW_JOB = { designation: unique<Knowledge>(text => createText('designation', text)) };

/** Bodies with a wrong value and valid ones. */
const BODIES: Readonly<Record<string, unknown>> = {
  'a wrong text': { ...NEW_JOB, name: ['no text'] },
  'a wrong boolean': { ...NEW_NAME, international_outbound: 'yes' },
  'wrong records': { ...NEW_NAME, ...NEW_JOB, user_for_cdr: { type: ['agent'], value: null } },
};

/** acefone-user-patch:46-47: a patch that fails changes nothing, not even in part. */
export const refusedUnchanged: Check<Knowledge> = defineCheck({
  id: 'refused-unchanged',
  says: 'A refused patch changes nothing.',
  cases: Object.entries(BODIES).map(([id, body]) => ({
    id,
    operation: PATCH_USER,
    statements: [ONLY_WHAT_WAS_SENT],
    steps: patchBetweenReads(body, { expects: BELOW_500 }),
  })),
  judge({ exchanges, known }) {
    // another check judges whether the patch must be refused
    if (!REFUSED.includes(exchanges[1]?.response?.status ?? 0)) {
      return [inconclusive(ONLY_WHAT_WAS_SENT, 'The wrong patch was not refused.')];
    }
    return judgeUnsentVariables(exchanges, { known, sent: [], done: 'A refused patch' });
  },
});
