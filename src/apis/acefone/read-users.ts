import type { Handler, HandlerCall } from '../../server/index.js';
import type { Condition } from '../../store/index.js';
import type { Refusals } from '../definition/resource-rules.js';
import type { AcefoneUser } from '../record-types.js';

/** What reads share: the name of a role, and the refusals. */
type ReadContext = { roleName: (id: AcefoneUser['user_role']) => string; refusals: Refusals };

const DEFAULT_LIMIT = 10;

/** Ids have six digits, so they have the same order as text and as numbers. */
export const FIRST_ID = 100_000;
const LAST_ID = 999_999;

/** `GET /users`: a page of users that begins after `last_seen_id`. Companion. */
export function listUsers({ roleName }: Pick<ReadContext, 'roleName'>): Handler {
  return {
    respond(call) {
      const { query, store } = call;
      const { limit = DEFAULT_LIMIT, last_seen_id: lastSeen = null } = query as ListQuery;
      const { total, records } = store.collection('acefone.users').page({
        where: readConditions(call),
        order: { key: 'id', direction: 'ascending' },
        offset: 0,
        limit,
      });
      const users = [...records].map(record => JSON.parse(Buffer.from(record).toString()) as AcefoneUser);
      const data = users.map(user => formatRow(user, roleName(user.user_role)));
      const body = {
        has_more: total > data.length,
        count: data.length,
        last_seen_id: data.at(-1)?.id ?? lastSeen,
        data,
      };
      return { status: 200, body: JSON.stringify(body) };
    },
  };
}

type ListQuery = { limit?: number; last_seen_id?: number };

/** The condition of each filter. */
const FILTERS: Readonly<Record<string, (value: unknown) => Condition>> = {
  last_seen_id: value => ({
    key: 'id',
    is: 'within',
    ranges: Number(value) < LAST_ID ? [[Math.max(Number(value) + 1, FIRST_ID), LAST_ID]] : [],
  }),
  user_status: value => ({ key: 'block_agent', is: 'equal', value: value === 0 }),
  is_extension_created: value => ({ key: 'extension', is: value ? 'unequal' : 'equal', value: '' }),
  is_login_based_calling: value => ({ key: 'login_based_calling', is: 'equal', value }),
  is_international_calling: value => ({ key: 'international_outbound', is: 'equal', value }),
  is_web_login: value => ({ key: 'block_web_login', is: 'equal', value: !value }),
};

/** The parameters that select a page. */
export const PAGING_PARAMETERS: ReadonlySet<string> = new Set(['limit', 'last_seen_id']);

function readConditions({ query, repeated }: HandlerCall): Condition[] {
  return Object.entries(query).flatMap(([name, value]) => {
    const filter = FILTERS[name];
    const condition = filter?.(value);
    if (!filter || !condition) return [];
    const of = repeated[name]?.map(filter);
    return of ? { key: condition.key, is: 'any' as const, of } : condition;
  });
}

function formatRow(user: AcefoneUser, role: string) {
  return {
    id: Number(user.id),
    name: user.name,
    agent:
      user.agent_id === null
        ? null
        : { id: user.agent_id, name: user.name, status: readAgentStatus(user), follow_me_number: user.number },
    login_id: user.login_id,
    is_login_based_calling_enabled: user.login_based_calling,
    is_international_outbound_enabled: user.international_outbound,
    user_role: { id: user.user_role, name: role },
    extension: user.extension,
    user_status: user.block_agent ? 0 : 1,
  };
}

/** `GET /user/{id}`: one user with all variables except the password. Companion. */
export function getUser({ roleName, refusals }: ReadContext): Handler {
  return {
    respond({ operation, path, store }) {
      const user = store.collection('acefone.users').get(path.id ?? '') as AcefoneUser | undefined;
      if (!user) return refusals.refuse(operation, 'unknown-record');
      const { id, name, number, caller_id, agent_group } = user;
      const data = {
        id,
        name,
        number,
        caller_id,
        agent_group,
        team_member: {
          designation: user.designation,
          email: user.email,
          login_id: user.login_id,
          status: user.block_agent ? 0 : 1,
          role: { name: roleName(user.user_role), id: user.user_role },
          is_login_based_calling: user.login_based_calling,
          is_web_login_block: user.block_web_login,
          users_for_cdr: user.user_for_cdr,
        },
        agent: formatAgent(user),
      };
      return { status: 200, body: JSON.stringify({ data }) };
    },
  };
}

/** What no variable sets has the value of a new account. */
function formatAgent(user: AcefoneUser) {
  if (user.agent_id === null) return null;
  return {
    id: user.agent_id,
    intercom: user.intercom,
    number: user.number,
    agent_status: readAgentStatus(user),
    extension: { username: user.extension, outbound_block: false },
    sticky_Agent: false,
    time_group: { id: null, name: null },
    failover_destination: { id: null, name: null, type: null },
    is_international_outbound_enabled: user.international_outbound,
  };
}

const ENABLED = 0;
const BLOCKED = 1;
const DISABLED = 2;

/** The status of a user's agent. If it is both blocked and disabled, it is disabled (reading block-and-disable). */
function readAgentStatus({ block_agent, disable_agent }: AcefoneUser): number {
  if (disable_agent) return DISABLED;
  return block_agent ? BLOCKED : ENABLED;
}
