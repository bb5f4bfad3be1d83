import { readFileSync } from 'node:fs';
import { serve } from '../children.js';
import { load } from '../load.js';
import { progress } from '../progress.js';
import { number, times, verdict } from '../table.js';

const MOST = 2.5;
const TARGET_USERS = 1_000_000;
const REQUESTS = 2000;

/**
 * The memory of the serving process after it started from disk, and after mixed requests, beside the bytes of its data.
 * @param {import('../stage.js').Stage} stage
 * @param {import('../options.js').Options} options
 * @returns {Promise<import('../table.js').Table>}
 */
export async function memory(stage, options) {
  const rows = [];
  for (const users of options.records) {
    const { pools, copy, bytes } = await stage.prepared(users);
    const server = await serve({ folder: copy() });
    const started = residentBytes(server.pid);
    const requests = Array.from({ length: REQUESTS }, (_, at) => {
      const pool = [pools.get, pools.list, pools.mixed, pools.create, pools.patch][at % 5] ?? [];
      return pool[Math.floor(at / 5) % pool.length] ?? { path: '/' };
    });
    await load({ url: server.url, requests, connections: 10, count: REQUESTS });
    const asked = residentBytes(server.pid);
    await server.stop();
    progress(`memory with ${number(users)} users: ${shown(started)}, then ${shown(asked)}`);
    const isTarget = users >= TARGET_USERS && started !== undefined && asked !== undefined;
    rows.push({
      work: 'memory',
      users: number(users),
      'data.json': shown(bytes),
      'after start': shown(started),
      ratio: started === undefined ? '' : times(started / bytes),
      [`after ${number(REQUESTS)} requests`]: shown(asked),
      'its ratio': asked === undefined ? '' : times(asked / bytes),
      target: isTarget ? `at most ${MOST} ×` : '',
      verdict: verdict(isTarget ? [started, asked].map(value => ({ value: value / bytes, most: MOST })) : []),
    });
  }
  const notes = ['The resident set of the whole process (VmRSS), Node included.'];
  return { title: 'Memory', rows, notes };
}

/**
 * The resident set of a process; nothing on a system that does not tell.
 * @param {number} pid
 */
function residentBytes(pid) {
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/** @param {number | undefined} bytes */
function shown(bytes) {
  return bytes === undefined ? 'not told by this system' : `${number(bytes / 1e6, 1)} MB`;
}
