// The processes of a run; none outlives it.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
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
 * @param {{ folder: string, users?: number, durability?: 'fsync' | 'write' | 'none' }} options
 * @returns {Promise<Server>}
 */
export async function serve({ folder, users, durability }) {
  const began = performance.now();
  const flags = ['--port', '0', '--host', '127.0.0.1', '--data', folder];
  if (users !== undefined) flags.push('--users', String(users));
  if (durability) flags.push('--durability', durability);
  const child = kept(spawn(process.execPath, [MAIN, 'serve', ...flags], { stdio: ['ignore', 'pipe', 'inherit'] }));
  let banner = '';
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    banner += text;
    const port = /http:\/\/localhost:(\d+)/.exec(banner)?.[1];
    if (port === undefined) continue;
    child.stdout.on('data', () => {}); // the line per request is read by somebody, as on a terminal
    return serverOf(child, `http://127.0.0.1:${port}`, performance.now() - began);
  }
  throw new Error('Failed to start serve: it ended before its banner. Its own words are above.');
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
