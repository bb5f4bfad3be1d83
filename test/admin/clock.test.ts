import { describe, expect, test } from 'vitest';
import { type AdminClient, bodyOf, startAdmin } from './start-admin.js';

const NOON = '2031-05-01T12:00:00Z';

async function setClock(server: AdminClient, json: object, sandbox?: string) {
  const { status, body } = await server.admin('PUT', '/clock', { json, ...(sandbox && { in: sandbox }) });
  expect(status).toBe(200);
  return body;
}

async function createdAt(server: AdminClient, prefix = ''): Promise<string> {
  const id = await server.create(prefix);
  return bodyOf(await server.asAdmin('GET', `${prefix}/v1/user/${id}`)).payload.create_time;
}

describe('The clock', () => {
  test('follows the machine until it is changed', async () => {
    const server = await startAdmin();
    const before = Date.now();
    const { body } = await server.admin('GET', '/clock');
    expect(body).toMatchObject({ frozen: false, moved: false });
    expect(Math.abs(Date.parse(body.time) - before)).toBeLessThan(60_000);
  });

  test('that is frozen is the time of each response: of users that are created, and of the header Date', async () => {
    const server = await startAdmin();
    expect(await setClock(server, { time: NOON, frozen: true })).toEqual({
      time: '2031-05-01T12:00:00.000000+00:00',
      frozen: true,
      moved: true,
    });
    for (let round = 0; round < 2; round++) {
      expect(await createdAt(server)).toBe('2031-05-01T12:00:00.000000+00:00');
      expect((await server.list()).headers.date).toBe('Thu, 01 May 2031 12:00:00 GMT');
      expect((await server.asAdmin('GET', '/v1/none')).headers.date).toBe('Thu, 01 May 2031 12:00:00 GMT');
    }
  });

  test('that is set goes on from there', async () => {
    const server = await startAdmin();
    await setClock(server, { time: '2031-05-01T14:00:00.5+02:00' });
    const [first, second] = [await createdAt(server), await createdAt(server)];
    expect(first >= '2031-05-01T12:00:00.5').toBe(true);
    expect(second > first).toBe(true);
    expect(second < '2031-05-01T12:10').toBe(true);
  });

  test('is advanced and put back, frozen or not, and goes on from where it stood', async () => {
    const server = await startAdmin();
    await setClock(server, { time: NOON, frozen: true });
    expect((await setClock(server, { advance: 90_061_001 })).time).toBe('2031-05-02T13:01:01.001000+00:00');
    expect((await setClock(server, { advance: -90_061_001 })).time).toBe('2031-05-01T12:00:00.000000+00:00');
    expect((await setClock(server, { frozen: true })).time).toBe('2031-05-01T12:00:00.000000+00:00');
    const going = await setClock(server, { frozen: false });
    expect(going).toMatchObject({ frozen: false, moved: true });
    expect(going.time).toMatch(/^2031-05-01T12:0/);
    expect((await setClock(server, { advance: 86_400_000 })).time).toMatch(/^2031-05-02T12:0/);
  });

  test('is unchanged again after an empty change or a reset', async () => {
    const server = await startAdmin({ clock: () => 0 });
    for (const back of ['clock', 'reset']) {
      await setClock(server, { time: NOON });
      if (back === 'clock') await setClock(server, {});
      else await server.admin('POST', '/reset');
      expect((await server.admin('GET', '/clock')).body).toMatchObject({
        time: '1970-01-01T00:00:00.000000+00:00',
        moved: false,
      });
    }
  });

  test('decides when the token of a log-in expires', async () => {
    const server = await startAdmin();
    await setClock(server, { time: NOON, frozen: true });
    const body = '{"email_or_name":"admin","password":"admin"}';
    const { token } = bodyOf(await server.ask('POST', '/v1/auth', { body })).payload;
    const status = async () => (await server.ask('GET', '/v1/user/1', { headers: { 'X-Auth-Token': token } })).status;
    expect(await status()).toBe(200);
    await setClock(server, { advance: 86_399_000 });
    expect(await status()).toBe(200);
    await setClock(server, { advance: 1000 });
    expect(await status()).toBe(401);
    await setClock(server, { time: NOON });
    expect(await status()).toBe(200);
  });

  test.each([
    [{ time: 'noon' }, '/time must be a time, such as 2026-11-26T12:00:00Z, not "noon".'],
    [{ time: '2031-05-01' }, '/time must be a time'],
    [{ time: '2031-02-30T00:00:00Z' }, '/time must be a time'],
    [{ time: 5 }, '/time must be text, not 5.'],
    [{ advance: 1.5 }, '/advance must be an integer from -9000000000000 to 9000000000000, not 1.5.'],
    [{ advance: 9e15 }, '/advance must be an integer from -9000000000000 to 9000000000000, not 9000000000000000.'],
    [{ frozen: 'yes' }, '/frozen must be true or false, not "yes".'],
    [{ now: NOON }, '/now is unknown; the known names are time, advance, frozen.'],
    [{ now: NOON, later: NOON }, /^\/now is unknown; .+ \/later is unknown; /],
    [{ time: '9999-06-01T00:00:00Z' }, 'The clock must stay in the years from 1 to 9998.'],
    [{ time: '0000-06-01T00:00:00Z' }, 'The clock must stay in the years from 1 to 9998.'],
    [{ time: '9998-06-01T00:00:00Z', advance: 9e12 }, 'The clock must stay in the years from 1 to 9998.'],
    [[], 'The body must be an object, not [].'],
  ])('is not changed by %j', async (json, detail) => {
    const server = await startAdmin();
    const { status, body } = await server.admin('PUT', '/clock', { json });
    expect([status, body.code]).toEqual([400, 'control-invalid']);
    expect(body.detail).toMatch(detail);
    expect((await server.admin('GET', '/clock')).body).toMatchObject({ moved: false, frozen: false });
  });

  test('of a sandbox is separate; it starts as that of the mock, and a reset restores that', async () => {
    const server = await startAdmin();
    await setClock(server, { time: NOON, frozen: true });
    await setClock(server, { advance: 3_600_000 }, 'a');
    expect(await createdAt(server, '/~a')).toBe('2031-05-01T13:00:00.000000+00:00');
    expect(await createdAt(server)).toBe('2031-05-01T12:00:00.000000+00:00');
    await setClock(server, {});
    expect(await createdAt(server, '/~a')).toBe('2031-05-01T13:00:00.000000+00:00');
    await server.admin('POST', '/reset', { in: 'a' });
    expect((await server.list('/~a')).headers.date).toBe('Thu, 01 May 2031 12:00:00 GMT');
  });
});
