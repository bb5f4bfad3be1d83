// The processes of a run; none outlives it.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/**
 * A server under way: its URL, its process id, how many milliseconds it took to be ready, and how to end it.
 * @typedef {{ url: string, pid: number, milliseconds: number, stop(): Promise<void> }} Server
 */

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

/**
 * Starts `serve` as it ships on a folder of data; kept once its banner is printed.
 * @param {{ folder: string, records?: number, durability?: 'fsync' | 'write' | 'none' }} options
 * @returns {Promise<Server>}
 */
export async function serve({ folder, records, durability }) {
  const flags = ['--data', folder];
  if (records !== undefined) flags.push('--records', String(records));
  if (durability) flags.push('--durability', durability);
  return listening('serve', [MAIN, 'serve', '--port', '0', '--host', '127.0.0.1', ...flags]);
}

/**
 * Starts `serve` as it ships with some flags.
 * @param {string[]} flags
 */
export function serveWith(flags) {
  return listening('serve', [MAIN, 'serve', '--port', '0', '--host', '127.0.0.1', ...flags]);
}

/**
 * Starts `serve` as it ships on a description.
 * @param {string} description
 * @param {string[]} [flags]
 */
export function serveDescription(description, flags = []) {
  return listening('serve', [MAIN, 'serve', '--port', '0', '--host', '127.0.0.1', ...flags, description]);
}

/**
 * Starts Prism, which a folder has, on a description.
 * @param {string} folder
 * @param {string} description
 */
export async function startPrism(folder, description) {
  const main = join(folder, 'node_modules/@stoplight/prism-cli/dist/index.js');
  // it takes no port 0
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  await new Promise(resolve => probe.close(resolve));
  return listening('Prism', [main, 'mock', '--host', '127.0.0.1', '--port', String(port), description]);
}

/**
 * Starts a program that prints its address; kept once it has.
 * @param {string} name
 * @param {string[]} args
 * @returns {Promise<Server>}
 */
async function listening(name, args) {
  const began = performance.now();
  const child = kept(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
  let printed = '';
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    printed += text;
    const port = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(printed)?.[1];
    if (port === undefined) continue;
    child.stdout.on('data', () => {}); // the line per request is read by somebody, as on a terminal
    return serverOf(child, `http://127.0.0.1:${port}`, performance.now() - began);
  }
  throw new Error(`Failed to start ${name}: it ended before it printed its address. Its own words are above.`);
}

/**
 * Starts a program of `bench/servers`; kept once it has sent its first message, its URL.
 * @param {string} name
 * @param {string[]} args
 * @param {string[]} [nodeFlags]
 * @returns {Promise<Server>}
 */
export async function start(name, args, nodeFlags = []) {
  const began = performance.now();
  const child = kept(fork(new URL(`servers/${name}.js`, import.meta.url), args, { execArgv: nodeFlags }));
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`Failed to start ${name}: it ended with ${code}.`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return serverOf(child, String(message), performance.now() - began);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} url
 * @param {number} milliseconds
 * @returns {Server}
 */
function serverOf(child, url, milliseconds) {
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
  };
  return { url, pid: child.pid ?? 0, milliseconds, stop };
}

/**
 * @template {import('node:child_process').ChildProcess} C
 * @param {C} child
 * @returns {C}
 */
function kept(child) {
  children.add(child);
  child.on('exit', () => children.delete(child));
  return child;
}
