// @scalar/mock-server with a description: arguments are the folder in which it is installed, and the description.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder = '', description = ''] = process.argv.slice(2);
const { createMockServer } = await installed('@scalar/mock-server');
const { serve } = await installed('@hono/node-server');

const text = readFileSync(description, 'utf8');
// older versions read one, newer ones the other
const { fetch } = await createMockServer({ specification: text, document: text });
serve({ fetch, port: 0, hostname: '127.0.0.1' }, (/** @type {import('node:net').AddressInfo} */ { port }) => {
  process.send?.(`http://127.0.0.1:${port}`);
});
process.on('disconnect', () => process.exit());

/**
 * Imports a package of the folder.
 * @param {string} name
 */
async function installed(name) {
  const home = join(folder, 'node_modules', name);
  const { exports, module, main } = createRequire(`${home}/`)('./package.json');
  const entry = exports?.['.']?.import ?? exports?.['.'] ?? module ?? main;
  const file = typeof entry === 'string' ? entry : (entry.default ?? entry.node);
  return import(pathToFileURL(join(home, file)).href);
}
