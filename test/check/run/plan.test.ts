import { expect, test } from 'vitest';
import { dnlSuite } from '../../../src/check/dnl/dnl-suite.js';
import { planSuite } from '../../../src/check/index.js';
import { RunSession } from '../../../src/check/run/session.js';
import { loadContract } from '../../../src/contract/index.js';
import { openTarget } from '../../../src/target/index.js';
import { serving } from '../listening.js';

const plan = planSuite({ target: 'http://localhost:8000', api: 'dnl' });

test('a plan sends no request', async () => {
  const asked: unknown[] = [];
  const target = await serving((request, response) => {
    asked.push(request.url);
    response.end();
  });
  expect(planSuite({ target, api: 'dnl' })).toEqual(plan);
  await new Promise(setImmediate);
  expect(asked).toEqual([]);
});

test('a value that only the target can show is a placeholder in the plan', () => {
  const requests = plan.cases.flatMap(({ requests }) => requests);
  expect(requests).toContain('GET /v1/user/list?role_id=<learned>&per_page=100');
  expect(requests.some(request => /^POST \/v1\/user\/create \{.*"name":"<unique>"/.test(request))).toBe(true);
  expect(requests.filter(request => request.includes('<generated>')).length).toBeGreaterThan(0);
  expect(requests.filter(request => /undefined|NaN|\[object/.test(request))).toEqual([]);
});

test('every case that writes is marked as a write, and no other case is', () => {
  const wrong = plan.cases.filter(({ requests, writes }) => requests.some(one => !one.startsWith('GET ')) !== writes);
  expect(wrong).toEqual([]);
  expect(plan.preparations.map(({ writes }) => writes)).toEqual([false, true, false]);
});

test('no two cases of a plan have the same check and id', () => {
  const ids = plan.cases.map(({ check, id }) => `${check}: ${id}`);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

test.each([
  ['http://localhost:8000', true],
  ['http://mock.localhost', true],
  ['http://127.0.0.7:8000/v1', true],
  ['http://[::1]:8000', true],
  ['http://127.0.0.1.example.com', false],
  ['http://localhost.example.com', false],
  ['https://example.com/v1', false],
  ['http://10.0.0.1:8000', false],
])('by default, a run against %s may write: %s', (target, mayWrite) => {
  expect(planSuite({ target, api: 'dnl' }).cases.some(({ writes }) => writes)).toBe(mayWrite);
});

test('a plan has reads alone if writing is not allowed, and is the same for every URL if it is allowed', () => {
  const reads = planSuite({ target: 'http://localhost:8000', api: 'dnl', writes: 'none' });
  expect([...reads.cases, ...reads.preparations].filter(({ writes }) => writes)).toEqual([]);
  expect(reads.requests).toBeLessThan(plan.requests);
  expect(planSuite({ target: 'https://example.com', api: 'dnl', writes: 'own' })).toEqual(plan);
});

test('a text that is no URL is refused, and so are options that leave nothing to test', () => {
  expect(() => planSuite({ target: 'nowhere', api: 'dnl' })).toThrow(
    expect.objectContaining({ code: 'target-invalid' }),
  );
  expect(() => planSuite({ target: 'https://example.com', api: 'acefone' })).toThrow(
    expect.objectContaining({ code: 'nothing-tested' }),
  );
});

test('reading a target whose users keep changing takes no more requests than planned', async () => {
  const total = 4901;
  const url = await serving(({ url: asked = '' }, response) => {
    const { searchParams } = new URL(asked, 'http://localhost');
    const [page, size] = [Number(searchParams.get('page')), Number(searchParams.get('per_page') ?? 30)];
    // more are counted than are ever shown
    const items = [{ user_id: page }];
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ payload: { items, total, page, per_page: size }, success: true }));
  });
  const reads = planSuite({ target: url, api: 'dnl', writes: 'none' });
  const planned = reads.preparations.reduce((sum, { requests }) => sum + requests, 0);
  expect(await sentToPrepare(url)).toBeLessThanOrEqual(planned);
});

/** How many requests the preparation of a run that only reads takes. */
async function sentToPrepare(url: string): Promise<number> {
  const contract = loadContract('dnl');
  const suite = dnlSuite(contract);
  const target = await openTarget(url, { basePath: contract.basePath, timeout: 5000 });
  const about = { target, contract, suite, tokens: { token: 'a-token' }, seed: 1, mark: 'ustestrun0' };
  const session = new RunSession({ ...about, options: { writes: 'none' }, note: () => {}, ended: () => undefined });
  await suite.prepare(session);
  await target.close();
  return session.sent;
}
