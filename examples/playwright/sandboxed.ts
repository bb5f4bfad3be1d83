import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';
import { mockFixtures } from 'understudy-api/playwright';
import { createServer } from 'vite';

const PAGE = fileURLToPath(new URL('../vite-page', import.meta.url));

/** Tests of the page, each with a sandbox of the mock: what the page sends to the mock goes there. */
export const test = base.extend(mockFixtures).extend<object, { pageUrl: string }>({
  pageUrl: [
    async ({ mockUrl }, use) => {
      const vite = await createServer({
        root: PAGE,
        logLevel: 'warn',
        server: { host: '127.0.0.1', port: 0, hmr: false },
        define: {
          'import.meta.env.VITE_API_URL': JSON.stringify(`${mockUrl}/v1`),
          'import.meta.env.VITE_API_TOKEN': JSON.stringify(process.env.MOCK_TOKEN),
        },
      });
      await vite.listen();
      await use(vite.resolvedUrls?.local[0] ?? '');
      await vite.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ page, pageUrl }, use) => {
    await page.goto(pageUrl);
    await use(page);
  },
});
