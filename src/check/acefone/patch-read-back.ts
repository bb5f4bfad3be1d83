import type { Contract } from '../../contract/index.js';
import { learned } from '../case.js';
import { type Check, defineCheck, type Finding, fails, passes, shown, undecided } from '../check.js';
import type { Asked, Known } from './known.js';
import { ONLY_WHAT_WAS_SENT, onlyWhatWasSent } from './only-what-was-sent.js';
import { severalVariables } from './several-variables.js';
import { PATCH_USER, patchBetweenReads, REFUSED, sentBody } from './steps.js';
import { isSame, type Shown, userReadOf } from './user-read.js';
import { otherValue, printedBody } from './values.js';
import { FLAGS, SENT, statementOf } from './variables.js';

const RUNS = 3;
/** A refusal is a breach of what the variable promises, not of what a read shows. */
const ANSWERED = { expects: [200, ...REFUSED] };

/** acefone-user-patch:2: what is patched is what a read shows from then on; the companion GET is how to see it. */
export function patchReadBack(contract: Contract): Check<Known> {
  const printed = printedBody(contract).user_for_cdr;
  const ownOf = ({ exchanges: [before], known }: Asked) => userReadOf(before, known.subject)?.variables;
  return defineCheck<Known, null>({
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
          parameter: name,
          statements: [statementOf(name), ONLY_WHAT_WAS_SENT],
          steps: patchBetweenReads({ [name]: value }, ANSWERED),
          expect: null,
        };
      }),
      {
        id: 'several at once',
        operation: PATCH_USER,
        statements: ['patch.body', ONLY_WHAT_WAS_SENT],
        steps: patchBetweenReads(severalVariables.body, ANSWERED),
        expect: null,
        generated: { runs: RUNS, values: severalVariables.values },
      },
    ],
    judge({ case: { statements }, exchanges, known }) {
      const sent = sentBody(exchanges[1]);
      const { reply } = exchanges[1] ?? {};
      if (reply?.status !== 200) {
        const got = `${reply?.status} ${shown(reply?.json)}`;
        return [fails(statements[0] ?? '', { message: 'A valid value is refused.', expected: '200', got, at: 1 })];
      }
      const [was, , is] = exchanges.map(exchange => userReadOf(exchange, known.subject)?.variables);
      const readBack = Object.keys(sent)
        .filter(name => !FLAGS.has(name))
        .map(name => readBackOf(name, { sent: sent[name], was: was ?? {}, is: is ?? {} }));
      return [...readBack, ...onlyWhatWasSent(exchanges, { known, sent: Object.keys(sent), done: 'The patch' })];
    },
  });
}

function readBackOf(name: string, { sent, was, is }: { sent: unknown; was: Shown; is: Shown }): Finding {
  const statement = statementOf(name);
  if (!(name in is)) return undecided(statement, `The target does not show ${name}.`);
  if (!isSame(name, is[name], sent)) {
    const message = `${name} is not read back as it was sent.`;
    return fails(statement, { message, expected: shown(sent), got: shown(is[name]), at: 1 });
  }
  return isSame(name, was[name], sent)
    ? undecided(statement, `No other ${name} is sure to be real than the one it had.`)
    : passes(statement);
}
