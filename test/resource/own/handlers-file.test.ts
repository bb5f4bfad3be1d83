import { utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { loadDescription } from '../../../src/openapi/index.js';
import { loadOwnHandlers, type OwnCall } from '../../../src/resource/index.js';
import { describing, writeFiles } from '../../openapi/files.js';

/** A description beside a file of handlers with this text. */
async function withHandlers(text: string) {
  const folder = writeFiles({ 'api.json': describing({ type: 'string' }), 'handlers.mjs': text });
  const file = join(folder, 'handlers.mjs');
  const description = await loadDescription(join(folder, 'api.json'));
  return { file, shown: relative(process.cwd(), file), load: () => loadOwnHandlers(file, description) };
}

test('a file has handlers, and is imported again when it has changed', async () => {
  const { file, load } = await withHandlers("export default { 'GET /things': () => 1 };");
  const run = async () => (await load()).byOperation.get('listThings')?.({} as OwnCall);
  expect(await run()).toBe(1);
  writeFileSync(file, 'export default { listThings: () => 2 };');
  utimesSync(file, 1000, 2000);
  expect(await run()).toBe(2);
});

test.each([
  ['a default export that is no object', 'export default 7;', '%s must have an object as its default export, not 7.'],
  ['no default export', 'export const a = 7;', '%s must have an object as its default export, not undefined.'],
  [
    'an unknown operation',
    'export default { listThing: () => 1 };',
    '%s has issues:\n  listThing is no operation of api.json; did you mean listThings?',
  ],
  ['code that fails', '\nthrow new Error("no");', 'Failed to load %s:2: no.'],
])('%s is refused', async (_, text, message) => {
  const { shown, load } = await withHandlers(text);
  await expect(load()).rejects.toThrow(message.replace('%s', shown));
  await expect(load()).rejects.toMatchObject({ code: 'own-handlers-invalid' });
});

test('a file that does not exist is refused', async () => {
  const description = await loadDescription(join(writeFiles({ 'api.json': describing({}) }), 'api.json'));
  await expect(loadOwnHandlers('none.js', description)).rejects.toThrow(
    'Failed to read none.js: there is no such file.',
  );
});
