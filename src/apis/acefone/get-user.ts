import type { AcefoneUser } from '../../fake/index.js';
import type { Handler } from '../../server/index.js';
import { agentStatusOf } from './agent-status.js';
import { refusal } from './refusals.js';

/** `GET /user/{id}`: one user with all of its variables but the password. Companion. */
export function getUser({ roleName }: { roleName: (id: string) => string }): Handler {
  return {
    respond({ path, store }) {
      const user = store.collection('acefone.users').get(path.id ?? '') as AcefoneUser | undefined;
      if (!user) return refusal(404, 'User not found.');
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
        agent: agentOf(user),
      };
      return { status: 200, json: JSON.stringify({ data }) };
    },
  };
}

/** What no variable sets is as on an account that has set nothing. */
function agentOf(user: AcefoneUser) {
  if (user.agent_id === null) return null;
  return {
    id: user.agent_id,
    intercom: user.intercom,
    number: user.number,
    agent_status: agentStatusOf(user),
    extension: { username: user.extension, outbound_block: false },
    sticky_Agent: false,
    time_group: { id: null, name: null },
    failover_destination: { id: null, name: null, type: null },
    is_international_outbound_enabled: user.international_outbound,
  };
}
