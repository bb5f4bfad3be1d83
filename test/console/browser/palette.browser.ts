import { expect, test } from 'vitest';
import { openConsole } from './open-console.js';

test('the palette leads to everything that has a page, and back to where it was', async () => {
  const { page, rows, send, url } = await openConsole({
    async before({ send, mock }) {
      await send('GET', '/v1/user/list?per_page=1');
      await mock.rules.add({ match: { operation: 'getUser' }, response: { status: 503 } });
    },
  });
  await rows.first().waitFor();
  expect((await send('GET', '/v1/user/list')).status).toBe(200);
  const field = page.getByRole('combobox', { name: 'Go to' });
  const go = async (typed: string, entry: string) => {
    await page.keyboard.press('Control+k');
    await field.fill(typed);
    await page.getByRole('option', { name: entry, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
  };
  await go('situa', 'Situations page');
  await page.getByRole('heading', { name: 'Situations', level: 1 }).waitFor();
  await go('patch all', 'PATCH /v1/user/all');
  await page.getByRole('heading', { name: /PATCH/ }).first().waitFor();
  await go('roles', 'dnl.roles');
  await page.getByRole('grid', { name: 'Records of roles' }).waitFor();
  await go('text-match', 'text-match');
  await page.waitForURL(/readings\?api=dnl&id=text-match/);
  await page.getByLabel('GET').waitFor();
  await go('rule-1', 'rule-1');
  await page.getByText(/^It would have matched/).waitFor();
  await go('2', 'Request 2');
  await page.getByRole('tab', { name: 'Response' }).waitFor();
  const { statements } = await (await fetch(`${url}/__admin/apis/dnl/statements`)).json();
  const ids = [true, false].map(isCited => statements.find((one: object) => 'document' in one === isCited).id);
  for (const id of ids) {
    await go(id, id);
    await page.locator('.statement[aria-current="true"]').getByRole('button', { name: id, exact: true }).waitFor();
  }
  // from the field of a filter, too, where single letters are text
  for (const _ of ids) await page.goBack();
  await page.getByRole('tab', { name: 'Response' }).waitFor();
  await page.getByLabel('Filter', { exact: true }).focus();
  await page.keyboard.press('Control+k');
  await field.waitFor();
  await page.keyboard.press('Escape');
  await field.waitFor({ state: 'detached' });
});

test('the palette does what has no page, shows its key, and says where nothing fits', async () => {
  const { page } = await openConsole();
  await page.getByRole('button', { name: 'Go to…' }).click();
  const field = page.getByRole('combobox', { name: 'Go to' });
  expect(await page.getByRole('option', { name: 'New rule' }).locator('kbd').textContent()).toBe('n');
  await field.fill('xyzzy plugh');
  await page.getByText('Nothing fits.').waitFor();
  await field.fill('freeze');
  await page.getByRole('option', { name: 'Freeze the clock' }).click();
  await page.getByText('The clock is frozen.').waitFor();
  await page.getByRole('button', { name: 'curl' }).click();
  expect(await page.locator('.change .command').textContent()).toContain(`-d '{"frozen":true}'`);
  await page.locator('.clock.moved').waitFor();
});
