import type { Contract } from '../../contract/index.js';
import type { TargetExchange } from '../../target/index.js';
import { type Case, fromTarget } from '../model/case.js';
import { type Check, defineCheck, type Finding, fails, formatValue, inconclusive, passes } from '../model/check.js';
import { BELOW_500, explainMissingRead, patchSubject, putBack, readSubject } from './steps.js';
import { type Knowledge, nameStatement, PATCH_USER, readUser, SENT } from './user.js';
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

const BLOCKED = 1;
const DISABLED = 2;

type ExpectedStatus = { says: string; holds(status: number): boolean };
type AgentStatusCase = ExpectedStatus & {
  id: string;
  of: string;
  body: { block_agent: boolean; disable_agent: boolean };
};

/** In this order, so that the last case has something to undo. */
const LAWS: readonly AgentStatusCase[] = [
  {
    id: 'disabled',
    of: 'disable_agent',
    body: { block_agent: false, disable_agent: true },
    says: 'agent_status 2',
    holds: status => status === DISABLED,
  },
  {
    id: 'blocked',
    of: 'block_agent',
    body: { block_agent: true, disable_agent: false },
    says: 'agent_status 1',
    holds: status => status === BLOCKED,
  },
  {
    id: 'neither',
    of: 'block_agent',
    body: { block_agent: false, disable_agent: false },
    says: 'any agent_status but 1',
    holds: status => status !== BLOCKED,
  },
];

/** acefone-user-patch:32, 41; the documents do not say what happens if both are set (reading block-and-disable). */
export const agentStatus: Check<Knowledge> = defineCheck<Knowledge, ExpectedStatus>({
  id: 'agent-status',
  says: 'The status of an agent shows whether the agent is blocked or disabled.',
  cases: LAWS.map(({ id, of, body, says, holds }) => ({
    id,
    operation: PATCH_USER,
    statements: [nameStatement(of)],
    steps: [patchSubject(body, { unless: explainMissingRead }), readSubject(), putBack],
    expect: { says, holds },
  })),
  judge({ case: { statements }, exchanges: [, after], known, expect: { says, holds } }) {
    const status = readUser(after, known.subject)?.agentStatus;
    return statements.map(statement => {
      if (status === undefined) return inconclusive(statement, 'The target does not show the status of the agent.');
      if (holds(status)) return passes(statement);
      const message = 'The patch did not change the status of the agent.';
      return fails(statement, { message, expected: says, got: `agent_status ${status}`, at: 0 });
    });
  },
});
