import type { DnlUser } from '../../../src/apis/index.js';
import type { startMock } from '../../start-mock.js';

/** Somebody who sends requests. */
export type Agent = Awaited<ReturnType<typeof startMock>>['as']['admin'];

/** Every user there is, in the order of ids. */
export function allUsers(agent: Agent): Promise<DnlUser[]> {
  return usersOf(agent, 'order_by=user_id&order_dir=asc');
}

/** The users that a list with this query finds, on one page. */
export async function usersOf(agent: Agent, query: string | URLSearchParams): Promise<DnlUser[]> {
  const { status, text } = await agent.get(`/v1/user/list?per_page=10000&${query}`);
  if (status !== 200) throw new Error(`the list answered ${status}: ${text}`);
  return JSON.parse(text).payload.items;
}

/** One user, as the get operation answers it. */
export async function userOf(agent: Agent, id: number): Promise<DnlUser> {
  const { status, text } = await agent.get(`/v1/user/${id}`);
  if (status !== 200) throw new Error(`get answered ${status}: ${text}`);
  return JSON.parse(text).payload;
}

/** The user that somebody else can be told from: the first that fulfils the condition. */
export function someUser(users: readonly DnlUser[], fulfils: (user: DnlUser) => boolean): DnlUser {
  const user = users.find(fulfils);
  if (!user) throw new Error('no seeded user is like that');
  return user;
}
