// What the works share: seeded data of each size, and the requests made from them. Both are made once, when first asked for.
import { constants, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from './children.js';
import { writeAnswers } from './pools/answers.js';
import { poolsOf } from './pools/pools.js';
import { progress } from './progress.js';
import { number } from './table.js';

/**
 * Data of one size: the requests to it, the file of the answers, the data file and its bytes, and folders with copies of it.
 * @typedef {{ users: number, pools: import('./pools/pools.js').Pools, answers: string, file: string, bytes: number,
 *   copy(): string }} Prepared
 */

/**
 * Where the works play: `prepared` makes data of a size, `path` a name for a file that goes with the run.
 * @typedef {{ folder: string, prepared(users: number): Promise<Prepared>, path(): string }} Stage
 */

/**
 * Sets the stage in a new folder, which goes when the process ends.
 * @param {string} [parent]
 * @returns {Stage}
 */
export function setStage(parent = tmpdir()) {
  const folder = mkdtempSync(join(parent, 'understudy-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  let made = 0;
  const path = () => join(folder, String(++made));
  /** @type {Map<number, Promise<Prepared>>} */
  const known = new Map();
  return {
    folder,
    path,
    prepared(users) {
      const prepared = known.get(users) ?? prepare(users, path);
      known.set(users, prepared);
      return prepared;
    },
  };
}

/**
 * @param {number} users
 * @param {() => string} path
 * @returns {Promise<Prepared>}
 */
async function prepare(users, path) {
  progress(`seeding ${number(users)} users`);
  const [data, answers] = [path(), path()];
  const server = await serve({ folder: data, records: users });
  progress(`making requests to ${number(users)} users`);
  const { pools, answers: texts } = await poolsOf(server.url, users);
  writeAnswers(answers, texts);
  await server.stop();
  const file = join(data, 'data.json');
  return { users, pools, answers, file, bytes: statSync(file).size, copy: () => copied(data, path()) };
}

/**
 * @param {string} from
 * @param {string} to
 */
function copied(from, to) {
  cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return to;
}
