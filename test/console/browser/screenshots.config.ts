import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** `npm run screenshots`: makes the pictures of the console that the README and its page show, from a real server. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['test/console/browser/*.screenshots.ts'],
    testTimeout: 60_000,
  },
});
