import { defineConfig } from 'vitest/config';

/** The slow tests: they start processes, wait for timeouts, or work on many records. Those not in test/slow are to be moved there. */
const SLOW = [
  'test/slow/**/*.test.ts',
  'test/control/{events,records,repeat,waiting}.test.ts',
  'test/mock/{closing,half-sent,stop}.test.ts',
  'test/store/{bulk,bulk-over-http,crash,crash-log,lock,log,read-lines,record-heap,replaced-and-killed}.test.ts',
];

export default defineConfig({
  test: {
    // the tests share nothing but immutable contracts, which are then loaded once
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'quick', include: ['test/**/*.test.ts'], exclude: SLOW } },
      { extends: true, test: { name: 'slow', include: SLOW } },
    ],
  },
});
