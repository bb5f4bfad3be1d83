import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** `npm run crash`: kills servers a hundred times, where `npm test` does so ten times. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['test/slow/store/disk/crash.test.ts'],
    env: { CRASH_ROUNDS: '100' },
    hookTimeout: 180_000,
  },
});
