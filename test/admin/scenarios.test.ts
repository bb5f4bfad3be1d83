import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/index.js';
import { temporaryFolder } from '../store/things.js';
import { type AdminClient, startAdmin } from './start-admin.js';

const startScenario = ({ admin }: AdminClient, name: string, place: { in?: string } = {}) =>
  admin('PUT', '/scenario', { json: { name }, ...place });

describe('A scenario', () => {
  test('is listed with its summary', async () => {
    const { admin } = await startAdmin();
    const { scenarios } = (await admin('GET', '/scenarios')).body;
    expect(scenarios.map(({ name }: { name: string }) => name)).toEqual([
      'documented',
      'empty',
      'expired-token',
      'flaky-network',
      'rate-limited',
      'slow-backend',
    ]);
    for (const { summary } of scenarios) expect(summary).toMatch(/^[A-Z].*\.$/s);
  });

  test('brings its records, which a reset restores', async () => {
    const server = await startAdmin();
    expect((await server.admin('GET', '/scenario')).body).toEqual({ name: 'documented' });
    expect((await startScenario(server, 'empty')).status).toBe(200);
    expect(await server.totalIn('')).toBe(0);
    await server.create();
    expect(await server.totalIn('')).toBe(1);
    await server.admin('POST', '/reset');
    expect(await server.totalIn('')).toBe(0);
    expect((await server.admin('GET', '/scenario')).body).toEqual({ name: 'empty' });
    await startScenario(server, 'documented');
    expect(await server.totalIn('')).toBe(5);
  });

  test('replaces the rules by its own', async () => {
    const server = await startAdmin();
    await server.admin('POST', '/rules', { json: { match: {}, response: { status: 503 } } });
    await startScenario(server, 'expired-token');
    expect((await server.list()).status).toBe(401);
    await startScenario(server, 'documented');
    expect((await server.admin('GET', '/rules')).body).toEqual({ rules: [] });
    expect((await server.list()).status).toBe(200);
  });

  test('limits the rate of requests, and says when to retry', async () => {
    const server = await startAdmin();
    await startScenario(server, 'rate-limited');
    await server.admin('PUT', '/clock', { json: { frozen: true } });
    const responses: Awaited<ReturnType<typeof server.list>>[] = [];
    for (let at = 0; at < 6; at++) responses.push(await server.list());
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(Number(responses[5]?.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('starts in one sandbox only', async () => {
    const server = await startAdmin();
    await startScenario(server, 'empty', { in: 'a' });
    expect([await server.totalIn('/~a'), await server.totalIn('/~b'), await server.totalIn('')]).toEqual([0, 5, 5]);
    await server.admin('POST', '/reset', { in: 'a' });
    expect(await server.totalIn('/~a')).toBe(0);
  });

  test('with too many rules is refused, and nothing changes', async () => {
    const server = await startAdmin({ limits: { rules: 1 } });
    const time = '2031-05-01T12:00:00.000000+00:00';
    await server.create();
    await server.admin('PUT', '/clock', { json: { time, frozen: true } });
    await server.admin('PUT', '/settings', { json: { profile: 'consistent' } });
    await server.admin('POST', '/rules', { json: { match: { operation: 'getUser' }, response: { status: 503 } } });
    const paths = ['/rules', '/clock', '/settings', '/scenario', '/requests', '/records/dnl/users'];
    const seen = () => Promise.all(paths.map(async path => (await server.admin('GET', path)).body));
    const before = await seen();
    const { status, body } = await startScenario(server, 'flaky-network');
    expect([status, body.code]).toEqual([409, 'too-many-rules']);
    expect(await seen()).toEqual(before);
    expect(before[1]).toEqual({ time, frozen: true, moved: true });
    expect(before[5].records).toHaveLength(6);
  });

  test.each(['none', ''])('of the name %j is unknown, and the problem names the known ones', async name => {
    const { status, body } = await startScenario(await startAdmin(), name);
    expect([status, body.code]).toEqual([404, 'no-such-scenario']);
    expect(body.detail).toContain('empty, expired-token, flaky-network');
  });
});

describe('A mock that is started with a scenario', () => {
  test('starts with its records', async () => {
    const server = await startAdmin({ scenario: 'empty' });
    expect(await server.totalIn('')).toBe(0);
  });

  test('is not created if the scenario does not exist', async () => {
    await expect(createMock({ scenario: 'none' })).rejects.toMatchObject({
      code: 'option-invalid',
      message: expect.stringContaining('documented, empty'),
    });
  });

  test('is not created where other data exist and the scenario has records', async () => {
    const data = temporaryFolder();
    await (await createMock({ data, records: 5 })).close();
    await expect(createMock({ data, scenario: 'empty' })).rejects.toMatchObject({
      code: 'data-contradicted',
      message: `${join(data, 'data.json')} has other data, so that the scenario empty cannot start with its records.`,
    });
    const server = await startAdmin({ data, scenario: 'expired-token' });
    expect((await server.list()).status).toBe(401);
    expect((await server.admin('GET', '/scenario')).body).toEqual({ name: 'expired-token' });
  });

  test('has its own records before those of a file', async () => {
    const fixtures = join(temporaryFolder(), 'own.json');
    writeFileSync(fixtures, JSON.stringify({ dnl: { roles: [{ role_id: 7, role_name: 'Only' }] } }));
    const server = await startAdmin({ fixtures, scenario: 'empty' });
    expect(await server.totalIn('')).toBe(0);
    const roles = JSON.parse((await server.asAdmin('GET', '/v1/config/role/list')).text).payload;
    expect(roles.items).toEqual([{ role_id: 7, role_name: 'Only' }]);
  });
});
