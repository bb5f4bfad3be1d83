import { describe, expect, test } from 'vitest';
import { startAdmin } from './start-admin.js';

const UNCHANGED = { rules: false, clock: false, readings: 0, scenario: false };

describe('The state', () => {
  test('says what is set, and that nothing differs from the start', async () => {
    const server = await startAdmin();
    await server.total();
    const { status, body } = await server.admin('GET', '/state');
    expect(status).toBe(200);
    expect(body).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      startedAt: expect.stringMatching(/Z$/),
      profile: 'documented',
      clock: { time: expect.any(String), frozen: false, moved: false },
      rules: 0,
      requests: { oldest: 1, next: 2 },
      changes: UNCHANGED,
    });
  });

  test('says when the mock will be reset, which does not concern a sandbox', async () => {
    const server = await startAdmin({ resetEvery: 3_600_000 });
    const { nextReset } = (await server.admin('GET', '/state')).body;
    expect(Date.parse(nextReset)).toBeGreaterThan(Date.now());
    expect((await server.admin('GET', '/state', { in: 'box' })).body).not.toHaveProperty('nextReset');
  });

  test.each([
    ['PUT', '/clock', { advance: 60_000 }, { clock: true }],
    ['PUT', '/clock', { frozen: true }, { clock: true }],
    ['POST', '/rules', { match: {}, response: { status: 503 } }, { rules: true }],
    ['PUT', '/settings', { readings: { 'text-match': 'contains' } }, { readings: 1 }],
    ['PUT', '/settings', { readings: { 'text-match': null } }, {}],
    ['PUT', '/settings', { profile: 'documented' }, {}],
    ['PUT', '/scenario', { name: 'empty' }, { scenario: true }],
  ])('after %s %s %j differs by %j, and after a reset by nothing else', async (method, path, json, changes) => {
    const server = await startAdmin();
    await server.admin(method, path, { json });
    expect((await server.admin('GET', '/state')).body.changes).toEqual({ ...UNCHANGED, ...changes });
    await server.admin('POST', '/reset');
    const { scenario = false } = changes as { scenario?: boolean };
    expect((await server.admin('GET', '/state')).body.changes).toEqual({ ...UNCHANGED, scenario });
  });

  test('of a mock that was started with settings differs by nothing', async () => {
    const clock = () => 1_000_000;
    const server = await startAdmin({ profile: 'observed', readings: { 'text-match': 'contains' }, clock });
    expect((await server.admin('GET', '/state')).body).toMatchObject({ profile: 'observed', changes: UNCHANGED });
  });

  test('of a sandbox is that of the sandbox', async () => {
    const server = await startAdmin();
    await server.admin('POST', '/rules', { in: 'box', json: { match: {}, response: { status: 503 } } });
    expect((await server.admin('GET', '/state', { in: 'box' })).body).toMatchObject({
      sandbox: 'box',
      rules: 1,
      changes: { rules: true },
    });
    expect((await server.admin('GET', '/state')).body.changes).toEqual(UNCHANGED);
  });
});
