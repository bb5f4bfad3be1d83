import { test } from 'vitest';
import { openConsole } from './open-console.js';

/** Small enough for a README, and wide enough for the list beside its detail. */
const VIEWPORT = { width: 1120, height: 620 };

const PAGES = [
  { name: 'requests', at: '#/requests?id=3&tab=why', shows: '.spark rect' },
  { name: 'contract', at: '#/contract/dnl/getUser', shows: '.statement' },
] as const;

test.each(PAGES)('docs/console-$name.png', async ({ name, at, shows }) => {
  const { page } = await openConsole({
    at: `/__admin${at}`,
    context: { viewport: VIEWPORT },
    records: 160,
    before: async ({ send }) => {
      const rule = { match: { urlPath: '/v1/user/1728' }, response: { status: 503 } };
      await send('POST', '/__admin/rules', { body: JSON.stringify(rule) });
      const user = { name: 'nadia', passwd: 'throw-away', user_type: 'agent', email: 'nadia@example.com' };
      await send('POST', '/v1/user/create', { body: JSON.stringify(user) });
      await send('GET', '/v1/user/1795');
      for (const path of ['/user/list?page=x', '/user/1728', '/user/list?name=nadia', '/users']) {
        await send('GET', `/v1${path}`);
      }
    },
  });
  await page.locator(shows).first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `docs/console-${name}.png`, animations: 'disabled' });
});
