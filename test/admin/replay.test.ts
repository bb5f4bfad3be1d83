import { expect, test } from 'vitest';
import { startAdmin } from './start-admin.js';

test('a request is sent again with its body and its token', async () => {
  const { admin, asAdmin, mock } = await startAdmin();
  const [, user] = await mock.records.read('dnl', 'users');
  const path = `/v1/user/${user?.user_id}?x=1`;
  await asAdmin('PATCH', path, { body: '{"name":"again","passwd":"secret-word"}' });
  await asAdmin('PATCH', path, { body: '{"name":"between"}' });
  const { status, body } = await admin('POST', '/requests/1/replay');
  expect([status, body]).toEqual([201, { id: 3 }]);
  const [first, , third] = await Promise.all([1, 2, 3].map(id => mock.journal.read(id)));
  expect(third).toMatchObject({ operation: 'patchUser', response: { status: 200 }, request: { url: path } });
  expect(third?.request.body).toEqual(first?.request.body);
  expect((await mock.records.read('dnl', 'users'))[1]?.name).toBe('again');
});

test('a request of a sandbox is sent to the sandbox', async () => {
  const { admin, asAdmin, mock } = await startAdmin();
  await asAdmin('GET', '/~box/v1/user/1');
  expect(await admin('POST', '/requests/1/replay', { in: 'box' })).toMatchObject({ status: 201, body: { id: 2 } });
  expect((await mock.journal.list()).total).toBe(0);
});

test.each(['9', 'x'])('a request that is not there is refused: %s', async id => {
  const { admin } = await startAdmin();
  expect(await admin('POST', `/requests/${id}/replay`)).toMatchObject({
    status: 404,
    body: { code: 'no-such-request' },
  });
});

test('a request of which the journal has only a part is refused', async () => {
  const { admin, asAdmin } = await startAdmin();
  await asAdmin('POST', '/v1/user/create', { body: JSON.stringify({ name: 'x'.repeat(100_000) }) });
  const { status, body } = await admin('POST', '/requests/1/replay');
  expect([status, body.detail]).toEqual([400, 'The journal does not have all of the body of request 1.']);
});
