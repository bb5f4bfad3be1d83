import { takeTurns } from '../rounds.js';
import { number, rate, times, verdict } from '../table.js';

const TITLE = 'list + two filters + order + page, 10 % writes';
const LEAST = 0.6;
const TARGET_USERS = 100_000;

/**
 * Searches with 10 % creates and patches mixed in, beside the same without, on one server.
 * @param {import('./sizes.js').Size[]} sizes
 * @param {import('../options.js').Options} options
 * @returns {Promise<import('../table.js').Table>}
 */
export async function mixed(sizes, options) {
  const rows = [];
  for (const { prepared, understudy } of sizes) {
    for (const connections of options.connections) {
      const contestants = {
        mixed: { url: understudy.url, requests: prepared.pools.mixed },
        without: { url: understudy.url, requests: prepared.pools.search },
      };
      const title = `${TITLE}, ${number(prepared.users)} users`;
      const outcome = await takeTurns(title, contestants, { ...options, connections });
      const isTarget = prepared.users === TARGET_USERS;
      rows.push({
        work: TITLE,
        users: number(prepared.users),
        connections: String(connections),
        'understudy/s': rate(outcome.rate('mixed')),
        'without writes/s': rate(outcome.rate('without')),
        ratio: times(outcome.ratio('mixed', 'without')),
        target: isTarget ? `${LEAST} × without writes` : '',
        verdict: verdict(isTarget ? [{ value: outcome.ratio('mixed', 'without'), least: LEAST }] : []),
      });
    }
  }
  return { title: 'Reading with writes mixed in', rows };
}
