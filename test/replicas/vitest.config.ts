import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** `npm run replicas`: several servers share their data through PostgreSQL, which has to be installed. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/replicas/**/*.replicas.ts'],
    globalSetup: ['test/replicas/start-engine.ts'],
    // the engine, and two processors at most
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
