import { expect, test } from 'vitest';
import { COMPANION, NOT_FOUND, startCompanions } from './companions.js';

test('a user is read with all variables but the password', async () => {
  const { send } = await startCompanions();
  const { status, headers, text } = await send('GET', '/user/288256');
  expect([status, headers['content-type']]).toEqual([200, 'application/json']);
  expect(headers).toMatchObject(COMPANION);
  const data = {
    id: '288256',
    name: 'Arjun Nair',
    number: '+919812045502',
    caller_id: ['57201'],
    agent_group: ['Sales'],
    team_member: {
      designation: 'Team Leader',
      email: 'arjun.nair@example.com',
      login_id: 'arjun.nair',
      status: 1,
      role: { name: 'Team Leader', id: '3103' },
      is_login_based_calling: false,
      is_web_login_block: false,
      users_for_cdr: { type: 'agent', value: ['0502842370002'] },
    },
    agent: {
      id: '0502842370002',
      intercom: '1002',
      number: '+919812045502',
      agent_status: 0,
      extension: { username: '0602842370002', outbound_block: false },
      sticky_Agent: false,
      time_group: { id: null, name: null },
      failover_destination: { id: null, name: null, type: null },
      is_international_outbound_enabled: false,
    },
  };
  expect(text).toBe(JSON.stringify({ data }));
});

test('what a patch sends is read back', async () => {
  const { send, read } = await startCompanions();
  const before = await read();
  await send('PATCH', '/user/288256', { body: { designation: null, user_role: 9, international_outbound: true } });
  const { team_member, agent } = before;
  expect(await read()).toEqual({
    ...before,
    team_member: { ...team_member, designation: null, role: { id: '9', name: '' } },
    agent: { ...agent, is_international_outbound_enabled: true },
  });
});

test.each([
  [{ block_agent: true, disable_agent: false }, 1, 0],
  [{ block_agent: false, disable_agent: true }, 2, 1],
  [{ block_agent: true, disable_agent: true }, 2, 0],
  [{ block_agent: false, disable_agent: false }, 0, 1],
])('%j gives the agent status %i and the team member status %i', async (body, agentStatus, status) => {
  const { send, read } = await startCompanions();
  await send('PATCH', '/user/288256', { body });
  const { agent, team_member } = await read();
  expect([agent.agent_status, team_member.status]).toEqual([agentStatus, status]);
});

test.each(['999999', '0288256', 'id', '__proto__'])('no user has the id %s', async id => {
  const { send } = await startCompanions();
  const { status, json } = await send('GET', `/user/${id}`);
  expect([status, json]).toEqual([404, NOT_FOUND]);
});
