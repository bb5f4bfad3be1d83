import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inferDescription } from '../../../src/app/index.js';
import { openConsole } from './open-console.js';

const AT = '/__admin#/inference';
const DESCRIPTION = 'examples/telephone-shop/openapi.yaml';

test('each operation is shown with what it does, and with the reason, as the command prints it', async () => {
  const { page } = await openConsole({ at: AT, descriptions: [DESCRIPTION] });
  const { operations } = await inferDescription(DESCRIPTION);
  await page.locator('.inferred .card').first().waitFor();
  const shown = await page.locator('.inferred .card').allTextContents();
  expect(shown.length).toBe(operations.length);
  for (const [at, { path, does, why }] of operations.entries()) {
    for (const part of [path, does, why]) expect(shown[at]).toContain(part);
  }
  await page.getByLabel('Find operations').fill('nothing-has-this');
  await page.getByText('No operation matches.').waitFor();
});

test('what was not understood stands first, and warnings have file and line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'inference-'));
  const file = join(folder, 'odd.yaml');
  await writeFile(
    file,
    (await readFile(DESCRIPTION, 'utf8')).replace(
      'paths:',
      'paths:\n  /odd: { get: { responses: { "200": { $ref: "#/no" } } } }',
    ),
  );
  const { warnings } = await inferDescription(file);
  const { page } = await openConsole({ at: AT, descriptions: [file] });
  await page.getByText(`${warnings.length} warning`).click();
  await page.locator('.warnings li').first().waitFor();
  expect(await page.locator('.warnings li').first().textContent()).toContain(`:${warnings[0]?.line}`);
});

test('an operation is overridden on the running mock, a wrong name is refused with its line, and Undo restores', async () => {
  const { page, mock } = await openConsole({ at: AT, descriptions: [DESCRIPTION], expected: /400/ });
  const before = mock.described[0]?.operations;
  await page
    .getByRole('button', { name: /^Override GET/ })
    .first()
    .click();
  const yaml = page.getByRole('textbox', { name: 'YAML' });
  const rule = await yaml.inputValue();
  expect(rule).toMatch(/^operations:\n {2}\S/);
  await yaml.fill('operations:\n  noSuchOperation: { does: respond }\n');
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  await page
    .getByRole('alert')
    .filter({ hasText: 'resources.yaml:2 /operations/noSuchOperation is no operation' })
    .waitFor();
  const [, id = ''] = /^ {2}(\w+):/m.exec(rule) ?? [];
  await yaml.fill(`operations:\n  ${id}: { does: respond }\n`);
  await page.getByText('The same with curl').click();
  expect(await page.locator('.curl .command').textContent()).toContain('/resources');
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  await page.locator('.inferred .mark', { hasText: 'given' }).waitFor();
  await page.getByText('not saved: it ends with the server').waitFor();
  expect(await page.getByRole('button', { name: 'Apply and save' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('.inferred .mark', { hasText: 'given' }).waitFor({ state: 'detached' });
  expect(mock.described[0]?.operations).toBe(before);
});

test('what is edited is saved in the file of the mock, and in no other', async () => {
  const resources = join(await mkdtemp(join(tmpdir(), 'inference-')), 'mine.yaml');
  await writeFile(resources, 'collections: {}\n');
  const { page } = await openConsole({ at: `${AT}?edit=1`, descriptions: [DESCRIPTION], resources });
  const yaml = page.getByRole('textbox', { name: 'YAML' });
  await yaml.waitFor();
  expect(await yaml.inputValue()).toBe('collections: {}\n');
  await yaml.fill('# mine\n');
  await page.getByRole('button', { name: 'Apply and save' }).click();
  await page.getByText('are applied and saved.').waitFor();
  await page.getByText('as a start has it').waitFor();
  expect(await readFile(resources, 'utf8')).toBe('# mine\n');
});

test('a shipped API shows its resources, and offers no change', async () => {
  const { page } = await openConsole({ at: `${AT}/dnl` });
  await page.getByText('which is a part of Understudy').waitFor();
  await page.getByText('updateAll users').waitFor();
  expect(await page.getByRole('button', { name: /Override|Edit/ }).count()).toBe(0);
});
