import { expect, test } from 'vitest';
import { campaign } from '../../fuzz/campaign.js';

/** `npm run fuzz` sends more than `npm test` has the time for, and draws a seed. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 2500);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const LONGEST = 120_000 + REQUESTS * 20;

/**
 * How many bytes a server may hold more at the end than after the first half, once its sandboxes are empty. Within this is
 * what it keeps for later on purpose: 16 MiB of records that nobody holds any more, 28 MiB to put answers in, a journal. A
 * leak of a kilobyte and a half per request shows among 100,000.
 */
const MOST_MORE_LIVE = 64 * 1024 * 1024;
const MOST_MORE_RESIDENT = 128 * 1024 * 1024;

test(
  `A server that gets ${REQUESTS} hostile requests neither ends, fails, hangs nor grows, and what others ask for stays right`,
  async () => {
    const onProgress = (sentence: string) => process.stderr.write(`${sentence}\n`);
    onProgress(`fuzzing from seed ${SEED}`);
    const { sent, finding, memory } = await campaign({ seed: SEED, requests: REQUESTS, onProgress });
    if (finding) throw new Error(finding);
    expect(sent).toBeGreaterThanOrEqual(REQUESTS);
    const [half, end] = memory;
    const shown = `held ${memory.map(({ live, resident }) => `${megabytes(live)} of ${megabytes(resident)}`).join(', then ')}`;
    onProgress(shown);
    expect(end?.sockets, shown).toBe(0);
    expect(Number(end?.live) - Number(half?.live), shown).toBeLessThan(MOST_MORE_LIVE);
    expect(Number(end?.resident) - Number(half?.resident), shown).toBeLessThan(MOST_MORE_RESIDENT);
  },
  LONGEST,
);

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
