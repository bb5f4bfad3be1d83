import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serving, temporaryFolder, understudy } from '../../cli/understudy.js';

const SHOP = `
openapi: 3.0.3
info: { title: Shop, version: '1' }
servers: [{ url: /v1 }]
paths:
  /phones:
    get: { responses: { 200: { description: ok, content: { application/json: { example: [{ id: 1 }] } } } } }
`;

/** A folder with a description and a configuration file. */
async function folderWith(config: unknown, file = 'understudy.config.json'): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'shop.yaml'), SHOP);
  await writeFile(join(folder, file), typeof config === 'string' ? config : JSON.stringify(config));
  return folder;
}

test('the configuration file has the descriptions and flags that one would repeat', async () => {
  const cwd = await folderWith({ descriptions: ['shop.yaml'], verbose: true, limit: { url: 500 }, seed: 7 });
  const { banner, url } = await serving([], { cwd });
  expect(banner).toContain('shop: 1 operation');
  expect(banner).toContain('seed 7');
  expect(banner).toContain('--limit url=500');
  expect(await (await fetch(`${url}/v1/phones`)).json()).toEqual([{ id: 1 }]);
});

test('it has flags that are off, and one that has three values', async () => {
  const config = { descriptions: ['shop.yaml'], watch: true, cors: false, validateRequest: 'warn' };
  const { banner, url } = await serving([], { cwd: await folderWith(config) });
  for (const flag of ['--watch', '--no-cors', '--validate-request warn']) expect(banner).toContain(flag);
  const { headers } = await fetch(`${url}/v1/phones`);
  expect(headers.has('access-control-allow-origin')).toBe(false);
});

test('a flag that is as by default changes nothing', async () => {
  const config = { descriptions: ['shop.yaml'], watch: false, cors: true, validateRequest: true };
  const { banner } = await serving([], { cwd: await folderWith(config) });
  for (const flag of ['--watch', '--no-cors']) expect(banner).not.toContain(flag);
});

test('it may be a module', async () => {
  const cwd = await folderWith("export default { descriptions: ['shop.yaml'], seed: 8 };", 'understudy.config.mjs');
  expect((await serving([], { cwd })).banner).toContain('seed 8');
});

test('the command line and variables win over it', async () => {
  const cwd = await folderWith({ descriptions: ['none.yaml'], seed: 7, journal: 3 });
  const { banner } = await serving(['shop.yaml', '--seed', '9'], { cwd, env: { UNDERSTUDY_JOURNAL: '5' } });
  expect(banner).toContain('seed 9');
  expect(banner).toContain('--journal 5');
});

test.each([
  ['{ "prot": 1 }', 'understudy.config.json cannot be used: There is no flag prot. Did you mean port?'],
  ['{ "noCors": true }', 'There is no flag noCors. Did you mean cors?'],
  ['{ "cors": "no" }', 'cors must be true or false.'],
  ['{ "validateRequest": "maybe" }', 'validateRequest must be one of true, warn, false, not maybe.'],
  ['{ "watch": true }', 'Failed to start: --watch needs a description in a file.'],
  ['{ "memory": "yes" }', 'memory must be true or false.'],
  ['{ "port": "x" }', 'port: It must be an integer.'],
  ['{ "auth": "none" }', 'auth must be one of form, strict, off, not none.'],
  ['{ "descriptions": "shop.yaml" }', 'descriptions must be a list of files and URLs.'],
  ['[]', 'understudy.config.json must be an object.'],
  ['{', 'Failed to read understudy.config.json: '],
])('%s is refused in one sentence', async (config, sentence) => {
  const { code, stderr } = await understudy(['serve', '--port', '0'], { cwd: await folderWith(config) });
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
  expect(stderr).toMatch(/^understudy: [^\n]+\n$/);
});
