import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Proves that the judge catches what is planted in servers that are not made of our engine, and accuses no faithful one. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['test/selfproof/described/proofs/*.proof.ts'],
    isolate: false,
    maxWorkers: availableParallelism(),
    passWithNoTests: true,
    reporters: [fileURLToPath(new URL('proofs/matrix-reporter.ts', import.meta.url))],
  },
});
