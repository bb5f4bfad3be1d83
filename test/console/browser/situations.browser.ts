import { expect, test } from 'vitest';
import { openConsole } from './open-console.js';

const AT = '/__admin#/situations';

test('A29: a day further moves the time of the next record, and Undo takes it back', async () => {
  const { page, send, mock } = await openConsole({ at: AT });
  await page.getByRole('button', { name: 'Freeze' }).click();
  await page.getByText(/^Frozen at /).waitFor();
  const { time } = await mock.clock.read();
  await page.getByRole('button', { name: '+1 day' }).click();
  await page.getByText('The clock is a day further.').waitFor();
  const body = JSON.stringify({ name: 'made', passwd: 'x', user_type: 'agent', email: null });
  await send('POST', '/v1/user/create', { body });
  const users = await mock.records.read('dnl', 'users');
  const day = new Date(Date.parse(time) + 86_400_000).toISOString().slice(0, 10);
  expect(users.find(({ name }) => name === 'made')?.create_time).toContain(day);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await mock.clock.read()).time).toBe(time);
  await page.getByLabel('Time, UTC').fill('2030-12-31 23:59');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await page.getByText('Frozen at 2030-12-31 23:59:00').waitFor();
  await page.getByRole('button', { name: 'Real time' }).click();
  await page.getByText('Real time', { exact: true }).first().waitFor();
  expect((await mock.clock.read()).moved).toBe(false);
});

test('a snapshot is saved, and restored after a question that says what is lost', async () => {
  const { page, send, mock } = await openConsole({ at: AT });
  const snapshots = page.getByRole('region', { name: 'Snapshots' });
  await snapshots.getByLabel('Name').fill('clean');
  await snapshots.getByRole('button', { name: 'Save the data' }).click();
  const before = await mock.records.read('dnl', 'users');
  await send('PATCH', '/v1/user/all', { body: '{"active":false}' });
  await snapshots.getByRole('button', { name: 'Restore…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Restore clean?' });
  await dialog.getByText(/What was changed since then is lost/).waitFor();
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByText('The data are those of clean again.').waitFor();
  expect(await mock.records.read('dnl', 'users')).toEqual(before);
  await snapshots.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await snapshots.getByText('clean', { exact: true }).waitFor({ state: 'detached' });
});

test('a snapshot is compared with the present records, also when they change', async () => {
  const { page, send, mock } = await openConsole({ at: AT });
  const snapshots = page.getByRole('region', { name: 'Snapshots' });
  await snapshots.getByLabel('Name').fill('clean');
  await snapshots.getByRole('button', { name: 'Save the data' }).click();
  await snapshots.getByRole('button', { name: 'Compare' }).click();
  await snapshots.getByText('The present records are the same.').waitFor();
  const [, user] = await mock.records.read('dnl', 'users');
  await send('DELETE', `/v1/user/${user?.user_id}`);
  await snapshots.getByText('dnl.users 1 removed').waitFor();
  await snapshots.getByRole('link', { name: 'dnl.users' }).click();
  await page.getByRole('grid', { name: 'Records of users' }).waitFor();
});

test('a sandbox says how old it is, and what was done in it', async () => {
  const { page } = await openConsole({
    at: AT,
    before: ({ send }) => send('DELETE', '/~bob/v1/user/2'),
  });
  const sandboxes = page.getByRole('region', { name: 'Sandboxes' });
  await sandboxes.getByText(/^made \d+ s ago · used \d+ s ago · 1 request · 1 record changed · 0 rules$/).waitFor();
});

test('a sandbox is created, opened in its own console, and deleted', async () => {
  const { page, url } = await openConsole({ at: AT });
  const sandboxes = page.getByRole('region', { name: 'Sandboxes' });
  await sandboxes.getByLabel('Name').fill('alice');
  await sandboxes.getByRole('button', { name: 'Create' }).click();
  expect(await sandboxes.getByRole('link', { name: '~alice' }).getAttribute('href')).toBe('/~alice/__admin');
  await page.goto(`${url}/~alice${AT}`);
  await page.getByRole('heading', { name: 'Snapshots' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Sandboxes' }).count()).toBe(0);
  await page.goto(url + AT);
  await sandboxes.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await sandboxes.getByRole('link', { name: '~alice' }).waitFor({ state: 'detached' });
});

test('A30: a scenario is started after a question, and a reset says what is lost', async () => {
  const { page, mock } = await openConsole({ at: AT });
  const [first] = await mock.scenario.list();
  const name = (await mock.scenario.list()).find(one => one.name === 'empty')?.name ?? first?.name ?? '';
  const item = page.getByRole('region', { name: 'Scenarios' }).getByRole('listitem').filter({ hasText: name });
  await item.getByRole('button', { name: 'Start…' }).click();
  await page.getByText(/^This replaces all records, rules and the clock/).waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await item.getByText('started last').waitFor();
  expect(await mock.scenario.read()).toBe(name);
});

test('trouble is a rule for every request, which Undo deletes', async () => {
  const { page, send, mock } = await openConsole({ at: AT });
  await page.getByRole('button', { name: 'Down' }).click();
  await page.getByText('A rule is added: down.').waitFor();
  expect((await send('GET', '/v1/user/1')).status).toBe(503);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => mock.rules.list()).toEqual([]);
});
