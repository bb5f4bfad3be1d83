import { digestPassword, isPasswordDigest } from '../../kernel/index.js';
import type { Handler } from '../../server/index.js';
import type { Store } from '../../store/index.js';
import type { RecordCompleter } from '../definition/api-definition.js';
import type { Refusals } from '../definition/resource-rules.js';
import type { AcefoneUser } from '../record-types.js';

/** `POST /user`: creates a user, with or without an agent, and returns the new ids. Companion. */
export function createUser({ seed }: { seed: number }): Handler {
  return {
    respond({ body, store }) {
      const { create_agent: hasAgent, status, ...variables } = body;
      const id = store.nextId('acefone.users');
      const user = newUser(store, { id: String(id), hasAgent: hasAgent === true });
      const change = toChange(variables, { seed, id: user.id });
      const isBlocked = change.block_agent === true || Number(status) === 0;
      store.collection('acefone.users').add({ ...user, ...change, block_agent: isBlocked });
      const data = { id, agent_id: user.agent_id, agent_extension: user.extension || null };
      return { status: 200, body: JSON.stringify({ success: true, data }) };
    },
  };
}

/** A blank user with the account's next ids. */
function newUser(store: Store, { id, hasAgent }: { id: string; hasAgent: boolean }): AcefoneUser {
  const number = hasAgent ? nextAgentNumber(store) : undefined;
  if (number === undefined) return { ...BLANK_USER, id };
  const intercom = String(FIRST_INTERCOM + (number % AGENTS));
  return { ...BLANK_USER, id, agent_id: `05${digits(number)}`, intercom, extension: `06${digits(number)}` };
}

/** A user without an agent, with no values. */
const BLANK_USER: AcefoneUser = {
  id: '',
  agent_id: null,
  name: '',
  number: '',
  email: '',
  caller_id: [],
  agent_group: [],
  block_agent: false,
  international_outbound: false,
  designation: null,
  login_id: '',
  user_role: '',
  password: '',
  block_web_login: false,
  user_for_cdr: { type: 'none', value: null },
  login_based_calling: false,
  disable_agent: false,
  intercom: '',
  extension: '',
};

/** The last four digits number the agents of an account; the intercom of agent 1 comes first. */
const AGENTS = 10_000;
const FIRST_INTERCOM = 1000;
const FIRST_AGENT = 2_842_370_001;
const DIGITS = 11;

/** The next number after the highest agent id, without the prefix of the id. */
function nextAgentNumber(store: Store): number {
  const { records } = store.collection('acefone.users').page({
    where: [{ key: 'agent_id', is: 'not-null' }],
    order: { key: 'agent_id', direction: 'descending' },
    offset: 0,
    limit: 1,
  });
  const [last] = [...records].map(record => JSON.parse(Buffer.from(record).toString()) as AcefoneUser);
  return last?.agent_id ? Number(last.agent_id.slice(2)) + 1 : FIRST_AGENT;
}

function digits(number: number): string {
  return String(number).padStart(DIGITS, '0');
}

/** `PATCH /user/{id}`: changes the variables that were sent (acefone-user-patch). */
export function patchUser({ seed, refusals }: { seed: number; refusals: Refusals }): Handler {
  return {
    respond({ operation, path, body, store }) {
      const users = store.collection('acefone.users');
      const user = users.get(path.id ?? '');
      if (!user) return refusals.refuse(operation, 'unknown-record');
      if (Object.keys(body).length > 0) users.replace({ ...user, ...toChange(body, { seed, id: String(user.id) }) });
      return { status: 200, body: JSON.stringify({ success: true, message: 'User updated successfully.' }) };
    },
  };
}

/** Given records have no seed, so their digests depend only on their ids. */
const SEED = 0;

const NAMES = Object.keys(BLANK_USER);

/** Completes given users like created ones without an agent. A missing password becomes the login id. */
export const completeUser: RecordCompleter = record => {
  if (isPasswordDigest(record.password) && NAMES.every(name => name in record)) return record;
  const user: Record<string, unknown> = { ...BLANK_USER, password: record.login_id ?? '', ...record };
  const { id, password, ...variables } = user;
  const isClear = typeof password === 'string' && !isPasswordDigest(password);
  const written = isClear ? { ...variables, password } : variables;
  return { ...user, ...toChange(written, { seed: SEED, id: String(id) }) };
};

/** Converts variables to their stored form: ids as text (reading loose-types), the password as a digest. */
function toChange(body: Readonly<Record<string, unknown>>, salt: { seed: number; id: string }): Partial<AcefoneUser> {
  const change: Partial<AcefoneUser> = { ...body };
  if (body.user_role !== undefined) change.user_role = String(body.user_role);
  if (Array.isArray(body.caller_id)) change.caller_id = body.caller_id.map(String);
  if (body.password !== undefined) change.password = digestPassword(String(body.password), salt);
  if (change.user_for_cdr) {
    const { type, value } = change.user_for_cdr;
    change.user_for_cdr = { type, value: value ?? null };
  }
  return change;
}
