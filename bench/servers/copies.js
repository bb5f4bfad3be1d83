// Measures what copies cost, through the library, and tells it in one message: arguments are the folder and its users.
import { createMock } from '../../dist/index.js';
import { ask } from '../request.js';

/**
 * What a mock can do for copies.
 * @typedef {{ snapshot(name: string): Promise<unknown>, restore(name: string): Promise<unknown>, reset(): Promise<unknown>,
 *   sandbox(name: string): Promise<unknown> }} Copying
 */

const TIMES = 20;

const [data = '', users = ''] = process.argv.slice(2);
const mock = await createMock({ data, records: Number(users) });
const copying = /** @type {Copying} */ (/** @type {unknown} */ (mock));
const url = await mock.listen();

/** @type {[work: string, copy: (name: string) => Promise<unknown>][]} */
const works = [
  ['snapshot', name => copying.snapshot(name)],
  ['restore', name => copying.restore(name)],
  ['reset', () => copying.reset()],
  ['new sandbox', name => copying.sandbox(name)],
  ['new sandbox and its first request', name => ask(url, { path: `/~first-${name}/v1/user/list` })],
];

const nothing = async () => {};
await repeated('warm', nothing);
for (const [, copy] of works) await repeated('warm', copy);
const measured = [];
for (const [work, copy] of works) {
  const creates = await repeated('one', nothing);
  const { milliseconds, bytes } = await repeated('one', copy);
  measured.push({ work, milliseconds, bytes: Math.max(0, bytes - creates.bytes) });
}
process.send?.(JSON.stringify(measured));
await mock.close();
process.disconnect?.();

/**
 * Copies some times, each time after one more user was created; answers the times, and what memory grew by each time.
 * @param {string} name
 * @param {(name: string) => Promise<unknown>} copy
 */
async function repeated(name, copy) {
  const before = bytesInUse();
  const milliseconds = [];
  for (let at = 0; at < TIMES; at++) {
    await create();
    const began = performance.now();
    await copy(`${name}${at}`);
    milliseconds.push(performance.now() - began);
  }
  return { milliseconds, bytes: (bytesInUse() - before) / TIMES };
}

/** Creates a user, so that no copy is of what was copied before. */
async function create() {
  const user = { passwd: '12345678', user_type: 'agent', name: 'bench', email: 'bench@example.com' };
  await ask(url, { method: 'POST', path: '/v1/user/create', body: JSON.stringify(user) });
}

function bytesInUse() {
  for (let times = 0; times < 3; times++) globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}
