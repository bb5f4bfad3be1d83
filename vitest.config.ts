import { defineConfig } from 'vitest/config';

/** The slow tests: they start processes, wait for timeouts, or work on many records. */
const SLOW = 'test/slow/**/*.test.ts';

export default defineConfig({
  test: {
    // the tests share nothing but immutable contracts, which are then loaded once
    isolate: false,
    maxWorkers: '100%',
    // on a busy machine a test may take many times as long
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      { extends: true, test: { name: 'quick', include: ['test/**/*.test.ts'], exclude: [SLOW] } },
      { extends: true, test: { name: 'slow', include: [SLOW] } },
    ],
  },
});
