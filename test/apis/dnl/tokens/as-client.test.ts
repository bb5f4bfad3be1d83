import { expect, test } from 'vitest';
import { MISSING, printedText, refusal } from '../printed.js';
import { whoGives } from '../readings.js';
import { COMPANION, startLoggingIn } from './log-in.js';

const BOTH = [...whoGives('create-example-url', 'create-too'), ...whoGives('create-example-url', 'off')];

test.each(BOTH)('$by logs in as the portal user of a carrier, where client_id comes alone', async ({ options }) => {
  const { asAdmin, ask, user } = await startLoggingIn(options);
  const { status, headers, text } = await asAdmin('POST', '/v1/auth/as_client', { body: '{"client_id":2892}' });
  expect(status).toBe(200);
  expect(headers).toMatchObject(COMPANION);
  const { success, payload } = JSON.parse(text);
  expect([success, Object.keys(payload)]).toEqual([true, ['token']]);
  const { user_id } = JSON.parse(Buffer.from(payload.token.split('.')[1], 'base64url').toString());
  expect(await user(user_id)).toMatchObject({ client_id: 2892, user_type: 'client', active: true, is_online: 1 });
  const read = await ask('GET', '/v1/user/1', { headers: { 'X-Auth-Token': payload.token } });
  expect([read.status, read.text]).toEqual([401, printedText('wrong-token')]);
});

test('a carrier’s id in digits, and keys that no body has beside it, make no difference', async () => {
  const { asAdmin } = await startLoggingIn();
  const { status, headers } = await asAdmin('POST', '/v1/auth/as_client', { body: '{"client_id":"2892","x":1}' });
  expect([status, headers['understudy-unknown-fields']]).toEqual([200, 'x']);
});

test.each([
  ['a carrier that nobody has', async () => 999_999],
  [
    'a carrier whose only user is not active',
    async ({ asAdmin }: Pick<Awaited<ReturnType<typeof startLoggingIn>>, 'asAdmin'>) => {
      const user = { name: 'gone', passwd: 'x', user_type: 'client', email: null, active: false, client_id: 777_777 };
      await asAdmin('POST', '/v1/user/create', { body: JSON.stringify(user) });
      return 777_777;
    },
  ],
])('%s is not found', async (_, carrier) => {
  const server = await startLoggingIn();
  const body = JSON.stringify({ client_id: await carrier(server) });
  const { status, headers, text } = await server.asAdmin('POST', '/v1/auth/as_client', { body });
  expect([status, text]).toEqual([404, printedText('get-not-found')]);
  expect(headers).toMatchObject(COMPANION);
});

test.each([
  ['{"client_id":null}', { client_id: 'Not a valid integer.' }],
  ['{"client_id":"x"}', { client_id: 'Not a valid integer.' }],
])('%s is refused', async (body, errors) => {
  const { asAdmin } = await startLoggingIn();
  const { status, text } = await asAdmin('POST', '/v1/auth/as_client', { body });
  expect([status, text]).toEqual([400, refusal(errors)]);
});

test('a body with more than client_id is a new user, who has to be whole', async () => {
  const { asAdmin } = await startLoggingIn();
  const { status, headers, text } = await asAdmin('POST', '/v1/auth/as_client', {
    body: '{"client_id":2892,"first_name":"A"}',
  });
  const missing = { name: MISSING, passwd: MISSING, user_type: MISSING, email: MISSING };
  expect([status, JSON.parse(text).errors]).toEqual([400, JSON.parse(refusal(missing)).errors]);
  expect(headers['understudy-certainty']).toBe('ruled');
});

test.each([undefined, 'x'])('with the token %s no user logs in as a client', async token => {
  const { post } = await startLoggingIn();
  const headers: Record<string, string> = token === undefined ? {} : { 'X-Auth-Token': token };
  expect((await post('/v1/auth/as_client', { client_id: 2892 }, headers)).status).toBe(401);
});
