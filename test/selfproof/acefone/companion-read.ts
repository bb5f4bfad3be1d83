import type { Wrap } from '../exchange.js';
import { answer, bodyOf, type Json } from '../wraps.js';

/** The user that the Acefone runs patch, as the mock seeds it. */
const SUBJECT: Json = {
  id: '288256',
  agent_id: '0502842370002',
  name: 'Arjun Nair',
  number: '+919812045502',
  email: 'arjun.nair@example.com',
  caller_id: ['57201'],
  agent_group: ['Sales'],
  block_agent: false,
  international_outbound: false,
  designation: 'Team Leader',
  login_id: 'arjun.nair',
  user_role: '3103',
  block_web_login: false,
  user_for_cdr: { type: 'agent', value: ['0502842370002'] },
  login_based_calling: false,
  disable_agent: false,
  intercom: '1002',
  extension: '0602842370002',
};

/**
 * Plays `GET /user/{id}` in the mock's place, from the patches that went well. `kept` says what becomes of the
 * variables of a patch; it is where a server forgets or mistakes one. With `keepsRefused` a refused patch is kept, too.
 */
export function companionRead(
  kept: (body: Json, user: Json) => Json = body => body,
  { keepsRefused = false }: { keepsRefused?: boolean } = {},
): Wrap {
  return server => {
    let user = SUBJECT;
    return async asked => {
      const id = /^\/v1\/+user\/+([^/]+)$/.exec(asked.path)?.[1];
      if (asked.method === 'GET' && id !== undefined) {
        return id === user.id ? answer(200, shown(user)) : answer(404, { success: false, message: 'User not found.' });
      }
      const answered = await server(asked);
      if (id === user.id && (answered.status === 200 || keepsRefused))
        user = { ...user, ...kept(bodyOf(asked) ?? {}, user) };
      return answered;
    };
  };
}

/** A user in the form of the platform's own read. */
function shown(user: Json): Json {
  const status = user.disable_agent ? 2 : user.block_agent ? 1 : 0;
  return {
    data: {
      id: user.id,
      name: user.name,
      number: user.number,
      caller_id: user.caller_id,
      agent_group: user.agent_group,
      team_member: {
        designation: user.designation,
        email: user.email,
        login_id: user.login_id,
        status: user.block_agent ? 0 : 1,
        role: { name: 'Team Leader', id: String(user.user_role) },
        is_login_based_calling: user.login_based_calling,
        is_web_login_block: user.block_web_login,
        users_for_cdr: user.user_for_cdr,
      },
      agent: {
        id: user.agent_id,
        intercom: user.intercom,
        number: user.number,
        agent_status: status,
        extension: { username: user.extension, outbound_block: !user.international_outbound },
        sticky_Agent: false,
        time_group: { id: null, name: null },
        failover_destination: { id: null, name: null, type: null },
        is_international_outbound_enabled: user.international_outbound,
      },
    },
  };
}
