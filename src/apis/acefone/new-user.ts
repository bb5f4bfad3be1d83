import type { Handler } from '../../server/index.js';
import type { Store } from '../../store/index.js';
import type { AcefoneUser } from '../record-types.js';

/**
 * `POST /user`: creates a user, with or without an agent. The numbers of an agent follow from one another by arithmetic that no
 * other API would share, so that they stand here and not in `resources.yaml`.
 */
export function createUser(creating: Handler): Handler {
  return {
    ...creating,
    respond(call, changed) {
      const { create_agent: hasAgent, status, block_agent: isBlocked } = call.body;
      const agent = hasAgent === true ? numberAgent(nextAgent(call.store)) : {};
      const body = { ...call.body, ...agent, block_agent: isBlocked === true || Number(status) === 0 };
      return creating.respond({ ...call, body }, changed);
    },
  };
}

/** The last four digits number the agents of an account; the intercom of agent 1 comes first. */
const AGENTS = 10_000;
const FIRST_INTERCOM = 1000;
const FIRST_AGENT = 2_842_370_001;
const DIGITS = 11;

function numberAgent(number: number): Partial<AcefoneUser> {
  const digits = String(number).padStart(DIGITS, '0');
  return { agent_id: `05${digits}`, intercom: String(FIRST_INTERCOM + (number % AGENTS)), extension: `06${digits}` };
}

/** The next number after the highest agent id, without the prefix of the id. */
function nextAgent(store: Store): number {
  const { records } = store.collection('acefone.users').page({
    where: [{ key: 'agent_id', is: 'not-null' }],
    order: { key: 'agent_id', direction: 'descending' },
    offset: 0,
    limit: 1,
  });
  const [last] = [...records].map(record => JSON.parse(Buffer.from(record).toString()) as AcefoneUser);
  return last?.agent_id ? Number(last.agent_id.slice(2)) + 1 : FIRST_AGENT;
}
