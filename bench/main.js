// Requests per second of the mock, side by side with two bare servers that answer the same bytes: `npm run bench`.
// The servers take turns within every round, so that a slow moment of the machine hits them alike; ratios are taken
// round by round and their median is printed.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import autocannon from 'autocannon';
import { prepared, TOKEN } from './prepared.js';

const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 10;
const SERVERS = ['understudy', 'bare-node', 'bare-express'];

const { users } = await prepared();
/** @type {Record<string, string[]>} */
const WORKS = {
  'get one user': users.map(({ user_id }) => `/v1/user/${user_id}`),
  'list, 30 users': ['/v1/user/list'],
};

const children = SERVERS.map(name => fork(new URL(`servers/${name}.js`, import.meta.url)));
process.on('exit', () => {
  for (const child of children) child.kill();
});
const urls = await Promise.all(children.map(urlOf));

/** @type {Record<string, number[][]>} requests per second by work: a list of rounds, in each a number per server */
const results = {};
for (const [work, paths] of Object.entries(WORKS)) {
  results[work] = [];
  await Promise.all(urls.map(url => load(url, paths, 1)));
  for (let round = 0; round < ROUNDS; round++) {
    const rates = [];
    for (const url of urls) rates.push(await load(url, paths, SECONDS));
    results[work].push(rates);
    process.stderr.write(`${work}, round ${round + 1} of ${ROUNDS}\n`);
  }
}
console.log(
  `\nNode ${process.version}, ${cpus().length} cores, ${CONNECTIONS} connections, medians of ${ROUNDS} rounds of ${SECONDS} s\n`,
);
console.log('| work | understudy | bare node:http | bare Express 5 | of node:http | of Express 5 |');
console.log('|---|---|---|---|---|---|');
for (const [work, rounds] of Object.entries(results)) {
  const rates = SERVERS.map((_, at) => Math.round(median(rounds.map(round => round[at] ?? 0))));
  const ratios = [1, 2].map(at => median(rounds.map(round => (round[0] ?? 0) / (round[at] ?? 1))).toFixed(2));
  console.log(
    `| ${work} | ${rates.map(rate => `${rate}/s`).join(' | ')} | ${ratios.map(ratio => `${ratio} ×`).join(' | ')} |`,
  );
}

process.exit();

/**
 * The URL that a server tells once it listens; throws if it ends before.
 * @param {import('node:child_process').ChildProcess} child
 */
async function urlOf(child) {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a server ended with ${code}`);
  });
  return String((await Promise.race([once(child, 'message'), ended]))[0]);
}

/**
 * Requests per second that a server answers; throws if any answer was not 200.
 * @param {string} url
 * @param {string[]} paths
 * @param {number} duration
 */
async function load(url, paths, duration) {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration,
    headers: { 'X-Auth-Token': TOKEN },
    requests: paths.map(path => ({ method: 'GET', path })),
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url} failed: ${result.non2xx} refusals, ${result.errors} errors`);
  return result.requests.total / result.duration;
}

/** @param {number[]} numbers */
function median(numbers) {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;
}
