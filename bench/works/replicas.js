// Servers that share their data through PostgreSQL beside servers with data of their own.
import pg from 'pg';
import { serve, serveWith } from '../children.js';
import { takeTurns } from '../rounds.js';
import { number, rate, times } from '../table.js';

const WORKS = /** @type {const} */ (['get', 'list', 'create', 'patch']);
const MEMORY = 'in memory';
const FILE = 'data folder';
const ONE = 'one replica';
const TWO = 'two replicas';

/**
 * Gets, lists, creates and patch-alls of one user, at one replica and at two replicas at the same time; at the most connections.
 * @param {import('../stage.js').Stage} stage
 * @param {import('../options.js').Options & { store: string }} options
 * @returns {Promise<import('../table.js').Table>}
 */
export async function replicas(stage, options) {
  const connections = options.connections.at(-1) ?? 1;
  const { store } = options;
  const notes = [
    'Two replicas are loaded at the same time, each over half of the connections; their rate is the sum. A read at a replica looks first whether another ' +
      'has changed anything, and a change is acknowledged once PostgreSQL has committed it.',
  ];
  const rows = [];
  for (const users of options.records) {
    const { pools, copy } = await stage.prepared(users);
    const schema = `understudy_bench_${process.pid}_${users}`;
    await query(store, `CREATE SCHEMA ${schema}`);
    try {
      const url = `${store}${store.includes('?') ? '&' : '?'}options=${encodeURIComponent(`-c search_path=${schema}`)}`;
      const first = await serveWith(['--store', url, '--records', String(users)]);
      const second = await serveWith(['--store', url]);
      const memory = await serveWith(['--memory', '--records', String(users)]);
      const file = await serve({ folder: copy() });
      for (const work of WORKS) {
        const requests = pools[work];
        /** @type {Record<string, import('../rounds.js').Contestant>} */
        const contestants = {
          [MEMORY]: { url: memory.url, requests },
          [FILE]: { url: file.url, requests },
          [ONE]: { url: first.url, requests },
          [TWO]: { url: first.url, requests, beside: second.url },
        };
        const outcome = await takeTurns(`${work}, ${number(users)} users`, contestants, { ...options, connections });
        rows.push({
          work,
          users: number(users),
          connections: String(connections),
          ...Object.fromEntries(Object.keys(contestants).map(name => [`${name}/s`, rate(outcome.rate(name))])),
          ...Object.fromEntries([ONE, TWO].map(name => [`${name} × ${FILE}`, times(outcome.ratio(name, FILE))])),
        });
      }
      for (const server of [first, second, memory, file]) await server.stop();
    } finally {
      await query(store, `DROP SCHEMA ${schema} CASCADE`);
    }
  }
  return { title: 'Replicas', rows, notes };
}

/**
 * @param {string} url
 * @param {string} statement
 */
async function query(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
