import { expect, onTestFinished, test } from 'vitest';
import { createMock, type DnlUser, type MockOptions, Problem, type WorkspaceClient } from '../../src/index.js';

const USERS = 5;

/** The mock and a sandbox of it, each with a client of its API. */
async function workspaces(options: MockOptions = {}) {
  const mock = await createMock({ records: USERS, ...options });
  onTestFinished(() => mock.close());
  const url = await mock.listen();
  const sandbox = await mock.sandbox('mine');
  const asking =
    (prefix: string) =>
    async (path: string, init: RequestInit = {}) => {
      const headers = { 'X-Auth-Token': mock.tokens.dnl.admin };
      const { status, headers: result, ...answer } = await fetch(url + prefix + path, { ...init, headers });
      return { status, date: result.get('Date'), ...answer };
    };
  return {
    main: { workspaceClient: mock as WorkspaceClient, ask: asking('') },
    sandbox: { workspaceClient: sandbox as WorkspaceClient, ask: asking(sandbox.prefix) },
  };
}

const WHICH = ['main', 'sandbox'] as const;

test.each(WHICH)('rules of %s are added, listed, read, deleted and cleared, and are for it alone', async which => {
  const all = await workspaces();
  const { workspaceClient, ask } = all[which];
  const other = all[which === 'main' ? 'sandbox' : 'main'];
  const rule = { match: { operation: 'getUser' }, response: { status: 503, body: { down: true } } };
  const added = await workspaceClient.rules.add(rule);
  expect(added).toEqual({ id: expect.any(String), rule, applied: 0 });
  expect((await ask('/v1/user/1')).status).toBe(503);
  expect((await other.ask('/v1/user/1')).status).toBe(200);
  expect(await workspaceClient.rules.read(added.id)).toMatchObject({ applied: 1 });
  expect(await workspaceClient.rules.list()).toHaveLength(1);
  expect(await other.workspaceClient.rules.list()).toEqual([]);
  await workspaceClient.rules.delete(added.id);
  expect((await ask('/v1/user/1')).status).toBe(200);
  await workspaceClient.rules.add(rule);
  await workspaceClient.rules.clear();
  expect(await workspaceClient.rules.list()).toEqual([]);
});

test.each(WHICH)('the clock of %s is set by text or date, frozen, advanced and let go', async which => {
  const { workspaceClient, ask } = (await workspaces())[which];
  await workspaceClient.clock.set({ time: new Date('2030-01-01T00:00:00Z'), frozen: true });
  expect((await ask('/v1/user/1')).date).toBe('Tue, 01 Jan 2030 00:00:00 GMT');
  expect(await workspaceClient.clock.set({ advance: 60_000 })).toMatchObject({ frozen: true, moved: true });
  expect((await ask('/v1/user/1')).date).toBe('Tue, 01 Jan 2030 00:01:00 GMT');
  await workspaceClient.clock.set({ time: '2031-01-01T00:00:00Z' });
  expect((await workspaceClient.clock.read()).time).toMatch(/^2031-01-01T00:00:00/);
  expect(await workspaceClient.clock.set({})).toMatchObject({ moved: false });
});

test.each(WHICH)('scenarios of %s are listed and started', async which => {
  const { workspaceClient } = (await workspaces())[which];
  expect((await workspaceClient.scenario.list()).map(({ name }) => name)).toContain('empty');
  expect(await workspaceClient.scenario.read()).toBe('documented');
  await workspaceClient.scenario.start('empty');
  expect(await workspaceClient.scenario.read()).toBe('empty');
  expect(await workspaceClient.records.read('dnl', 'users')).toEqual([]);
});

test.each(WHICH)('the profile and the readings of %s are read and chosen', async which => {
  const { workspaceClient, ask } = (await workspaces())[which];
  expect(await workspaceClient.settings.read()).toMatchObject({ profile: 'documented' });
  await workspaceClient.settings.choose({ profile: 'documented', readings: { auth: 'token' } });
  expect((await ask('/acefone/v1/users')).status).toBe(401);
  expect(await workspaceClient.settings.read()).toEqual({ profile: 'documented', readings: { auth: 'token' } });
});

test.each(WHICH)('requests to %s are listed, read, found, counted and cleared', async which => {
  const all = await workspaces();
  const { workspaceClient, ask } = all[which];
  for (const path of ['/v1/user/1', '/v1/user/2', '/v1/user/list', '/nowhere']) await ask(path);
  const { requests, total } = await workspaceClient.journal.list({
    operation: 'getUser',
    since: new Date(0),
    limit: 1,
  });
  expect(total).toBe(2);
  expect(requests.map(({ request }) => request.url)).toEqual([expect.stringMatching(/\/v1\/user\/2$/)]);
  expect(await workspaceClient.journal.read(requests[0]?.id ?? 0)).toEqual(requests[0]);
  expect(await workspaceClient.journal.find({ urlPath: '/v1/user/list' })).toHaveLength(1);
  expect(await workspaceClient.journal.count({ method: 'GET', operation: 'getUser' })).toBe(2);
  expect(await all[which === 'main' ? 'sandbox' : 'main'].workspaceClient.journal.count({ operation: 'getUser' })).toBe(
    0,
  );
  await workspaceClient.journal.clear();
  expect(await workspaceClient.journal.count()).toBe(0);
});

test('requests that matched no operation are listed', async () => {
  const { main } = await workspaces();
  await main.ask('/nowhere');
  expect(await main.workspaceClient.journal.unmatched()).toMatchObject([{ request: { url: '/nowhere' } }]);
});

test.each(WHICH)('records of %s are read and replaced, and are the caller’s own copies', async which => {
  const { workspaceClient, ask } = (await workspaces())[which];
  const users: DnlUser[] = await workspaceClient.records.read('dnl', 'users');
  expect(users).toHaveLength(USERS);
  const [first] = users;
  if (!first) throw new Error('There is no user.');
  const one = { ...first, name: 'renamed' };
  await workspaceClient.records.replace('dnl', 'users', [one]);
  one.name = 'changed later';
  expect(await workspaceClient.records.read('dnl', 'users')).toEqual([{ ...first, name: 'renamed' }]);
  expect((await ask(`/v1/user/${users[1]?.user_id}`)).status).toBe(404);
});

test.each<[string, (workspaceClient: WorkspaceClient) => Promise<unknown>, string]>([
  ['a rule without a way', ({ rules }) => rules.add({ match: {} }), 'control-invalid'],
  ['a rule that is none', ({ rules }) => rules.add(5 as never), 'control-invalid'],
  ['a rule that is a circle', ({ rules }) => rules.add(circle() as never), 'control-invalid'],
  ['a rule that there is not', ({ rules }) => rules.delete('none'), 'no-such-rule'],
  ['a time that is none', ({ clock }) => clock.set({ time: 'noon' }), 'control-invalid'],
  ['a clock that leaves its years', ({ clock }) => clock.set({ advance: 9e12 * 100 }), 'control-invalid'],
  ['a scenario that there is not', ({ scenario }) => scenario.start('none'), 'no-such-scenario'],
  ['a profile that there is not', ({ settings }) => settings.choose({ profile: 'x' as never }), 'control-invalid'],
  [
    'a reading that there is not',
    ({ settings }) => settings.choose({ profile: 'observed', readings: { none: 'x' } }),
    'control-invalid',
  ],
  ['a request that there is not', ({ journal }) => journal.read(99), 'no-such-request'],
  ['a filter that there is not', ({ journal }) => journal.list({ colour: 'red' } as never), 'control-invalid'],
  ['criteria that there are not', ({ journal }) => journal.find({ colour: 'red' } as never), 'control-invalid'],
  ['a collection that there is not', ({ records }) => records.read('dnl', 'none' as never), 'no-such-collection'],
  [
    'records that no server has',
    ({ records }) => records.replace('dnl', 'roles', [{ role_id: 'x' } as never]),
    'records-invalid',
  ],
])('%s is refused from code as it is over HTTP', async (_, act, code) => {
  const { main, sandbox } = await workspaces();
  for (const { workspaceClient } of [main, sandbox]) {
    const error = (await act(workspaceClient).catch(error => error)) as Problem;
    expect(error).toBeInstanceOf(Problem);
    expect(error.code).toBe(code);
  }
});

function circle(): object {
  const rule: Record<string, unknown> = { match: {} };
  rule.response = rule;
  return rule;
}

test.each([
  [2 ** 53, /role_id must be a number that JavaScript keeps exactly/],
  [1e300, /role_id must be a number that JavaScript keeps exactly/],
  [Number.NaN, /role_id is NaN, which JSON cannot represent/],
  [Number.POSITIVE_INFINITY, /role_id is Infinity, which JSON cannot represent/],
])('a record given from code is refused where it has %d, and nothing is replaced', async (role_id, told) => {
  const mock = await createMock({ records: 3 });
  onTestFinished(() => mock.close());
  const records = [{ name: 'a', user_type: 'agent', role_id }] as unknown as DnlUser[];
  await expect(mock.records.replace('dnl', 'users', records)).rejects.toMatchObject({
    code: 'control-invalid',
    message: expect.stringMatching(told),
    fix: 'Compare the value with the types that the package exports.',
  });
  expect(await mock.records.read('dnl', 'users')).toHaveLength(3);
});
