import type { RequestListener } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openTarget, type TargetOptions } from '../../src/target/index.js';
import { pace } from '../../src/target/open-target.js';
import { noWaiting } from './no-waiting.js';

const GET = { method: 'GET', path: '/v1/user/list', headers: {} };

async function opened(app: RequestListener, more: Partial<TargetOptions> = {}) {
  const target = await openTarget(app, { basePath: '/v1', timeout: 5000, ...more });
  onTestFinished(() => target.close());
  return target;
}

/** Says 429 that many times, and then 200. */
function busy(times: number, retryAfter?: string): RequestListener {
  let asked = 0;
  return (_, response) => {
    asked += 1;
    if (asked <= times && retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
    response.writeHead(asked <= times ? 429 : 200).end();
  };
}

test.each([
  ['2', 2000],
  ['0.5', 500],
  ['0', 0],
  ['-3', 0],
  ['3600', 60_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['Fri, 01 Jan 2999 00:00:00 GMT', 60_000],
])('429 with Retry-After: %s is sent again after %i ms', async (retryAfter, wait) => {
  const waits = noWaiting();
  const target = await opened(busy(1, retryAfter));
  expect((await target.send(GET)).response?.status).toBe(200);
  expect(waits).toEqual([wait]);
  expect(target.sent).toBe(2);
});

test('a Retry-After in the near future is waited for until then', async () => {
  const waits = noWaiting();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-01T00:00:00Z') });
  onTestFinished(() => void vi.useRealTimers());
  const target = await opened(busy(1, 'Thu, 01 Jan 2026 00:00:07 GMT'));
  expect((await target.send(GET)).response?.status).toBe(200);
  expect(waits).toEqual([7000]);
});

test.each([undefined, '', 'soon'])(
  '429 with Retry-After: %s is sent again after ever longer waits',
  async retryAfter => {
    const waits = noWaiting();
    const { send } = await opened(busy(4, retryAfter));
    expect((await send(GET)).response?.status).toBe(200);
    expect(waits).toEqual([100, 200, 400, 800]);
  },
);

test('after several 429 the request is not sent again', async () => {
  const waits = noWaiting();
  const target = await opened(busy(Number.POSITIVE_INFINITY, '1'));
  expect((await target.send(GET)).response?.status).toBe(429);
  expect(target.sent).toBe(9);
  expect(waits).toEqual(Array(8).fill(1000));
});

test('a signal ends the wait for a Retry-After', async () => {
  const stop = new AbortController();
  const { send } = await opened(
    (_, response) => {
      response.writeHead(429, { 'Retry-After': '60' }).end(() => setTimeout(() => stop.abort(), 20));
    },
    { signal: stop.signal },
  );
  expect((await send(GET)).response?.status).toBe(429);
});

test('requests are begun no faster than the rate, however many come at once', async () => {
  const waits = noWaiting();
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const paced = pace({ rate: 4 });
  const send = () => paced(async () => ({ request: GET, url: '', milliseconds: 0 }));
  await Promise.all([send(), send(), send()]);
  expect(waits).toEqual([250, 500]);
  vi.advanceTimersByTime(10_000);
  await send();
  expect(waits).toEqual([250, 500]);
});

test('without a rate no request waits', async () => {
  const waits = noWaiting();
  const { send } = await opened((_, response) => void response.end());
  await Promise.all([send(GET), send(GET), send(GET)]);
  expect(waits).toEqual([]);
});
