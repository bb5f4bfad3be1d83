import { defineConfig } from 'vitest/config';

/** The slow tests: they start processes, wait for timeouts, or send thousands of requests. */
const SLOW = ['test/slow/**/*.test.ts', 'test/fuzz/*.test.ts'];

export default defineConfig({
  test: {
    // the tests share nothing but immutable contracts, which are then loaded once
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'quick', include: ['test/**/*.test.ts'], exclude: SLOW } },
      { extends: true, test: { name: 'slow', include: SLOW } },
    ],
  },
});
