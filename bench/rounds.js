import { load } from './load.js';
import { median } from './median.js';
import { progress } from './progress.js';
import { rate } from './table.js';

/**
 * One who takes turns: a server and what it is asked, perhaps with another server that is asked the same at the same time.
 * @typedef {{ url: string, requests: import('./request.js').Request[], beside?: string }} Contestant
 */

/**
 * What came of the rounds: the median rate of each, and the median of the ratios of two, taken round by round.
 * @typedef {{ rate(name: string): number, ratio(name: string, other: string): number }} Outcome
 */

/** The most seconds that a server is loaded before anything counts. */
const WARM_UP = 1;

/**
 * Loads the contestants in turn, round by round, so that a slow moment of the machine hits them alike.
 * @param {string} title
 * @param {Record<string, Contestant>} contestants
 * @param {{ rounds: number, seconds: number, connections: number }} options
 * @returns {Promise<Outcome>}
 */
export async function takeTurns(title, contestants, { rounds, seconds, connections }) {
  const names = Object.keys(contestants);
  /** @type {Record<string, number[]>} */
  const rates = Object.fromEntries(names.map(name => [name, []]));
  for (const contestant of Object.values(contestants)) {
    await rateOf(contestant, { connections, seconds: Math.min(seconds, WARM_UP) });
  }
  for (let round = 1; round <= rounds; round++) {
    for (const [name, contestant] of Object.entries(contestants)) {
      rates[name]?.push(await rateOf(contestant, { connections, seconds }));
    }
    const last = names.map(name => `${name} ${rate(rates[name]?.at(-1) ?? Number.NaN)}/s`).join(', ');
    progress(`${title}, ${connections} connections, round ${round} of ${rounds}: ${last}`);
  }
  return {
    rate: name => median(rates[name] ?? []),
    ratio: (name, other) =>
      median((rates[name] ?? []).map((one, round) => one / (rates[other]?.[round] ?? Number.NaN))),
  };
}

/**
 * @param {Contestant} contestant
 * @param {{ connections: number, seconds: number }} options
 */
async function rateOf({ url, requests, beside }, { connections, seconds }) {
  if (beside === undefined) return (await load({ url, requests, connections, seconds })).rate;
  const half = { connections: Math.ceil(connections / 2), seconds };
  // each sends others first, so that they do not change the same records at the same time
  const middle = Math.floor(requests.length / 2);
  const turned = [...requests.slice(middle), ...requests.slice(0, middle)];
  const loads = await Promise.all([load({ url, requests, ...half }), load({ url: beside, requests: turned, ...half })]);
  return loads.reduce((sum, { rate }) => sum + rate, 0);
}
