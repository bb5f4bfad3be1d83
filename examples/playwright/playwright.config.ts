import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import type { MockFixtureOptions } from 'understudy-api/playwright';

/** Debian's Chromium where it is, or the browser that `npx playwright install chromium` has downloaded. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig<object, MockFixtureOptions>({
  testDir: '.',
  globalSetup: './start-mock.ts',
  workers: 2,
  // Every test runs twice, as two visitors at the same time.
  projects: [{ name: 'one visitor' }, { name: 'another visitor' }],
  // a busy CI machine takes its time
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    // start-mock.ts has set it; the configuration itself is read once before
    mockUrl: process.env.MOCK_URL ?? '',
    screenshot: 'only-on-failure',
    launchOptions: existsSync(CHROMIUM) ? { executablePath: CHROMIUM } : {},
  },
});
