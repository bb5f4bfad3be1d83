import { jsonServerRequests } from '../pools/json-server.js';
import { takeTurns } from '../rounds.js';
import { number, rate, times, verdict } from '../table.js';

/** @typedef {'get' | 'list' | 'search'} Reading */

/**
 * What is aimed at: the least ratio to each of the others. `smallest` is the mock with the fewest users.
 * @type {Record<Reading, { title: string, from: number, least: Record<string, number> }>}
 */
const READINGS = {
  get: { title: 'get one user', from: 0, least: { 'Express 5': 3, 'node:http': 0.7 } },
  list: { title: 'list, 30 users', from: 0, least: { 'node:http': 0.8 } },
  search: {
    title: 'list + two filters + order + page',
    from: 1_000_000,
    least: { 'node:http': 0.6, smallest: 0.8 },
  },
};

/** Among more users a search of json-server takes so long that connections which wait their turn are closed meanwhile. */
const MOST_SEARCHED = 10_000;

/**
 * Gets, lists and searches of the mock beside a bare node:http server, a bare Express 5 app and json-server.
 * @param {import('./sizes.js').Size[]} sizes
 * @param {import('../options.js').Options} options
 * @returns {Promise<import('../table.js').Table>}
 */
export async function reading(sizes, options) {
  const works = /** @type {const} */ (['get', 'list', 'search']).filter(work => options.does(work));
  const rows = [];
  for (const work of works) {
    for (const size of sizes) {
      for (const connections of options.connections) {
        rows.push(await row(work, { size, smallest: sizes[0], options: { ...options, connections } }));
      }
    }
  }
  const notes = [
    'node:http answers the same bytes, prepared, and Express 5 the same objects with `res.json`. json-server has the same ' +
      'users and its own dialect: it gets by id, lists 30 in the order of its file, and of the searches answers those ' +
      'without times, which it cannot compare.',
  ];
  return { title: 'Reading', rows, notes };
}

/**
 * @param {Reading} work
 * @param {{ size: import('./sizes.js').Size, smallest: import('./sizes.js').Size | undefined,
 *   options: { rounds: number, seconds: number, connections: number } }} place
 */
async function row(work, { size, smallest, options }) {
  const { title, from, least } = READINGS[work];
  const { pools, users } = size.prepared;
  const requests = pools[work];
  /** @type {Record<string, import('../rounds.js').Contestant>} */
  const contestants = {
    understudy: { url: size.understudy.url, requests },
    'node:http': { url: size.node.url, requests },
    'Express 5': { url: size.express.url, requests },
  };
  if (size.jsonServer && (work !== 'search' || users <= MOST_SEARCHED)) {
    contestants['json-server'] = { url: size.jsonServer.url, requests: jsonServerRequests(requests) };
  }
  if (smallest && smallest !== size) {
    contestants.smallest = { url: smallest.understudy.url, requests: smallest.prepared.pools[work] };
  }
  const outcome = await takeTurns(`${title}, ${number(users)} users`, contestants, options);

  const others = ['node:http', 'Express 5', 'json-server'];
  /** @param {string} other */
  const ratio = other => (contestants[other] ? times(outcome.ratio('understudy', other)) : '');
  const targets = Object.entries(users >= from ? least : {}).filter(([other]) => contestants[other]);
  return {
    work: title,
    users: number(users),
    connections: String(options.connections),
    'understudy/s': rate(outcome.rate('understudy')),
    ...Object.fromEntries(others.map(name => [`${name}/s`, contestants[name] ? rate(outcome.rate(name)) : ''])),
    ...Object.fromEntries(others.map(name => [`× ${name}`, ratio(name)])),
    ...(smallest && contestants.smallest && { [`× ${number(smallest.prepared.users)} users`]: ratio('smallest') }),
    target: targets.map(([other, value]) => `${value} × ${other}`).join(', '),
    verdict: verdict(targets.map(([other, value]) => ({ value: outcome.ratio('understudy', other), least: value }))),
  };
}
