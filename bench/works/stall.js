import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../children.js';
import { load } from '../load.js';
import { median } from '../median.js';
import { progress } from '../progress.js';
import { ask } from '../request.js';
import { number, verdict } from '../table.js';

/** One part in so many of all users is changed: of a million, 10,000, 50,000 and 100,000. */
const PARTS = [100, 20, 10];
const GETS = 10;
/** How many milliseconds of load come before and after a patch-all. */
const AROUND = 500;
/** The most that another request may wait, in milliseconds, and the most that the time per user may grow. */
const LONGEST = 50;
const GROWTH = 1.5;

/** The longest waits, in milliseconds. @typedef {{ get: number, create: number }} Waits */

/**
 * How long another request waits while a patch-all changes many users, at the largest size.
 * @param {import('../stage.js').Stage} stage
 * @param {import('../options.js').Options} options
 * @returns {Promise<import('../table.js').Table>}
 */
export async function stall(stage, options) {
  const users = options.records.at(-1) ?? 1000;
  const { pools, copy } = await stage.prepared(users);
  const server = await serve({ folder: copy() });
  const place = { url: server.url, pools };
  await whileOthersAsk(place, () => pause(AROUND));

  /** @type {Record<string, string>[]} */
  const rows = [];
  let perUserOfFirst = Number.NaN;
  for (const part of PARTS) {
    const changed = users / part;
    /** @type {number[]} */
    const durations = [];
    /** @type {Waits[]} */
    const during = [];
    /** @type {Waits[]} */
    const without = [];
    for (let round = 1; round <= options.rounds; round++) {
      let milliseconds = 0;
      const waits = await whileOthersAsk(place, async () => {
        milliseconds = await patchAll(server.url, changed, round);
      });
      durations.push(milliseconds);
      during.push(waits);
      without.push(await whileOthersAsk(place, () => pause(milliseconds)));
      progress(
        `patch-all of ${number(changed)} users, round ${round} of ${options.rounds}: ${number(milliseconds)} ms`,
      );
    }
    const duration = median(durations);
    if (rows.length === 0) perUserOfFirst = duration / changed;
    const targets = [
      { value: Math.max(...during.flatMap(({ get, create }) => [get, create])), most: LONGEST },
      { value: duration / changed, most: perUserOfFirst * GROWTH },
    ];
    rows.push({
      work: 'patch-all',
      users: number(users),
      changed: number(changed),
      milliseconds: number(duration),
      'per 1,000 changed': `${number((duration / changed) * 1000, 1)} ms`,
      'longest get': longest(during, 'get'),
      'longest create': longest(during, 'create'),
      'get without it': longest(without, 'get'),
      'create without it': longest(without, 'create'),
      target: `linear, ${LONGEST} ms`,
      verdict: verdict(targets),
    });
  }
  await server.stop();
  const notes = [
    `Waits are the longest of all rounds (${options.rounds}), in which ${GETS} connections get and one creates as fast as they can; ` +
      `without it, for as long. Linear: per user at most ${GROWTH} × the time of the first row.`,
  ];
  return { title: 'One patch-all of many users', rows, notes };
}

/**
 * The longest waits of gets and creates that go on before, during and after some doing.
 * @param {{ url: string, pools: import('../pools/pools.js').Pools }} place
 * @param {() => Promise<void>} doing
 * @returns {Promise<Waits>}
 */
async function whileOthersAsk({ url, pools }, doing) {
  const end = new AbortController();
  const loads = Promise.all([
    load({ url, requests: pools.get, connections: GETS, signal: end.signal }),
    load({ url, requests: pools.create, connections: 1, signal: end.signal }),
  ]);
  const done = pause(AROUND)
    .then(doing)
    .then(() => pause(AROUND))
    .finally(() => end.abort());
  const [[get, create]] = await Promise.all([loads, done]);
  return { get: get.longest, create: create.longest };
}

/**
 * Changes the users with the first ids, to values that they did not have, and answers how many milliseconds it took.
 * @param {string} url
 * @param {number} users
 * @param {number} round
 */
async function patchAll(url, users, round) {
  const path = `/v1/user/all?user_id_in=1-${users}`;
  const body = JSON.stringify({ active: round % 2 === 0, landing_page: `Round ${round} of ${users}` });
  const began = performance.now();
  const text = await ask(url, { method: 'PATCH', path, body });
  const milliseconds = performance.now() - began;
  if (JSON.parse(text).payload.updated === users) return milliseconds;
  throw new Error(`Failed to change ${users} users: the answer was ${text}`);
}

/**
 * The longest of the waits.
 * @param {Waits[]} waits
 * @param {keyof Waits} work
 */
function longest(waits, work) {
  return `${number(Math.max(...waits.map(wait => wait[work])), 1)} ms`;
}
