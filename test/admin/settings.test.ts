import { describe, expect, test } from 'vitest';
import { type AdminClient, bodyOf, startAdmin } from './start-admin.js';

async function chooseReadings(server: AdminClient, json: object, sandbox?: string) {
  return server.admin('PUT', '/settings', { json, ...(sandbox && { in: sandbox }) });
}

/** What the reading unfiltered-bulk makes of a patch of everyone: 400 where it refuses. */
async function bulk(server: AdminClient, prefix = ''): Promise<number> {
  return (await server.asAdmin('PATCH', `${prefix}/v1/user/all`, { body: '{"active":true}' })).status;
}

describe('Settings', () => {
  test('are those that the mock was started with', async () => {
    const server = await startAdmin({ profile: 'observed', readings: { 'text-match': 'exact' } });
    const { body } = await server.admin('GET', '/settings');
    expect(body).toEqual({ profile: 'observed', readings: { 'text-match': 'exact' } });
  });

  test('are chosen as a whole while the mock runs, and a reset restores the first ones', async () => {
    const server = await startAdmin();
    expect(await bulk(server)).toBe(200);
    expect((await chooseReadings(server, { profile: 'consistent' })).body).toEqual({
      profile: 'consistent',
      readings: {},
    });
    expect(await bulk(server)).toBe(400);
    await chooseReadings(server, { profile: 'consistent', readings: { 'unfiltered-bulk': 'everyone' } });
    expect(await bulk(server)).toBe(200);
    await chooseReadings(server, { profile: 'consistent' });
    expect(await bulk(server)).toBe(400);
    await server.admin('POST', '/reset');
    expect(await bulk(server)).toBe(200);
    expect((await server.admin('GET', '/settings')).body).toEqual({ profile: 'documented', readings: {} });
  });

  test('change by one reading alone, so that two users do not undo what the other chose', async () => {
    const server = await startAdmin({ profile: 'consistent' });
    const settings = (readings: object) => ({ profile: 'consistent', readings });
    expect((await chooseReadings(server, { readings: { 'text-match': 'contains' } })).body).toEqual(
      settings({ 'text-match': 'contains' }),
    );
    expect((await chooseReadings(server, { readings: { 'unfiltered-bulk': 'everyone' } })).body).toEqual(
      settings({ 'text-match': 'contains', 'unfiltered-bulk': 'everyone' }),
    );
    expect(await bulk(server)).toBe(200);
    expect((await chooseReadings(server, { readings: { 'unfiltered-bulk': null } })).body).toEqual(
      settings({ 'text-match': 'contains' }),
    );
    expect(await bulk(server)).toBe(400);
    expect((await chooseReadings(server, {})).body).toEqual(settings({ 'text-match': 'contains' }));
    expect((await chooseReadings(server, { profile: 'observed' })).body).toEqual({ profile: 'observed', readings: {} });
  });

  test('of one API differ from those of another by their ids', async () => {
    const server = await startAdmin();
    await chooseReadings(server, { profile: 'documented', readings: { auth: 'token' } });
    expect((await server.ask('GET', '/acefone/v1/user/288256')).status).toBe(401);
    expect(await server.total()).toBe(5);
  });

  test('are shown with the readings of each API', async () => {
    const server = await startAdmin();
    const choice = async (sandbox?: string) => {
      const { body } = await server.admin('GET', '/apis/dnl/readings', { ...(sandbox && { in: sandbox }) });
      return body.readings.find(({ id }: { id: string }) => id === 'unfiltered-bulk').choice;
    };
    expect(await choice()).toBe('everyone');
    await chooseReadings(server, { profile: 'consistent' }, 'a');
    expect([await choice(), await choice('a')]).toEqual(['everyone', 'refuse']);
  });

  test('come with the lines that raise the question, and the choice of each profile', async () => {
    const server = await startAdmin();
    const { readings } = (await server.admin('GET', '/apis/dnl/readings')).body;
    const found = readings.find(({ id }: { id: string }) => id === 'text-match');
    expect(found.profiles).toEqual({ documented: 'exact', consistent: 'exact', observed: 'contains' });
    expect(found.lines).toContainEqual(expect.stringMatching(/^dnl-user-list:\d+/));
  });

  test('of a sandbox are separate', async () => {
    const server = await startAdmin();
    await chooseReadings(server, { profile: 'consistent' }, 'a');
    expect([await bulk(server), await bulk(server, '/~a'), await bulk(server, '/~b')]).toEqual([200, 400, 200]);
    await chooseReadings(server, { profile: 'consistent' });
    expect([await bulk(server, '/~b'), await bulk(server, '/~c')]).toEqual([200, 400]);
  });

  test.each([
    [{ profile: 'other' }, '/profile must be one of documented, consistent, observed, not "other".'],
    [{ profile: 'documented', reading: {} }, '/reading is unknown; did you mean readings?'],
    [{ profile: 'documented', readings: { none: 'x' } }, 'There is no reading none'],
    [
      { profile: 'documented', readings: { 'text-match': 'x' } },
      'The reading text-match has no choice x. Its choices: ',
    ],
    [{ profile: 'documented', readings: { 'text-match': 1 } }, '/readings/text-match must be text or null, not 1.'],
    [null, 'The body must be an object, not null.'],
  ])('are not changed by %j', async (json, detail) => {
    const server = await startAdmin();
    const { status, body } = await chooseReadings(server, json as object);
    expect([status, body.code]).toEqual([400, 'control-invalid']);
    expect(body.detail).toContain(detail);
    expect((await server.admin('GET', '/settings')).body).toEqual({ profile: 'documented', readings: {} });
  });

  test('do not change running requests', async () => {
    const server = await startAdmin();
    const headers = { Prefer: 'delay=200' };
    const asked = server.asAdmin('PATCH', '/v1/user/all', { body: '{"active":true}', headers });
    while ((await server.admin('GET', '/settings')).body.profile !== 'consistent') {
      await chooseReadings(server, { profile: 'consistent' });
    }
    expect(bodyOf(await asked)).toMatchObject({ success: true });
  });
});
