import { expect, test } from 'vitest';
import { COMPANION, NOT_FOUND, startCompanions } from './companions.js';

test('one user is removed, and no other', async () => {
  const { send } = await startCompanions();
  const { status, headers, json } = await send('DELETE', '/user/288256');
  expect([status, json]).toEqual([200, { success: true, message: expect.any(String) }]);
  expect(headers).toMatchObject(COMPANION);
  for (const method of ['GET', 'DELETE', 'PATCH']) {
    const again = await send(method, '/user/288256');
    expect([again.status, again.json]).toEqual([404, NOT_FOUND]);
  }
  expect((await send('GET', '/users?limit=1000')).json.count).toBe(39);
});
