import { startServer } from '../../server/start-server.js';

/** A mock on a real socket, asked as Acefone is: with JSON bodies, and a token where a test has one. */
export async function startCompanions(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer({ records: 1, ...options });
  const send = async (method: string, path: string, { body, token }: { body?: unknown; token?: string } = {}) => {
    const answer = await server.ask(method, `/acefone/v1${path}`, {
      headers: { 'Content-Type': 'application/json', ...(token !== undefined && { Authorization: token }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { ...answer, json: JSON.parse(answer.text) };
  };
  return {
    ...server,
    send,
    /** What a read shows of a user. */
    read: async (id = '288256') => (await send('GET', `/user/${id}`)).json.data,
    logIn: (email: string, password: string) => send('POST', '/auth/login', { body: { email, password } }),
  };
}

/** Marks every answer of a companion. */
export const COMPANION = { 'understudy-certainty': 'companion' };

/** The body of a new user: what is required and no more. */
export const NEW_USER = {
  name: 'Nisha Rao',
  number: '+919812045599',
  create_agent: true,
  email: 'nisha.rao@example.com',
  login_id: 'nisha.rao',
  user_role: 3104,
  password: 'throw-away',
  status: 1,
  caller_id: [57201, 57202],
};

export const NOT_FOUND = { success: false, message: 'User not found.' };
