import { describe, expect, test } from 'vitest';
import { bodyOf, startAdmin } from './start-admin.js';

const LIST = '/v1/user/list';

describe('Preference-Applied is not sent', () => {
  test('where no operation matches', async () => {
    const server = await startAdmin();
    for (const [method, path, status] of [
      ['GET', '/v1/none', 404],
      ['PUT', LIST, 405],
    ] as const) {
      const result = await server.asAdmin(method, path, { headers: { Prefer: 'code=401, profile=consistent' } });
      expect([result.status, result.headers['preference-applied']]).toEqual([status, undefined]);
    }
  });

  test('of an example without the code that it is of', async () => {
    const server = await startAdmin();
    const alone = await server.list('', { Prefer: 'example=wrong-token' });
    expect([alone.status, alone.headers['preference-applied']]).toEqual([200, undefined]);
    const beside = await server.list('', { Prefer: 'example=wrong-token, delay=1' });
    expect(beside.headers['preference-applied']).toBe('delay=1');
    const whole = await server.list('', { Prefer: 'example=wrong-token, code=401' });
    expect([whole.status, whole.headers['preference-applied']]).toEqual([401, 'example=wrong-token, code=401']);
  });
});

describe('Unknown parameters are named', () => {
  test.each([
    ['where the token is refused', { 'X-Auth-Token': 'wrong' }, 401],
    ['beside an outcome that was asked for', { Prefer: 'code=400' }, 400],
  ])('%s', async (_, headers, status) => {
    const server = await startAdmin();
    const result = await server.asAdmin('GET', `${LIST}?page=0&odd=1&other=2`, { headers });
    expect([result.status, result.headers['understudy-unknown-parameters']]).toEqual([status, 'odd, other']);
    const [entry] = (await server.admin('GET', '/requests')).body.requests;
    expect(entry.unknownParameters).toEqual(['odd', 'other']);
  });

  test('beside a documented 404, but for the link to it', async () => {
    const server = await startAdmin();
    const { status, headers } = await server.ask('GET', '/v1/user/1?odd=1&__code=404');
    expect([status, headers['understudy-unknown-parameters']]).toEqual([404, 'odd']);
  });
});

describe('Understudy-Operation names the operation', () => {
  test('in a problem', async () => {
    const server = await startAdmin({ limits: { rules: 1 } });
    for (const Prefer of ['code=299', 'delay=x', 'profile=none']) {
      const result = await server.asAdmin('GET', '/v1/user/1', { headers: { Prefer } });
      expect([result.status, result.headers['understudy-operation']]).toEqual([400, 'dnl.getUser']);
      expect(result.headers['content-type']).toBe('application/problem+json');
    }
    const none = await server.asAdmin('GET', '/v1/none');
    expect(none.headers).not.toHaveProperty('understudy-operation');
  });

  test.each<[string, object, number]>([
    ['answer', { response: { status: 503, body: {} } }, 503],
    ['documented outcome', { response: { code: 404 } }, 404],
    ['outcome that is none of its own', { response: { code: 400 } }, 400],
    ['limit of the rate', { rateLimit: { requests: 0, seconds: 1 } }, 429],
    ['expired token', { expireTokens: true }, 401],
  ])('where a rule has a part in it: %s', async (_, rule, status) => {
    const server = await startAdmin();
    await server.admin('POST', '/rules', { json: { match: {}, ...rule } });
    const result = await server.asAdmin('GET', '/v1/user/1');
    expect([result.status, result.headers['understudy-operation']]).toEqual([status, 'dnl.getUser']);
    expect(result.headers['understudy-rule']).toBe('rule-1');
  });

  test('but not where a rule responds without an operation', async () => {
    const server = await startAdmin();
    await server.admin('POST', '/rules', { json: { match: {}, response: { status: 200, body: { soon: true } } } });
    const result = await server.ask('PUT', '/v1/planned');
    expect([result.status, bodyOf(result)]).toEqual([200, { soon: true }]);
    expect(result.headers).not.toHaveProperty('understudy-operation');
  });
});
