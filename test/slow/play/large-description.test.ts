import { expect, test } from 'vitest';
import { expectNoFailure, playFiles } from '../../play/play.js';
import { largeDescription } from './large.js';

test('A description of 8 MB with 1,000 operations in one circle of schemas is played', async () => {
  const played = await playFiles({ 'large.json': largeDescription() }, ['large.json']);
  expect(played.mock.described[0]).toMatchObject({ operations: 1000, warnings: 0 });
  expect(await played.get('/thing7/1')).toMatchObject({ status: 200, json: { id: expect.any(Number) } });
  expect((await played.get('/thing499/x')).status).toBe(400);
  expectNoFailure(played);
});
