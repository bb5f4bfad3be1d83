import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { planSuite, runSuite } from '../../../../src/check/index.js';
import { type FakeOptions, fakeAcefone, SUBJECT } from '../../../check/acefone/fake-acefone.js';
import { accusations, judged, judgedFake } from '../../../check/acefone/judged.js';

const NOBODY = { target: '', api: 'acefone', tokens: {} };

test('Without a subject no user is patched, and the checks of unknown ids still have verdicts', async () => {
  const { url, requests } = await fakeAcefone();
  const outcome = await runSuite({ ...NOBODY, target: url, writes: 'own' });
  expect(accusations(outcome)).toEqual([]);
  expect(requests.map(({ method }) => method)).toSatisfy((methods: string[]) => methods.every(one => one === 'PATCH'));
  expect(requests.map(({ path }) => path)).not.toContain(`/v1/user/${SUBJECT}`);
  expect(requests.length).toBeLessThan(30);
  expect(outcome.statements).toMatchObject({ 'patch.status-404': 'pass', 'patch.id-required': 'pass' });
  expect(outcome.statements['patch.name']).toBe('skipped');
});

test('Without a subject and without writing nothing can be tested, and the problem says so', async () => {
  const { url, requests } = await fakeAcefone();
  const run = runSuite({ ...NOBODY, target: url, writes: 'none' });
  await expect(run).rejects.toMatchObject({ code: 'nothing-tested', message: expect.stringContaining('--subject') });
  expect(requests).toEqual([]);
});

test('A run patches its subject even if it may write nothing else', async () => {
  const { outcome } = await judgedFake({}, { writes: 'none' });
  expect(outcome.statements['patch.name']).toBe('pass');
});

test('The plan says what is put back and what is not', () => {
  const plan = planSuite({ target: 'http://acefone.example', api: 'acefone', subject: SUBJECT });
  const sentences = plan.preparations.map(({ says }) => says).join(' ');
  expect(sentences).toContain('Not put back if the read does not show them: name, number, email,');
  expect(sentences).toContain('password never');
  expect(plan.requests).toBeLessThan(245);
});

test('No plan sends a valid password', () => {
  const plan = planSuite({ target: 'http://acefone.example', api: 'acefone', subject: SUBJECT });
  const bodies = plan.cases.flatMap(({ requests }) => requests).filter(request => request.includes('"password"'));
  expect(bodies).toEqual([
    'PATCH /v1/user/<subject> {"password":["one"]}',
    'PATCH /v1/user/<subject> {"password":{"no_such_member":"one"}}',
  ]);
});

test.each<[string, FakeOptions, object, string]>([
  ['a token is asked for and none is given', { token: 'open sesame' }, { tokens: {} }, 'token-refused'],
  ['a token is asked for and another is given', { token: 'open sesame' }, { tokens: { token: 'no' } }, 'token-refused'],
  ['no user has the id of the subject', {}, { subject: '123456' }, 'nothing-tested'],
  ['no user has the id of the subject, which gets 400', { unknown: 400 }, { subject: '123456' }, 'nothing-tested'],
  ['the subject is the id that the checks use for an unknown user', {}, { subject: '000000' }, 'nothing-tested'],
])('Nothing is judged where %s', async (_, fake, options, code) => {
  const { url } = await fakeAcefone(fake);
  await expect(judged(url, options)).rejects.toMatchObject({ code });
});

test('Nothing is judged if the subject does not exist', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise(resolve => server.close(resolve));
  for (const options of [{}, { subject: SUBJECT }]) {
    const run = runSuite({ ...NOBODY, target: url, ...options });
    await expect(run).rejects.toMatchObject({ code: 'target-unreachable', message: expect.stringContaining(url) });
  }
});

test('Nothing is judged where every connection breaks', async () => {
  const server = createServer(request => request.socket.destroy()).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const run = judged(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await expect(run).rejects.toMatchObject({ code: 'target-unreachable' });
});

test('A token is sent if one was given, and no violation shows it', async () => {
  const { outcome, requests } = await judgedFake({
    token: 'open sesame',
    answers: ({ status, body }) =>
      status === 200 ? { status, body: { ...body, message: 5, token: 'open sesame' } } : undefined,
  });
  expect(requests.filter(({ authorization }) => authorization === 'Bearer open sesame').length).toBeGreaterThan(100);
  expect(outcome.violations.length).toBeGreaterThan(0);
  expect(JSON.stringify(outcome.violations)).not.toContain('open sesame');
  expect(outcome.violations[0]?.curl).toContain('Bearer $UNDERSTUDY_TOKEN');
});

test('If the read shows another user than the subject, no user is patched', async () => {
  const { url, requests } = await fakeAcefone({ shows: read => ({ ...read, id: 7 }) });
  await expect(judged(url)).rejects.toMatchObject({
    code: 'nothing-tested',
    message: expect.stringContaining('user 7'),
  });
  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('If an empty patch of an unknown id is accepted, no patch is sent that could change a user', async () => {
  const { outcome, requests } = await judgedFake({
    answers: (faithful, { id }) => (id === '000000' ? { status: 200, body: { success: true, message: '' } } : faithful),
  });
  const bodies = requests.filter(({ path }) => path.endsWith('/000000')).map(({ body }) => body);
  expect(new Set(bodies)).toEqual(new Set(['{}']));
  expect(outcome.violations.map(({ check }) => check)).toContain('unknown-id');
});
