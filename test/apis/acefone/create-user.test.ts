import { expect, test } from 'vitest';
import { COMPANION, NEW_USER, startCompanions } from './companions.js';

test('a new user gets the ids after the highest', async () => {
  const { send, read } = await startCompanions();
  const { data: users } = (await send('GET', '/users?limit=1000')).json;
  const agents = users.map((user: { agent: { id: string } }) => Number(user.agent.id));
  const { status, headers, json } = await send('POST', '/user', { body: NEW_USER });
  const number = String(Math.max(...agents) + 1);
  const id = users.at(-1).id + 1;
  expect([status, json]).toEqual([
    200,
    { success: true, data: { id, agent_id: `0${number}`, agent_extension: `06${number.slice(1)}` } },
  ]);
  expect(headers).toMatchObject(COMPANION);
  expect([json.data.agent_id, json.data.agent_extension]).toEqual([
    expect.stringMatching(/^05\d{11}$/),
    expect.stringMatching(/^06\d{11}$/),
  ]);
  expect(await read(String(id))).toMatchObject({
    id: String(id),
    name: 'Nisha Rao',
    number: '+919812045599',
    caller_id: ['57201', '57202'],
    agent_group: [],
    team_member: {
      email: 'nisha.rao@example.com',
      login_id: 'nisha.rao',
      status: 1,
      role: { id: '3104', name: 'Agent' },
    },
    agent: { id: `0${number}`, agent_status: 0, extension: { username: `06${number.slice(1)}` } },
  });
});

test('two new users have different ids, agents, extensions and intercoms, also after one was removed', async () => {
  const { send, read } = await startCompanions();
  const create = async () => (await send('POST', '/user', { body: NEW_USER })).json.data;
  const [first, second] = [await create(), await create()];
  for (const key of ['id', 'agent_id', 'agent_extension']) expect(first[key]).not.toBe(second[key]);
  const intercoms = [await read(first.id), await read(second.id)].map(({ agent }) => agent.intercom);
  expect(new Set(intercoms).size).toBe(2);
  await send('DELETE', `/user/${second.id}`);
  expect((await create()).id).toBe(second.id + 1);
});

test('the other variables of a patch may come along', async () => {
  const { send, read } = await startCompanions();
  const body = { ...NEW_USER, designation: 'Clerk', agent_group: ['Sales'], disable_agent: true };
  const { data } = (await send('POST', '/user', { body })).json;
  const { agent_group, team_member, agent } = await read(data.id);
  expect([agent_group, team_member.designation, agent.agent_status]).toEqual([['Sales'], 'Clerk', 2]);
});

test.each([
  [0, 0],
  [false, 0],
  [1, 1],
  [true, 1],
])('with status %j the user has the status %i', async (status, shown) => {
  const { send, read } = await startCompanions();
  const { data } = (await send('POST', '/user', { body: { ...NEW_USER, status } })).json;
  expect((await read(data.id)).team_member.status).toBe(shown);
});

test('without create_agent the user has no agent', async () => {
  const { send, read } = await startCompanions();
  const { data } = (await send('POST', '/user', { body: { ...NEW_USER, create_agent: false } })).json;
  expect(data).toEqual({ id: expect.any(Number), agent_id: null, agent_extension: null });
  expect((await read(data.id)).agent).toBeNull();
  const { json } = await send('GET', `/users?last_seen_id=${data.id - 1}`);
  expect(json.data).toEqual([expect.objectContaining({ id: data.id, agent: null, extension: '' })]);
});

test.each(Object.keys(NEW_USER))('%s is required', async name => {
  const { send } = await startCompanions();
  const { status, json } = await send('POST', '/user', { body: { ...NEW_USER, [name]: undefined } });
  expect([status, Object.keys(json.error)]).toEqual([400, [name]]);
  expect(json.error[name]).toEqual([`The ${name.replaceAll('_', ' ')} is required.`]);
});

test.each([
  ['create_agent', 1],
  ['status', 2],
  ['status', 'active'],
  ['caller_id', '57201'],
  ['name', null],
])('%s cannot be %j', async (name, value) => {
  const { send } = await startCompanions();
  const { status, json } = await send('POST', '/user', { body: { ...NEW_USER, [name]: value } });
  expect([status, Object.keys(json.error)]).toEqual([400, [name]]);
});
