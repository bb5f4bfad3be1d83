import { type Check, defineCheck, fails, inconclusive, passes } from '../model/check.js';
import { explainMissingRead, patchSubject, putBack, readSubject } from './steps.js';
import { type Knowledge, nameStatement, PATCH_USER, readUser } from './user.js';

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
    steps: [patchSubject(body, { unless: explainMissingRead }), readSubject, putBack],
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
