import { setTimeout as sleep } from 'node:timers/promises';
import type { TargetExchange } from './exchange.js';

/** How often a request is repeated after a 429, and the longest wait in milliseconds. */
const MAX_RETRIES = 8;
const MAX_WAIT = 60_000;

type Send = () => Promise<TargetExchange>;

/** Limits the rate of requests, and waits after a 429. */
export function pace({
  rate,
  signal,
}: {
  rate?: number;
  signal?: AbortSignal;
}): (send: Send) => Promise<TargetExchange> {
  const gap = rate === undefined ? 0 : 1000 / rate;
  let next = 0;
  return async send => {
    for (let attempt = 0; ; attempt += 1) {
      if (gap > 0) {
        const now = performance.now();
        const turn = Math.max(now, next);
        next = turn + gap;
        if (turn > now) await sleep(turn - now);
      }
      const exchange = await send();
      if (exchange.response?.status !== 429 || attempt === MAX_RETRIES || signal?.aborted) return exchange;
      const milliseconds = retryAfter(exchange.response.headers['retry-after'], attempt);
      await sleep(milliseconds, undefined, signal && { signal }).catch(() => {});
    }
  };
}

/** The wait that a Retry-After header gives, in seconds or as a date, as milliseconds; without one, the wait doubles. */
function retryAfter(header: string | undefined, attempt: number): number {
  const seconds = header === undefined || header.trim() === '' ? Number.NaN : Number(header);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(header ?? '') - Date.now() : seconds * 1000;
  return Math.min(Math.max(Number.isNaN(milliseconds) ? 100 * 2 ** attempt : milliseconds, 0), MAX_WAIT);
}
