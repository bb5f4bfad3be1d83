import type { Contract } from '../../contract/index.js';
import type { TargetExchange } from '../../target/index.js';
import { type Case, fromTarget } from '../model/case.js';
import { type Check, defineCheck, type Finding, fails, formatValue, passes } from '../model/check.js';
import { BELOW_500, PATCH_USER, patchSubject } from './steps.js';
import type { Knowledge } from './user.js';
import { ALL_RECORDS, chooseValidValue, parsePrintedBody, severalVariables } from './values.js';
import { nameStatement, SENT } from './variables.js';

/** What the page says of every patch; the printed body, one variable alone, shows all of it. */
const OF_ANY_PATCH = ['patch.operation', 'patch.id', 'patch.media', 'patch.mandatory', 'patch.announced-required'];

const RUNS = 5;

type Expect = { accepted: string };

/** Nothing is mandatory, so each variable may come alone (acefone-user-patch:17, reading required). */
export function patchVariable(contract: Contract): Check<Knowledge> {
  const printed = parsePrintedBody(contract);
  const createCase = (id: string, accepted: string, body: unknown): Case<Knowledge, Expect> => ({
    id,
    operation: PATCH_USER,
    statements: [accepted, STATUS_200],
    steps: [patchSubject(body, { expects: BELOW_500 })],
    expect: { accepted },
  });
  const printedCase = createCase('the printed body', 'patch.printed', printed);
  const severalCase = createCase('several at once', 'patch.body', severalVariables.body);
  return defineCheck<Knowledge, Expect>({
    id: 'patch-variable',
    says: 'A valid value of any variable is accepted, alone or among others.',
    cases: [
      { ...printedCase, statements: [...printedCase.statements, ...OF_ANY_PATCH] },
      createCase('user_for_cdr for all', nameStatement('user_for_cdr.value'), { user_for_cdr: ALL_RECORDS }),
      { ...severalCase, generated: { runs: RUNS, values: severalVariables.values } },
      // last of all, so that a target that cannot be read is left with a valid value of each
      ...SENT.map(variable => {
        const { name } = variable;
        const value = fromTarget<Knowledge>(`${name} that is sure to be real`, asked =>
          chooseValidValue(variable, asked, printed.user_for_cdr),
        );
        return createCase(name, nameStatement(name), { [name]: value });
      }),
    ],
    judge({ case: { statements }, exchanges: [exchange], expect: { accepted } }) {
      const failure = exchange && judgeAcceptance(exchange, accepted);
      return failure ? [failure] : statements.map(statement => passes(statement));
    },
  });
}

/** The statement that a patch which went well is 200 (reading success-status). */
export const STATUS_200 = 'patch.status-200';

/** What is wrong with the answer to a valid patch, which `statement` promises to be accepted; undefined if it is 200. */
export function judgeAcceptance({ response }: TargetExchange, statement: string): Finding | undefined {
  const { status = 0, json } = response ?? {};
  if (status === 200) return undefined;
  const got = `${status} ${formatValue(json)}`;
  if (status >= 400) return fails(statement, { message: 'A valid patch is refused.', expected: '200', got });
  return fails(STATUS_200, { message: `A valid patch is answered with ${status}.`, expected: '200', got });
}
