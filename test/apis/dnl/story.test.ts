import { expect, test } from 'vitest';
import { idsOf, startMock } from '../../start-mock.js';

test('a fresh mock tells the one story of the documents', async () => {
  const { as } = await startMock();
  const list = await as.admin.get('/v1/user/list');
  expect(list.body.payload.total).toBe(160);
  expect(idsOf(list).slice(0, 2)).toEqual([1728, 1721]);
  const created = await as.admin.post('/v1/user/create').send({ name: 'dnhai', passwd: '12345678', user_type: 'agent', email: 'd@example.com' });
  expect(created.text).toBe('{"object_id":1795,"success":true}');
  const patched = await as.admin.patch('/v1/user/all?user_type=agent').send({ active: 'true' });
  expect(patched.text).toBe('{"payload":{"updated":91},"success":true}');
});
