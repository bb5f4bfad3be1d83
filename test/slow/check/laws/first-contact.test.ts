import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type RunOptions, runSuite } from '../../../../src/check/index.js';
import { createMock } from '../../../../src/index.js';
import { serving } from '../../../check/listening.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import type { Wrap } from '../../../selfproof/exchange.js';
import { answer } from '../../../selfproof/wraps.js';

/** What comes of a run that judges little: the problem it ends with, or the verdicts. */
async function becomes(target: RunOptions['target'], more: Partial<RunOptions> = {}) {
  const run = runSuite({
    target,
    api: 'dnl',
    tokens: {},
    writes: 'none',
    timeout: 2000,
    names: { only: ['unknown-items'] },
    ...more,
  });
  return run.then(
    ({ summary, violations }) => ({ summary, violations }),
    ({ code, message, fix }) => ({ code, message, fix }),
  );
}

/** A certificate of one's own for localhost, and its key. */
function selfSigned(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', [...args, ...names], { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

async function secureMock(options: ServerOptions) {
  const { mock, app } = await wrappedMock(undefined, { records: 40 });
  const server = createServer(options, app);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, tokens: { token: mock.tokens.dnl.admin } };
}

test('the problem of a self-signed certificate names two fixes, and both work', async () => {
  const { key, cert } = selfSigned();
  const { port, tokens } = await secureMock({ key, cert });
  const url = `https://localhost:${port}`;
  expect(await becomes(url, { tokens })).toEqual({
    code: 'target-unreachable',
    message: expect.stringMatching(
      /^Failed to reach \S+: This machine does not trust its certificate: self-signed certificate\.$/,
    ),
    fix: expect.stringMatching(/`--ca FILE` or in NODE_EXTRA_CA_CERTS, .*`--insecure`/),
  });
  for (const way of [{ ca: cert }, { insecure: true }]) {
    expect(await becomes(url, { tokens, ...way })).toMatchObject({ summary: { fail: 0 }, violations: [] });
  }
  expect(await becomes(`https://127.0.0.1:${port}`, { tokens, ca: cert })).toMatchObject({
    code: 'target-unreachable',
    message: expect.stringContaining('Its certificate is for another name'),
  });
  expect(await becomes(`http://localhost:${port}`, { tokens })).toMatchObject({
    code: 'target-unreachable',
    message: `Failed to reach http://localhost:${port}: It speaks https, not http.`,
    fix: expect.stringContaining('https://'),
  });
});

test('a server that speaks http where https was expected is a problem that says so', async () => {
  const url = (await serving((_, response) => response.end())).replace('http', 'https');
  expect(await becomes(url)).toEqual({
    code: 'target-unreachable',
    message: `Failed to reach ${url}: It speaks http, not https.`,
    fix: expect.stringContaining('http://'),
  });
});

test('a redirect is a problem that names its target, without the query', async () => {
  const url = await serving((_, response) =>
    response.writeHead(301, { Location: 'https://a.test/b?token=hidden' }).end(),
  );
  const { message } = (await becomes(url)) as { message: string };
  expect(message).toMatch(/returned 301, not a list of users\. It redirects to https:\/\/a\.test\/b\.$/);
});

test('an API that is elsewhere on the server is found', async () => {
  const mock = await createMock({ records: 40 });
  onTestFinished(() => mock.close());
  const url = await mock.listen();
  const tokens = { token: mock.tokens.dnl.admin };
  const names = {};
  for (const [place, api, right] of [
    [url, 'acefone', `${url}/acefone`],
    [`${url}/acefone`, 'dnl', url],
    [`${url}/v2/nothing`, 'dnl', url],
  ] as const) {
    expect(await becomes(place, { api, tokens, names, writes: 'own' })).toMatchObject({
      code: 'nothing-tested',
      message: expect.stringContaining(`The API ${api} is at ${right}, not at ${place}`),
      fix: `Check ${right}.`,
    });
  }
});

test('a missing token is reported as missing, and a wrong token as refused', async () => {
  const { app } = await wrappedMock();
  expect(await becomes(app)).toMatchObject({
    code: 'token-refused',
    message: expect.stringContaining('none was given'),
  });
  expect(await becomes(app, { tokens: { token: 'no-such' } })).toMatchObject({
    code: 'token-refused',
    message: expect.stringContaining('refuses the token'),
  });
});

const LIST = '/v1/user/list';
const BREAKING: readonly [string, Wrap][] = [
  // as a router does that has the path of one user first
  [
    'is taken for a user',
    server => asked => server(asked.path === LIST ? { ...asked, path: '/v1/user/999999999' } : asked),
  ],
  [
    'is missing',
    server => async asked => (asked.path === LIST ? answer(404, { message: 'Not found' }) : server(asked)),
  ],
  ['fails', server => async asked => (asked.path === LIST ? answer(500, {}) : server(asked))],
  ['redirects', server => async asked => (asked.path === LIST ? answer(302, {}) : server(asked))],
  ['refuses a good token', server => async asked => (asked.path === LIST ? answer(401, {}) : server(asked))],
];

test.each(BREAKING)('a list that %s is a violation, since the rest shows the API and a good token', async (_, wrap) => {
  const { mock, app } = await wrappedMock(wrap, { records: 40 });
  const tokens = { token: mock.tokens.dnl.admin };
  const outcome = await becomes(app, { tokens, names: { only: ['listUsers', 'unknown-items'] } });
  expect(outcome).not.toHaveProperty('code');
  const { violations } = outcome as { violations: readonly { operation: string; flaky: boolean }[] };
  expect(violations.filter(({ operation, flaky }) => operation === 'listUsers' && !flaky).length).toBeGreaterThan(0);
});

test('a non-admin token is judged only if the target distinguishes it from a wrong token', async () => {
  const forbidding: Wrap = server => async asked =>
    asked.headers['x-auth-token'] === 'a-portal-user' ? answer(403, { success: false }) : server(asked);
  const { mock, app } = await wrappedMock(forbidding, { records: 40 });
  const names = { only: ['lacking-rights'] };
  const tokens = (nonAdminToken: string) => ({ token: mock.tokens.dnl.admin, nonAdminToken });
  const told = await becomes(app, { tokens: tokens('a-portal-user'), names });
  expect(told).toMatchObject({ summary: { fail: 0, inconclusive: 0 } });
  const open = await becomes(app, { tokens: tokens('garbage'), names });
  expect(open).toMatchObject({ summary: { fail: 0, inconclusive: 2 }, violations: [] });
});

test('headers go with every request, and their secrets are not shown', async () => {
  const seen = new Set<unknown>();
  const asking: Wrap = server => async asked => {
    seen.add(asked.headers['x-gateway-key']);
    // a target that repeats what it was sent
    const answered = await server(asked);
    return asked.path === LIST ? answered : answer(404, { success: asked.headers['x-gateway-key'] });
  };
  const { mock, app } = await wrappedMock(asking, { records: 40 });
  const headers = { 'X-Gateway-Key': { value: 'hidden-key', shown: '$UNDERSTUDY_HEADER_X_GATEWAY_KEY' } };
  const outcome = await becomes(app, { tokens: { token: mock.tokens.dnl.admin }, headers });
  expect(seen).toEqual(new Set(['hidden-key']));
  const { violations } = outcome as { violations: readonly { curl: string }[] };
  expect(violations.length).toBeGreaterThan(0);
  expect(JSON.stringify(violations)).not.toContain('hidden-key');
  expect(violations[0]?.curl).toContain('-H "X-Gateway-Key: $UNDERSTUDY_HEADER_X_GATEWAY_KEY"');
});
