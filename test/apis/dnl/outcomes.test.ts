import { describe, expect, test } from 'vitest';
import { PROFILES } from '../../../src/contract/index.js';
import { playedApi, seen } from '../played-api.js';
import { printedText } from './printed.js';
import { whoGives } from './readings.js';
import { startLoggingIn } from './tokens/log-in.js';

const DAY = 24 * 60 * 60 * 1000;
const NOBODY: [string, string, unknown?][] = [
  ['getUser', 'GET /v1/user/2000'],
  ['patchUsers', 'PATCH /v1/user/all?user_id=2000', { card_id: 1 }],
  ['patchUser', 'PATCH /v1/user/2000', { card_id: 1 }],
  ['deleteUser', 'DELETE /v1/user/2000'],
  ['authAsClient', 'POST /v1/auth/as_client', { client_id: 999_999 }],
];

test('an outcome without a name is the first example', () => {
  const { outcome } = playedApi('dnl');
  expect(seen(outcome('getUser', 200))).toEqual([200, printedText('get-response')]);
  expect(seen(outcome('getUser', 401))).toEqual([401, printedText('no-token')]);
  expect(seen(outcome('createUser', 400))).toEqual([400, printedText('validation-error')]);
});

describe.each(PROFILES)('in the profile %s the mock’s own responses are the same', profile => {
  const { operations, outcome, expired } = playedApi('dnl', { profile });

  test('to a wrong token', async () => {
    const { ask } = await startLoggingIn({ profile });
    for (const { id, method, template } of operations.filter(({ isOpen }) => !isOpen)) {
      const path = template.replace('{user_id}', '1795');
      const { status, text } = await ask(method, path, { headers: { 'X-Auth-Token': 'x' } });
      expect(seen(outcome(id, 401, 'wrong-token')), id).toEqual([status, text]);
      expect(seen(expired(id)), id).toEqual([status, text]);
    }
  });

  test('to a token that has expired', async () => {
    let now = Date.parse('2030-01-01T00:00:00Z');
    const { ask, tokenOf } = await startLoggingIn({ profile, clock: () => now });
    const token = await tokenOf('admin');
    now += DAY;
    for (const [id, request] of NOBODY) {
      const [method = '', path = ''] = request.split(' ');
      const { status, text } = await ask(method, path, { headers: { 'X-Auth-Token': token } });
      expect(seen(expired(id)), id).toEqual([status, text]);
    }
  });

  test.each(NOBODY)('where %s finds no user', async (id, request, body) => {
    const { asAdmin } = await startLoggingIn({ profile });
    const [method = '', path = ''] = request.split(' ');
    const { status, text } = await asAdmin(method, path, body ? { body: JSON.stringify(body) } : {});
    expect(seen(outcome(id, 404))).toEqual([status, text]);
  });

  test('to a list, but for the users that are not printed', async () => {
    const { asAdmin } = await startLoggingIn({ profile });
    const list = JSON.parse((await asAdmin('GET', '/v1/user/list')).text);
    list.payload.items.splice(2);
    expect(seen(outcome('listUsers', 200))).toEqual([200, JSON.stringify(list)]);
  });

  test('to a change of a user of a carrier', async () => {
    const { patch } = await startLoggingIn({ profile });
    const { status, text } = await patch(1610, { landing_page: 'Monitoring' });
    expect(seen(outcome('patchUser', 200))).toEqual([status, text]);
  });
});

test.each(whoGives('client-echo', 'name'))('$by has the name of the carrier as client', ({ options }) => {
  const { outcome } = playedApi('dnl', options);
  const { payload } = JSON.parse(seen(outcome('patchUser', 200))[1]);
  expect(payload.client).toBe(payload.carrier_name);
});

describe('at the address of the create example', () => {
  test.each(whoGives('create-example-url', 'create-too'))('$by creates a user', ({ options }) => {
    const { outcome } = playedApi('dnl', options);
    const created = outcome('authAsClient', 200);
    expect([...seen(created), created.certainty]).toEqual([200, printedText('create-response'), undefined]);
  });

  test.each(whoGives('create-example-url', 'off'))(
    '$by logs in, unless another outcome is requested',
    ({ options }) => {
      const { outcome } = playedApi('dnl', options);
      expect(outcome('authAsClient', 200)).toEqual(outcome('authAsClient', 200, 'logged-in'));
      expect(seen(outcome('authAsClient', 200, 'printed'))).toEqual([200, printedText('create-response')]);
    },
  );

  test('a log-in is a companion', () => {
    expect(playedApi('dnl').outcome('authAsClient', 200, 'logged-in').certainty).toBe('companion');
  });
});
