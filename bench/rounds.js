import { load } from './load.js';
import { median } from './median.js';
import { progress } from './progress.js';
import { rate } from './table.js';

/** One who takes turns: a server and what it is asked. @typedef {{ url: string, requests: import('./request.js').Request[] }} Contestant */

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
    await load({ ...contestant, connections, seconds: Math.min(seconds, WARM_UP) });
  }
  for (let round = 1; round <= rounds; round++) {
    for (const [name, contestant] of Object.entries(contestants)) {
      rates[name]?.push((await load({ ...contestant, connections, seconds })).rate);
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
