import type { Contract } from '../../contract/index.js';
import type { TargetExchange } from '../../target/index.js';
import { type Case, fromTarget } from '../model/case.js';
import { type Check, defineCheck, type Finding, fails, formatValue, passes } from '../model/check.js';
import { BELOW_500, PATCH_USER, patchSubject } from './steps.js';
import type { Knowledge } from './user.js';
import { nameStatement, SENT } from './user.js';
import { ALL_RECORDS, chooseValidValue, parsePrintedBody, severalVariables } from './values.js';

/** The statements about every patch; the printed body tests all of them. */
const OF_ANY_PATCH = ['patch.operation', 'patch.id', 'patch.media', 'patch.mandatory', 'patch.announced-required'];

const RUNS = 5;

type Expect = { accepted: string };

/** No variable is mandatory, so each may be sent alone (acefone-user-patch:17, reading required). */
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
    says: 'A valid value of any variable is accepted, alone or with others.',
    cases: [
      { ...printedCase, statements: [...printedCase.statements, ...OF_ANY_PATCH] },
      createCase('user_for_cdr for all', nameStatement('user_for_cdr.value'), { user_for_cdr: ALL_RECORDS }),
      { ...severalCase, generated: { runs: RUNS, values: severalVariables.values } },
      // these are last, so that a target that cannot be read keeps a valid value of each variable
      ...SENT.map(variable => {
        const { name } = variable;
        const value = fromTarget<Knowledge>(`${name} that is sure to exist`, context =>
          chooseValidValue(variable, context, printed.user_for_cdr),
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

/** The statement that a successful patch gets 200 (reading success-status). */
export const STATUS_200 = 'patch.status-200';

/** Judges the response to a valid patch, which `statement` promises to accept; undefined if it is 200. */
export function judgeAcceptance({ response }: TargetExchange, statement: string): Finding | undefined {
  const { status = 0, json } = response ?? {};
  if (status === 200) return undefined;
  const got = `${status} ${formatValue(json)}`;
  if (status >= 400) return fails(statement, { message: 'A valid patch is refused.', expected: '200', got });
  return fails(STATUS_200, { message: `A valid patch gets ${status}.`, expected: '200', got });
}
