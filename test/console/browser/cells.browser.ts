import { describe, expect, test } from 'vitest';
import type { Mock } from '../../../src/index.js';
import { openConsole } from './open-console.js';

const USERS = '/__admin#/data/dnl/users';

async function secondUser(mock: Mock) {
  const [, user] = await mock.records.read('dnl', 'users');
  if (!user) throw new Error('there is no second user');
  return user;
}

describe('A cell', () => {
  test('A26: is edited with the keyboard, and the change is taken back', async () => {
    const { page, rows, mock } = await openConsole({ at: USERS });
    await rows.first().waitFor();
    const user = await secondUser(mock);
    const grid = page.getByRole('grid');
    await grid.focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    const field = page.getByLabel(`name of record ${user.user_id}`);
    await page.waitForFunction(() => document.activeElement?.closest('.editor') !== null);
    await field.fill('given up');
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    expect(await secondUser(mock)).toEqual(user);
    await page.keyboard.press('Enter');
    await field.fill('from the cell');
    await page.keyboard.press('Enter');
    await page.getByText(`Record ${user.user_id} of users was changed.`).waitFor();
    expect(await secondUser(mock)).toEqual({ ...user, name: 'from the cell' });
    await page.getByRole('button', { name: 'curl' }).click();
    expect(await page.locator('.change .command').textContent()).toContain('{"name":"from the cell"}');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('gridcell', { name: user.name, exact: true }).waitFor();
    expect(await secondUser(mock)).toEqual(user);
    // the list has the focus again, and the record was never opened
    expect(await page.locator('.record').count()).toBe(0);
  });

  test('A24: says what is wrong with its value, and saves nothing', async () => {
    const { page, mock } = await openConsole({ at: USERS, expected: /400/ });
    const user = await secondUser(mock);
    const limits = page.getByLabel(`client_limits of record ${user.user_id}`);
    await page.getByRole('gridcell', { name: user.name, exact: true }).waitFor();
    const column = await page.getByRole('columnheader').allTextContents();
    await page
      .getByRole('row')
      .filter({ hasText: user.name })
      .getByRole('gridcell')
      .nth(column.findIndex(name => name.trim() === 'client_limits'))
      .dblclick();
    await limits.fill('[1');
    await page.keyboard.press('Enter');
    await page.locator('.editor').getByText('must be JSON').waitFor();
    await limits.fill('{"a":1}');
    await page.keyboard.press('Enter');
    await page.locator('.editor').getByText('must be array').waitFor();
    expect(await limits.getAttribute('aria-invalid')).toBe('true');
    expect(await secondUser(mock)).toEqual(user);
  });

  test('A25: that others have changed meanwhile shows their value before it is replaced', async () => {
    const { page, mock, send } = await openConsole({ at: USERS });
    const user = await secondUser(mock);
    const field = page.getByLabel(`name of record ${user.user_id}`);
    await page.getByRole('gridcell', { name: user.name, exact: true }).dblclick();
    await field.fill('mine');
    await send('PATCH', `/v1/user/${user.user_id}`, { body: '{"name":"theirs"}' });
    await page.keyboard.press('Enter');
    await page.getByText('is theirs meanwhile; Enter replaces it').waitFor();
    expect((await secondUser(mock)).name).toBe('theirs');
    await page.keyboard.press('Enter');
    await page.getByText(`Record ${user.user_id} of users was changed.`).waitFor();
    expect((await secondUser(mock)).name).toBe('mine');
  });

  test('of a member with a few values is a choice', async () => {
    const { page, mock } = await openConsole({ at: `${USERS}?filter=user_type:=agent` });
    const agents = (await mock.records.read('dnl', 'users')).filter(({ user_type }) => user_type === 'agent');
    const id = agents[0]?.user_id;
    await page.getByRole('gridcell', { name: 'agent', exact: true }).first().dblclick();
    await page.getByLabel(`user_type of record ${id}`).selectOption('admin');
    await page.keyboard.press('Enter');
    await page.getByText(`Record ${id} of users was changed.`).waitFor();
    expect((await mock.records.read('dnl', 'users')).find(({ user_id }) => user_id === id)?.user_type).toBe('admin');
  });
});

describe('A26: several records', () => {
  test('of a filter are changed after their count was named, and put back byte for byte', async () => {
    const { page, rows, send, url } = await openConsole({ at: `${USERS}?filter=user_type:=agent`, records: 300 });
    await rows.first().waitFor();
    const text = async () => (await fetch(`${url}/__admin/records/dnl/users`)).text();
    const before = await text();
    const list = async (query: string) => (await (await send('GET', `/v1/user/list?${query}`)).json()).payload.total;
    const count = await list('user_type=agent&per_page=1');
    await page.getByLabel('Choose all records').check();
    await page.getByText(`${count} records chosen: all that match the filter`).waitFor();
    await page.getByRole('button', { name: 'Change…' }).click();
    const dialog = page.getByRole('dialog', { name: `Change ${count} records?` });
    await dialog.getByLabel('Member').selectOption('name');
    await dialog.getByLabel('name', { exact: true }).fill('all of them');
    await dialog.getByText('The same with curl').click();
    expect(await dialog.locator('.command').textContent()).toContain(
      `{"filter":"user_type:=agent","changes":{"name":"all of them"},"count":${count}}`,
    );
    await dialog.getByRole('button', { name: `Change ${count} records` }).click();
    await page.getByText(`${count} records of users were changed.`).waitFor();
    expect(
      JSON.parse(await text()).records.filter(({ name }: { name: string }) => name === 'all of them'),
    ).toHaveLength(count);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('button', { name: 'Undo', exact: true }).waitFor({ state: 'detached' });
    expect(await text()).toBe(before);
  });

  test('that were ticked are changed, and no others; a wrong value is named at its field', async () => {
    const { page, rows, mock } = await openConsole({ at: USERS, expected: /400/ });
    await rows.first().waitFor();
    const before = await mock.records.read('dnl', 'users');
    await page.getByLabel(`Choose record ${before[1]?.user_id}`, { exact: true }).check();
    // the space bar does the same, at the row of the cell
    await page.getByRole('grid').focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', ' ']) await page.keyboard.press(key);
    await page.getByText('2 records chosen').waitFor();
    await page.getByRole('button', { name: 'Change…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Member').selectOption('client_limits');
    await dialog.getByLabel('client_limits', { exact: true }).fill('{"a":1}');
    await dialog.getByRole('button', { name: 'Change 2 records' }).click();
    await dialog.getByText('must be array').waitFor();
    expect(await mock.records.read('dnl', 'users')).toEqual(before);
    await dialog.getByLabel('client_limits', { exact: true }).fill('[]');
    await dialog.getByLabel('Member').selectOption('user_type');
    await dialog.getByLabel('user_type', { exact: true }).selectOption('agent');
    await dialog.getByRole('button', { name: 'Change 2 records' }).click();
    await page.getByText('2 records of users were changed.').waitFor();
    const changed = { client_limits: [], user_type: 'agent' };
    expect(await mock.records.read('dnl', 'users')).toEqual(
      before.map((user, at) => (at === 1 || at === 2 ? { ...user, ...changed } : user)),
    );
    await page.getByText('records chosen').waitFor({ state: 'detached' });
  });

  test('that have another number meanwhile are not changed', async () => {
    const { page, rows, mock, url } = await openConsole({ at: USERS, expected: /412/ });
    await rows.first().waitFor();
    const [, user] = await mock.records.read('dnl', 'users');
    await page.getByLabel(`Choose record ${user?.user_id}`, { exact: true }).check();
    await page.getByRole('button', { name: 'Change…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change one record?' });
    await dialog.getByLabel('Member').selectOption('name');
    await dialog.getByLabel('name', { exact: true }).fill('nobody');
    await fetch(`${url}/__admin/records/dnl/users/${user?.user_id}`, { method: 'DELETE' });
    await dialog.getByRole('button', { name: 'Change one record' }).click();
    await dialog.getByText('dnl.users has 0 such records, and not 1.').waitFor();
  });
});
