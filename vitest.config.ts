import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // the tests share nothing but immutable contracts, which are then loaded once
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
