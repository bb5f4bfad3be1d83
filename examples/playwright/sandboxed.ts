import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';
import { createServer } from 'vite';

const PAGE = fileURLToPath(new URL('../vite-page', import.meta.url));

/** Asks the control plane of the worker's own sandbox: `control('POST', '/rules', { … })`. */
type Control = (method: string, path: string, body?: object) => Promise<void>;

/** Tests of the page. Each worker has a sandbox of the mock, `/~worker-N`, and serves a page that talks to it. */
export const test = base.extend<{ control: Control }, { pageUrl: string }>({
  pageUrl: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use, { workerIndex }) => {
      const { MOCK_URL, MOCK_TOKEN } = process.env;
      const vite = await createServer({
        root: PAGE,
        logLevel: 'warn',
        server: { host: '127.0.0.1', port: 0, hmr: false },
        define: {
          'import.meta.env.VITE_API_URL': JSON.stringify(`${MOCK_URL}/~worker-${workerIndex}/v1`),
          'import.meta.env.VITE_API_TOKEN': JSON.stringify(MOCK_TOKEN),
        },
      });
      await vite.listen();
      await use(vite.resolvedUrls?.local[0] ?? '');
      await vite.close();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  control: async ({}, use, { workerIndex }) => {
    const url = `${process.env.MOCK_URL}/~worker-${workerIndex}/__admin`;
    await use(async (method, path, body) => {
      const response = await fetch(url + path, { method, ...(body && { body: JSON.stringify(body) }) });
      if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    });
  },
  page: async ({ page, pageUrl }, use) => {
    await page.goto(pageUrl);
    await use(page);
  },
});
