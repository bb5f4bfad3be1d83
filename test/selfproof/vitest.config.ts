import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** `npm run selfproof`: proves that the contract suite catches planted defects, and accuses no faithful server. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    include: ['proofs/*.proof.ts'],
    isolate: false,
    maxWorkers: availableParallelism(),
    passWithNoTests: true,
    reporters: [fileURLToPath(new URL('matrix-reporter.ts', import.meta.url))],
  },
});
