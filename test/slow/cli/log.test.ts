import { expect, test } from 'vitest';
import { serving, temporaryFolder } from '../../cli/understudy.js';

const ADMIN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';

async function started(env: Record<string, string> = {}) {
  const served = await serving(['--memory', '--records', '3'], { cwd: await temporaryFolder(), env });
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(served.url + path, { ...init, headers: { 'X-Auth-Token': ADMIN, ...init.headers } }).catch(() => {});
  return { ...served, ask };
}

test.each<[string, RequestInit, RegExp]>([
  ['/v1/user/list?page=x', {}, / 400 .* dnl\.listUsers \(error_type: validation_error, page: Not a valid integer\.\)/],
  ['/v1/user/9', {}, / 404 .* dnl\.getUser \(error_type: Object not found\)/],
  ['/v1/user/1', { headers: { 'X-Auth-Token': 'wrong' } }, / 401 .* dnl\.getUser \(.*Incorrect token provided/],
  ['/nowhere', {}, / 404 \d+\.\d ms \(No operation matches GET \/nowhere\.\)/],
  ['/~alice/v1/user/1', {}, / 200 \d+\.\d ms dnl\.getUser sandbox alice\n/],
  ['/v1/user/1', { headers: { Prefer: 'fault=EMPTY_RESPONSE' } }, / broken off .* dnl\.getUser EMPTY_RESPONSE\n/],
  ['/v1/user/1', { headers: { Prefer: 'code=99' } }, / 400 .* dnl\.getUser \(.*99/],
  ['/acefone/v1/user/1', {}, / 404 .* acefone\.getUser \(/],
  ['/__admin/rules/none', {}, / 404 \d+\.\d ms \(There is no rule none\.\)/],
  ['/__admin/rules', { method: 'POST', body: '{"times":0}' }, / 400 \d+\.\d ms \(.*times/],
])('%s with %j is one line that says why', async (path, init, line) => {
  const { ask, printed } = await started();
  await ask(path, init);
  expect(await printed(/\n\d\d:\d\d:\d\d .*\n/)).toMatch(line);
});

test('a line names the rule that was applied', async () => {
  const { ask, printed } = await started();
  const rule = { match: { operation: 'getUser' }, response: { status: 503, body: { down: 'for a while' } } };
  await ask('/__admin/rules', { method: 'POST', body: JSON.stringify(rule) });
  await ask('/v1/user/1');
  expect(await printed(/503 .*\n/)).toMatch(/ 503 .* dnl\.getUser rule-1 \(down: for a while\)\n/);
});

test('a request that only reads the control plane writes no line', async () => {
  const { ask, printed } = await started();
  for (const path of ['/__admin/health', '/__admin/requests', '/__admin/state', '/v1/user/1']) await ask(path);
  expect(await printed(/ GET .*\n/)).not.toMatch(/GET .__admin/);
});

test('no reason has a secret in it', async () => {
  const { ask, printed } = await started();
  const response = { status: 400, body: { passwd: 'hidden', why: 'token=hidden' } };
  await ask('/__admin/rules', { method: 'POST', body: JSON.stringify({ match: {}, response }) });
  await ask('/v1/user/1');
  const log = await printed(/ 400 .*\n/);
  expect(log).toContain('[redacted]');
  expect(log).not.toContain('hidden');
});

test('a long reason is cut, and has one line', async () => {
  const { ask, printed } = await started();
  const response = { status: 400, body: { why: `first\nsecond ${'x'.repeat(1000)}` } };
  await ask('/__admin/rules', { method: 'POST', body: JSON.stringify({ match: {}, response }) });
  await ask('/v1/user/1');
  expect(await printed(/ 400 .*\n/)).toMatch(/ \(why: first second x{100,150}…\)\n/);
});

test('without a terminal there are no colours, and FORCE_COLOR brings them', async () => {
  const plain = await started();
  await plain.ask('/v1/user/1');
  expect(await plain.printed(/GET .*\n/)).not.toContain('\u001b');
  const painted = await started({ FORCE_COLOR: '1' });
  await painted.ask('/v1/user/1');
  expect(await painted.printed(/GET .*\n/)).toContain('\u001b[32m200\u001b[39m');
});
