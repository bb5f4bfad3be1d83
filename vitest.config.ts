import { defineConfig } from 'vitest/config';

/** The slow tests: they start processes, wait for timeouts, or work on many records. Those not in test/slow are to be moved there. */
const SLOW = [
  'test/slow/**/*.test.ts',
  'test/admin/{events,records,repeat,requests,rules,waiting}.test.ts',
  'test/server/{closing,half-sent,stop}.test.ts',
  'test/store/**/{bulk,bulk-over-http,changed-files,crash,crash-log,hand-edit,lock,log,read-lines}.test.ts',
  'test/store/**/{record-heap,replace-all,replaced-and-killed,saving,sorted-index,store}.test.ts',
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
