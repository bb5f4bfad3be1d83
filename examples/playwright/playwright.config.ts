import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Debian's Chromium where it is, or the browser that `npx playwright install chromium` has downloaded. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: '.',
  globalSetup: './start-mock.ts',
  workers: 2,
  // Every test runs twice, as two visitors at the same time. Projects share no worker, and so no sandbox.
  projects: [{ name: 'one visitor' }, { name: 'another visitor' }],
  // a busy CI machine takes its time
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    screenshot: 'only-on-failure',
    launchOptions: existsSync(CHROMIUM) ? { executablePath: CHROMIUM } : {},
  },
});
