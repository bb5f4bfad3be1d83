import { createRandom } from '../random.js';
import { gets } from './get.js';
import { lists } from './list.js';
import { searches } from './search.js';
import { sourceOf } from './source.js';
import { creates, patches } from './write.js';

/** @typedef {import('../request.js').Request} Request */

/**
 * The requests of each work, the same for the same data.
 * @typedef {{ get: Request[], list: Request[], search: Request[], create: Request[], patch: Request[], mixed: Request[] }} Pools
 */

/**
 * Makes the requests from the data of a server; the answers are those to all that only read.
 * @param {string} url
 * @param {number} users
 * @returns {Promise<{ pools: Pools, answers: Map<string, string> }>}
 */
export async function poolsOf(url, users) {
  const random = createRandom(1);
  const source = sourceOf(url);
  const get = await gets(source, { users, random });
  const sample = await Promise.all(get.map(({ path }) => source.user(path)));
  const list = await lists(source);
  const search = await searches(source, { users, random, sample });
  const [create, patch] = [creates(random), patches(users, random)];
  const pools = { get, list, search, create, patch };
  return { pools: { ...pools, mixed: withWrites(search, pools) }, answers: source.kept };
}

/**
 * Reads of which every tenth is replaced by a write: a create, then a patch-all, in turn.
 * @param {Request[]} reads
 * @param {{ create: Request[], patch: Request[] }} writes
 */
function withWrites(reads, { create, patch }) {
  return reads.map((read, at) => {
    if (at % 10 !== 9) return read;
    const pool = at % 20 === 9 ? create : patch;
    return pool[at % pool.length] ?? read;
  });
}
