import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { serveDescription } from '../children.js';
import { median } from '../median.js';
import { largeDescription } from '../pools/large-description.js';
import { progress } from '../progress.js';
import { number, verdict } from '../table.js';

/**
 * How long `serve` takes from its start to its first response, with a large description and with those of a folder.
 * @param {import('../stage.js').Stage} stage
 * @param {import('../options.js').Options} options
 * @returns {Promise<import('../table.js').Table>}
 */
export async function startingDescribed(stage, options) {
  const large = `${stage.path()}.json`;
  writeFileSync(large, JSON.stringify(largeDescription(), null, 1));
  const rows = [await rowOf(large, { name: '1,000 operations', path: '/things7', most: 4000, rounds: options.rounds })];
  for (const file of descriptionsIn(process.env.UNDERSTUDY_DESCRIPTIONS)) {
    rows.push(await rowOf(file, { name: basename(file), path: '/', most: 1000, rounds: options.rounds }));
  }
  const notes = [
    'From the start of the process to the first response; the memory is the most that the process had until then.',
  ];
  return { title: 'Start of an API of a description', rows, notes };
}

/**
 * @param {string} file
 * @param {{ name: string, path: string, most: number, rounds: number }} options
 */
async function rowOf(file, { name, path, most, rounds }) {
  /** @type {number[]} */
  const times = [];
  /** @type {number[]} */
  const memories = [];
  for (let round = 1; round <= rounds; round++) {
    const server = await serveDescription(file);
    const listening = performance.now();
    await (await fetch(server.url + path)).text();
    times.push(server.milliseconds + performance.now() - listening);
    memories.push(mostMemory(server.pid));
    await server.stop();
    progress(`start with ${name}, round ${round} of ${rounds}: ${number(times.at(-1) ?? 0)} ms`);
  }
  const milliseconds = median(times);
  return {
    description: name,
    'first response': `${number(milliseconds)} ms`,
    memory: `${number(median(memories))} MB`,
    target: `at most ${number(most)} ms`,
    verdict: verdict([{ value: milliseconds, most }]),
  };
}

/**
 * The megabytes that a process had at most; only Linux says it.
 * @param {number} pid
 */
function mostMemory(pid) {
  if (process.platform !== 'linux') return Number.NaN;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/**
 * The descriptions in a folder; files that they refer to are none.
 * @param {string | undefined} folder
 * @returns {string[]}
 */
function descriptionsIn(folder) {
  if (folder === undefined) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.(ya?ml|json)$/.test(name));
  return files
    .map(name => join(folder, name))
    .filter(file => /^[\s{]*"?(openapi|swagger)"?\s*:/m.test(readFileSync(file, 'utf8')));
}
