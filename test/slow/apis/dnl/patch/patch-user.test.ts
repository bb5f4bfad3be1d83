import { describe, expect, test } from 'vitest';
import { verifyPassword } from '../../../../../src/kernel/index.js';
import { printedText, refusal } from '../../../../apis/dnl/printed.js';
import { COMPANION, startLoggingIn } from '../../../../apis/dnl/tokens/log-in.js';

test('one user is changed and returned, and no other is changed', async () => {
  const { patch, user } = await startLoggingIn();
  const [before, neighbour] = [await user(1721), await user(1728)];
  const { status, headers, text } = await patch(1721, { first_name: 'Renée', active: 'false', role_id: 1 });
  const changed = { ...before, first_name: 'Renée', active: false, role_id: 1, role_name: 'Client' };
  expect([status, text]).toEqual([200, JSON.stringify({ success: true, payload: changed })]);
  expect(headers).toMatchObject(COMPANION);
  expect([await user(1721), await user(1728)]).toEqual([changed, neighbour]);
});

describe('A whole user as it was read may be sent back,', () => {
  test.each(['documented', 'consistent', 'observed'] as const)('%s, and nothing changes', async profile => {
    const { asAdmin, patch, user } = await startLoggingIn({ profile });
    const { items } = JSON.parse((await asAdmin('GET', '/v1/user/list?per_page=160')).text).payload;
    for (const { user_id } of items.slice(0, 40)) {
      const before = await user(user_id);
      const { status, text } = await patch(user_id, before);
      expect([user_id, status, JSON.parse(text).payload]).toEqual([user_id, 200, before]);
    }
  });

  test('with one value changed, and that one is; read-only keys are named in a header', async () => {
    const { auth, patch, user } = await startLoggingIn();
    const before = await user(1);
    const { status, headers } = await patch(1, { ...before, card_id: 7, user_id: 9, create_time: 'never' });
    expect(status).toBe(200);
    expect(String(headers['understudy-unknown-fields']).split(', ')).toEqual(
      expect.arrayContaining(['user_id', 'create_time', 'role_name', 'last_seen']),
    );
    expect(await user(1)).toEqual({ ...before, card_id: 7 });
    expect((await auth('admin', 'admin')).status).toBe(200);
  });
});

test('an empty passwd keeps the password, another one is stored as its digest', async () => {
  const { patch, user } = await startLoggingIn();
  const before = await user(1);
  expect((await patch(1, { passwd: '' })).status).toBe(200);
  expect(await user(1)).toEqual(before);
  await patch(1, { passwd: 'new' });
  const { passwd, ...rest } = await user(1);
  expect(verifyPassword(passwd, 'new')).toBe(true);
  expect({ ...rest, passwd: before.passwd }).toEqual(before);
});

test.each([
  ['{}', { _schema: 'Missing data for required field.' }],
  ['', { _schema: 'Missing data for required field.' }],
  ['{"nickname":"x"}', { _schema: 'Missing data for required field.' }],
  ['{"card_id":"x"}', { card_id: 'Not a valid integer.' }],
  ['{"user_type":"boss"}', { user_type: 'Not a valid choice.' }],
  ['{"name":null}', { name: 'Not a valid string.' }],
])('%s is refused, and changes nothing', async (body, errors) => {
  const { asAdmin, user } = await startLoggingIn();
  const before = await user(1721);
  const { status, text } = await asAdmin('PATCH', '/v1/user/1721', { body });
  expect([status, text]).toEqual([400, refusal(errors)]);
  expect(await user(1721)).toEqual(before);
});

test.each(['9999', 'abc', '01721', '1721.0', 'list'])('no user has the id %s', async id => {
  const { patch } = await startLoggingIn();
  const { status, text } = await patch(id, { card_id: 1 });
  expect([status, text]).toEqual([404, printedText('get-not-found')]);
});

test('an issue in the body is reported before an unknown id', async () => {
  const { patch } = await startLoggingIn();
  expect((await patch(9999, { card_id: 'x' })).status).toBe(400);
});

test('a name that another user has is refused if the readings say so', async () => {
  const { patch, user } = await startLoggingIn({ readings: { 'duplicate-name': 'refuse' } });
  const { name } = await user(1721);
  expect((await patch(1721, { name })).status).toBe(200);
  expect((await patch(1728, { name })).status).toBe(400);
});

test('without a token nothing is changed', async () => {
  const { ask } = await startLoggingIn();
  const { status, headers, text } = await ask('PATCH', '/v1/user/1721', { body: '{"card_id":1}' });
  expect([status, text]).toEqual([401, printedText('no-token')]);
  expect(headers).toMatchObject(COMPANION);
});
