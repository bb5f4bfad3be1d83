import { expect, test } from 'vitest';
import { startMock } from '../../start-mock.js';
import { allUsers } from './all-users.js';
import { printed, printedText } from './printed.js';

test('a user has the printed keys in the printed order', async () => {
  const { as } = await startMock();
  for (const id of [1, 1721, 1728]) {
    const { status, body } = await as.admin.get(`/v1/user/${id}`);
    expect([status, Object.keys(body)]).toEqual([200, ['payload', 'success']]);
    expect(Object.keys(body.payload)).toEqual(Object.keys(printed('get-response').payload));
    expect([body.payload.user_id, body.success]).toEqual([id, true]);
  }
});

test('get returns every user as the list does', async () => {
  const { as } = await startMock();
  for (const user of await allUsers(as.admin)) {
    const { text } = await as.admin.get(`/v1/user/${user.user_id}`);
    expect(text).toBe(JSON.stringify({ payload: user, success: true }));
  }
});

test.each([
  ['an id that no user has', '1795'],
  ['zero', '0'],
  ['a negative id', '-1'],
  ['a word', 'abc'],
  ['the word of create', 'create'],
  ['the word of patch-all', 'all'],
  ['a fraction', '1.5'],
  ['an id with a fraction of zero', '1.0'],
  ['an id with leading zeros', '01'],
  ['an id with a sign', '+1'],
  ['an id in exponents', '1e0'],
  ['an id in hexadecimal', '0x1'],
  ['two ids', '1,1721'],
  ['white space', '%20'],
  ['an id with white space', '1%20'],
  ['a slash', '%2F'],
  ['a broken percent-encoding', '%E0%A4%A'],
  ['a name of objects', '__proto__'],
  ['not a number', 'NaN'],
  ['an endless number', '9'.repeat(400)],
])('%s finds no user', async (_, id) => {
  const { as } = await startMock();
  const { status, text } = await as.admin.get(`/v1/user/${id}`);
  expect([status, text]).toEqual([404, printedText('get-not-found')]);
});

test.each(['/v1//user/1721', '//v1/user/1721', '/v1/user//1721', '/v1///user///1721', '/dnl/v1//user/1721'])(
  '%s is one path with single slashes',
  async path => {
    const { as } = await startMock();
    const { status, body } = await as.admin.get(path);
    expect([status, body.payload.user_id]).toEqual([200, 1721]);
  },
);

test('an unknown parameter is named in a header and changes nothing', async () => {
  const { as } = await startMock();
  const { status, headers, body } = await as.admin.get('/v1/user/1?page=x');
  expect([status, body.payload.user_id, headers['understudy-unknown-parameters']]).toEqual([200, 1, 'page']);
});
