import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from './exchange.js';

/** How often a request that is told to come back later does so, and the longest wait in milliseconds. */
const MOST_RETRIES = 8;
const LONGEST_WAIT = 60_000;

type Send = () => Promise<Exchange>;

/** Sends no faster than asked, and waits where the target says 429. */
export function pace({ rate, signal }: { rate?: number; signal?: AbortSignal }): (send: Send) => Promise<Exchange> {
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
      if (exchange.reply?.status !== 429 || attempt === MOST_RETRIES || signal?.aborted) return exchange;
      const asked = retryAfter(exchange.reply.headers['retry-after'], attempt);
      await sleep(asked, undefined, signal && { signal }).catch(() => {});
    }
  };
}

/** The milliseconds that a Retry-After header asks for, in seconds or as a date; without one, ever longer. */
function retryAfter(header: string | undefined, attempt: number): number {
  const seconds = header === undefined || header.trim() === '' ? Number.NaN : Number(header);
  const asked = Number.isNaN(seconds) ? Date.parse(header ?? '') - Date.now() : seconds * 1000;
  return Math.min(Math.max(Number.isNaN(asked) ? 100 * 2 ** attempt : asked, 0), LONGEST_WAIT);
}
