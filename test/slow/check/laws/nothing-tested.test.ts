import { expect, test } from 'vitest';
import { type RunOptions, runSuite } from '../../../../src/check/index.js';
import { connecting, nobody, serving } from '../../../check/listening.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';

const SSH = 'SSH-2.0-OpenSSH_9.2\r\n';

async function problemOf(target: RunOptions['target'], more: Partial<RunOptions> = {}): Promise<unknown> {
  return runSuite({ target, api: 'dnl', tokens: { token: 'a-token' }, timeout: 300, ...more }).then(
    ({ summary }) => ({ ran: summary }),
    problem => ({ code: problem.code, message: problem.message }),
  );
}

const answering = (status: number, type: string, body: string) =>
  serving((_, response) => response.writeHead(status, { 'Content-Type': type }).end(body));

test.each<[string, () => Promise<string>, string, RegExp]>([
  [
    'where nobody listens',
    nobody,
    'target-unreachable',
    /^Failed to reach \S+: No connection could be made: ECONNREFUSED\.$/,
  ],
  [
    'that never responds',
    () => serving(() => {}),
    'target-unreachable',
    /^Failed to reach \S+: No response came within 0\.3 s\.$/,
  ],
  [
    'that speaks another protocol',
    async () => `http://${await connecting(socket => socket.end(SSH))}`,
    'target-unreachable',
    /^Failed to reach \S+: .+\.$/,
  ],
  [
    'that breaks every connection',
    async () => `http://${await connecting(socket => socket.destroy())}`,
    'target-unreachable',
    /^Failed to reach \S+: .+\.$/,
  ],
  [
    'that is https where http is served',
    async () => (await serving((_, response) => response.end())).replace('http', 'https'),
    'target-unreachable',
    /^Failed to reach \S+: .+\.$/,
  ],
  [
    'on a port that fetch refuses',
    async () => 'http://127.0.0.1:5060',
    'target-unreachable',
    /^Failed to reach \S+: .+\.$/,
  ],
  [
    'that responds to everything with 404',
    () => answering(404, 'application/json', '{}'),
    'nothing-tested',
    /GET \S+\/v1\/user\/list returned 404, not a list/,
  ],
  [
    'that responds to everything with 500',
    () => answering(500, 'application/json', '{}'),
    'nothing-tested',
    /returned 500, not a list/,
  ],
  ['that redirects', () => answering(302, 'text/html', ''), 'nothing-tested', /returned 302, not a list/],
  [
    'that responds with pages of HTML',
    () => answering(200, 'text/html', '<!doctype html>'),
    'nothing-tested',
    /not a list/,
  ],
  [
    'that refuses the token with 401',
    () => answering(401, 'application/json', '{}'),
    'token-refused',
    /refuses the token: GET \/user\/list returned 401\.$/,
  ],
  [
    'that refuses the token with 403',
    () => answering(403, 'application/json', '{}'),
    'token-refused',
    /refuses the token: GET \/user\/list returned 403\.$/,
  ],
])('a target %s is a problem with one sentence', async (_, start, code, message) => {
  expect(await problemOf(await start())).toEqual({ code, message: expect.stringMatching(message) });
});

test('naming a subject does not allow a run to create users of DNL', async () => {
  const { app, asked, mock } = await wrappedMock();
  await problemOf(app, { tokens: { token: mock.tokens.dnl.admin }, writes: 'none', subject: '5' });
  expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(asked.length > 0 ? ['GET'] : []));
});
