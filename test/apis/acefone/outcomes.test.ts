import { expect, test } from 'vitest';
import { playedApi, seen } from '../played-api.js';
import { NOT_FOUND, startCompanions } from './companions.js';

const HOUR = 60 * 60 * 1000;
const { outcome, expired } = playedApi('acefone');

test('an outcome without a name is the first example', () => {
  expect(seen(outcome('patchUser', 404))).toEqual([404, JSON.stringify(NOT_FOUND)]);
  expect(outcome('patchUser', 400)).toEqual(outcome('patchUser', 400, 'validation'));
});

test('an expired token is refused as it is where tokens are required', async () => {
  let now = Date.parse('2030-01-01T00:00:00Z');
  const { send, logIn } = await startCompanions({ readings: { auth: 'token' }, clock: () => now });
  const { access_token: token } = (await logIn('admin', 'admin')).json;
  now += HOUR;
  const { status, text } = await send('PATCH', '/user/288256', { body: {}, token });
  expect(seen(expired('patchUser'))).toEqual([status, text]);
  expect(seen(outcome('patchUser', 401))).toEqual([status, text]);
});
