import { describe, expect, test } from 'vitest';
import type { MockOptions } from '../../../../src/index.js';
import { SUCCESS, startAcefone } from '../../../apis/acefone/start-acefone.js';

const ASKING: [string, MockOptions][] = [
  ['the reading auth=token', { readings: { auth: 'token' } }],
  ['the profile observed', { profile: 'observed' }],
];
const OPEN: [string, MockOptions][] = [
  ['no profile', {}],
  ['the profile documented', { profile: 'documented' }],
  ['the profile consistent', { profile: 'consistent' }],
  ['the profile observed with the reading auth=none', { profile: 'observed', readings: { auth: 'none' } }],
];

describe.each(OPEN)('With %s no token is required', (_, options) => {
  test.each([[undefined], [''], ['Bearer'], ['Bearer wrong'], ['Basic YTpi'], ['wrong']])(
    'and whatever is sent is accepted: %s',
    async authorization => {
      const { patch, stored } = await startAcefone(options);
      const request = patch({ name: 'Anyone' });
      const answer = await (authorization === undefined ? request : request.set('Authorization', authorization));
      expect([answer.status, answer.body]).toEqual([200, SUCCESS]);
      expect(stored()?.name).toBe('Anyone');
    },
  );
});

describe.each(ASKING)('With %s', (_, options) => {
  test.each([
    ['bare', (token: string) => token],
    ['as Bearer', (token: string) => `Bearer ${token}`],
    ['as bearer in lower case', (token: string) => `bearer ${token}`],
    ['after two spaces', (token: string) => `Bearer  ${token}`],
  ])('the token is accepted %s', async (_, written) => {
    const { mock, patch } = await startAcefone(options);
    const answer = await patch({ name: 'Known' }).set('Authorization', written(mock.tokens.acefone.account));
    expect([answer.status, answer.body]).toEqual([200, SUCCESS]);
  });

  test.each([
    ['none', () => undefined],
    ['an empty one', () => ''],
    ['Bearer alone', () => 'Bearer'],
    ['a wrong one', () => 'Bearer wrong'],
    ['a part of it', (token: string) => `Bearer ${token.slice(0, -1)}`],
    ['another scheme', (token: string) => `Basic ${token}`],
    ['Bearer twice', (token: string) => `Bearer Bearer ${token}`],
  ])('%s is refused before all else', async (_, written) => {
    const { mock, patch, text } = await startAcefone(options);
    const before = text();
    const authorization = written(mock.tokens.acefone.account);
    for (const request of [patch({ name: 'Stranger' }), patch({ name: 1 }), patch({}, '999999')]) {
      const answer = await (authorization === undefined ? request : request.set('Authorization', authorization));
      expect([answer.status, answer.body]).toEqual([401, { success: false, message: expect.stringMatching(/./) }]);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    }
    expect(text()).toBe(before);
  });
});

test('DNL’s admin token is none of Acefone’s', async () => {
  const { mock, patch } = await startAcefone({ readings: { auth: 'token' } });
  expect((await patch({}).set('Authorization', `Bearer ${mock.tokens.dnl.admin}`)).status).toBe(401);
});

test.each([[undefined], ['documented'], ['consistent'], ['observed']] as const)(
  'In the profile %s the same bodies are refused',
  async profile => {
    const { mock, patch } = await startAcefone(profile ? { profile } : {});
    const body = { name: 1, designation: null, user_role: 2 };
    const answer = await patch(body).set('Authorization', mock.tokens.acefone.account);
    expect([answer.status, answer.body.error]).toEqual([400, { name: ['The name must be a string.'] }]);
  },
);
