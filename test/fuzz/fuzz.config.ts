import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** `npm run fuzz`: sends a hundred thousand hostile requests from a new seed, where `npm test` sends a few from the same one. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/slow/fuzz/fuzz.test.ts'],
    env: {
      FUZZ_REQUESTS: process.env.FUZZ_REQUESTS ?? '100000',
      FUZZ_SEED: process.env.FUZZ_SEED ?? String(Math.floor(Math.random() * 1_000_000_000)),
    },
  },
});
