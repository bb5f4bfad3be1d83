import { expect, test } from 'vitest';
import { printedText } from './printed.js';
import { COMPANION, startLoggingIn } from './tokens/log-in.js';

test('a user is removed, with a JSON content type and no body as browsers send it', async () => {
  const { asAdmin, total } = await startLoggingIn();
  const headers = { 'Content-Type': 'application/json' };
  const { status, headers: answered, text } = await asAdmin('DELETE', '/v1/user/1728', { headers });
  expect([status, text]).toEqual([200, '{"success":true}']);
  expect(answered).toMatchObject(COMPANION);
  const read = await asAdmin('GET', '/v1/user/1728');
  expect([read.status, read.text, await total()]).toEqual([404, printedText('get-not-found'), 159]);
});

test('a body is ignored', async () => {
  const { asAdmin } = await startLoggingIn();
  expect((await asAdmin('DELETE', '/v1/user/1728', { body: '{' })).status).toBe(200);
  expect((await asAdmin('GET', '/v1/user/1721')).status).toBe(200);
});

test('the id of a removed user is not used again', async () => {
  const { asAdmin } = await startLoggingIn();
  const body = JSON.stringify({ name: 'new', passwd: 'x', user_type: 'agent', email: null });
  const create = async () => JSON.parse((await asAdmin('POST', '/v1/user/create', { body })).text).object_id;
  expect(await create()).toBe(1795);
  await asAdmin('DELETE', '/v1/user/1795');
  expect(await create()).toBe(1796);
});

test.each(['9999', 'all', 'list', '01728'])('no user has the id %s, and no user is removed', async id => {
  const { asAdmin, total } = await startLoggingIn();
  const { status, text } = await asAdmin('DELETE', `/v1/user/${id}`);
  expect([status, text, await total()]).toEqual([404, printedText('get-not-found'), 160]);
});

test('a second removal finds no user', async () => {
  const { asAdmin } = await startLoggingIn();
  const answers = [await asAdmin('DELETE', '/v1/user/1721'), await asAdmin('DELETE', '/v1/user/1721')];
  expect(answers.map(({ status }) => status)).toEqual([200, 404]);
});

test('without an admin’s token no user is removed', async () => {
  const { ask, mock, total } = await startLoggingIn();
  for (const token of ['', 'x', mock.tokens.dnl.nonAdmin]) {
    expect((await ask('DELETE', '/v1/user/1721', { headers: { 'X-Auth-Token': token } })).status).toBe(401);
  }
  expect(await total()).toBe(160);
});
