import { expect, test } from 'vitest';
import { type AdminClient, bodyOf, startAdmin } from '../../admin/start-admin.js';

const SECRET = 'pl4nted-s3cret';

/** Each way in which a secret can come in, and how the mock may give it back. */
const PLANTED: [string, (server: AdminClient) => Promise<unknown>][] = [
  ['the token of DNL', server => server.ask('GET', '/v1/user/1', { headers: { 'X-Auth-Token': SECRET } })],
  ['a bearer', server => server.ask('GET', '/v1/user/1', { headers: { Authorization: `Bearer ${SECRET}` } })],
  ['basic credentials', server => server.ask('GET', '/v1/none', { headers: { Authorization: `Basic ${SECRET}` } })],
  ['a cookie', server => server.ask('GET', '/v1/user/1', { headers: { Cookie: `session=${SECRET}; a=${SECRET}` } })],
  ['a parameter', server => server.asAdmin('GET', `/v1/user/list?passwd=${SECRET}&access_token=${SECRET}`)],
  ['an encoded parameter', server => server.asAdmin('GET', `/v1/user/list?%70asswd=${SECRET}`)],
  ['a parameter without an operation', server => server.ask('GET', `/v1/none?token=${SECRET}`)],
  ['a body', server => server.asAdmin('POST', '/v1/user/create', { body: `{"name":"x","passwd":"${SECRET}"}` })],
  ['a nested body', server => server.asAdmin('POST', '/v1/user/create', { body: `{"a":[{"password":"${SECRET}"}]}` })],
  ['a broken body', server => server.asAdmin('POST', '/v1/user/create', { body: `{"name":"x","passwd":"${SECRET}"` })],
  ['a form', server => server.asAdmin('POST', '/v1/user/create', { body: `name=x&passwd=${SECRET}` })],
  ['a log-in', server => server.ask('POST', '/v1/auth', { body: `{"email_or_name":"a","password":"${SECRET}"}` })],
  [
    'usual parameters',
    server => server.asAdmin('GET', `/v1/user/list?api_key=${SECRET}&apikey=${SECRET}&sig=${SECRET}&code=${SECRET}`),
  ],
  [
    'usual headers',
    server =>
      server.asAdmin('GET', '/v1/user/1', {
        headers: { 'X-Api-Key': SECRET, 'X-Session-Id': SECRET, 'X-Client-Secret': SECRET },
      }),
  ],
  ...['apiKey', 'client_secret', 'credentials', 'passwordConfirm', 'jwt', 'pin'].map(
    (name): (typeof PLANTED)[number] => [
      `the member ${name}`,
      server => server.asAdmin('POST', '/v1/user/create', { body: JSON.stringify({ name: 'x', [name]: SECRET }) }),
    ],
  ),
  [
    'a part of a multipart form',
    server =>
      server.asAdmin('POST', '/v1/user/create', {
        body: `--b\r\nContent-Disposition: form-data; name="otp"\r\n\r\n${SECRET}\r\n--b--\r\n`,
        headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
      }),
  ],
  [
    'an element of XML',
    server => server.asAdmin('POST', '/v1/user/create', { body: `<user><pin>${SECRET}</pin></user>` }),
  ],
  [
    'a body beside a preference',
    server =>
      server.asAdmin('PATCH', '/v1/user/1', { body: `{"passwd":"${SECRET}"}`, headers: { Prefer: 'code=404' } }),
  ],
  [
    'the response of a rule',
    async server => {
      const response = {
        status: 200,
        headers: { 'Set-Cookie': `s=${SECRET}` },
        body: { token: SECRET, a: { Passwd: SECRET } },
      };
      await server.admin('POST', '/rules', { json: { match: { urlPath: '/v1/own' }, response } });
      expect((await server.ask('GET', '/v1/own')).text).toContain(SECRET);
      await server.admin('DELETE', '/rules');
    },
  ],
];

test.each(PLANTED)('A secret in %s is never shown', async (_, plant) => {
  const server = await startAdmin();
  const watcher = await server.open();
  let events = '';
  watcher.on('data', chunk => {
    events += chunk;
  });
  watcher.write('GET /__admin/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
  while (!events.includes('\r\n\r\n')) await new Promise(setImmediate);
  await plant(server);
  while (!events.includes('event: request')) await new Promise(setImmediate);
  const shown = [events];
  for (const path of [
    '/requests',
    '/requests/1',
    '/requests/unmatched',
    '/metrics',
    '/rules',
    '/records/dnl/users',
    '/sandboxes',
  ]) {
    shown.push((await server.admin('GET', path)).text);
  }
  shown.push((await server.admin('POST', '/requests/find', { json: {} })).text);
  expect(shown.filter(text => text.includes(SECRET))).toEqual([]);
  expect(events).toContain('[redacted]');
});

test('The token of a log-in is not shown either, and a search may ask for what was sent', async () => {
  const server = await startAdmin();
  const body = '{"email_or_name":"admin","password":"admin"}';
  const { token } = bodyOf(await server.ask('POST', '/v1/auth', { body })).payload;
  await server.ask('GET', '/v1/user/1', { headers: { 'X-Auth-Token': token } });
  const listed = await server.admin('GET', '/requests');
  expect(listed.text).not.toContain(token);
  expect(listed.body.requests[1].response.body.payload.token).toBe('[redacted]');
  const json = { headers: { 'X-Auth-Token': { equalTo: token } } };
  const found = await server.admin('POST', '/requests/find', { json });
  expect([found.body.total, found.text.includes(token)]).toEqual([1, false]);
});

test('A problem says nothing of secrets that came with its request', async () => {
  const server = await startAdmin();
  const headers = { Prefer: 'code=299', 'X-Auth-Token': SECRET, Cookie: SECRET };
  for (const path of [`/v1/user/1?passwd=${SECRET}`, `/v1/none?passwd=${SECRET}`]) {
    expect((await server.ask('GET', path, { headers })).text).not.toContain(SECRET);
  }
});
