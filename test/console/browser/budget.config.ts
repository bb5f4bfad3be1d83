import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** `npm run console:budget`: how fast the console is. It needs a machine with nothing else to do, so no other suite runs it. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['test/console/browser/*.budget.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
