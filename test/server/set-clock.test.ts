import { expect, test } from 'vitest';
import { startMock } from '../start-mock.js';

test('the header Date follows a clock that is set', async () => {
  let now = Date.parse('2019-03-01T12:00:00.900Z');
  const { as } = await startMock({ clock: () => now });
  expect((await as.admin.get('/v1/user/list')).headers.date).toBe('Fri, 01 Mar 2019 12:00:00 GMT');
  now += 3_600_000;
  expect((await as.admin.get('/v1/user/list')).headers.date).toBe('Fri, 01 Mar 2019 13:00:00 GMT');
});

test('a clock may return a date or milliseconds', async () => {
  const { as } = await startMock({ clock: () => new Date('2031-12-31T23:59:59Z') });
  expect((await as.admin.get('/v1/user/list')).headers.date).toBe('Wed, 31 Dec 2031 23:59:59 GMT');
});

test.each([
  ['a refusal', '/v1/user/nobody'],
  ['a path that nothing has', '/v1/nowhere'],
])('the header Date of %s follows it, too', async (_, path) => {
  const { as } = await startMock({ clock: () => 0 });
  expect((await as.admin.get(path)).headers.date).toBe('Thu, 01 Jan 1970 00:00:00 GMT');
});

test('without a set clock the header Date is the time of the machine', async () => {
  const { as } = await startMock();
  const before = Math.floor(Date.now() / 1000) * 1000;
  const date = Date.parse((await as.admin.get('/v1/user/list')).headers.date ?? '');
  expect(date).toBeGreaterThanOrEqual(before - 1000);
  expect(date).toBeLessThanOrEqual(Date.now() + 1000);
});
