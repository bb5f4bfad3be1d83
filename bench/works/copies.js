import { start } from '../children.js';
import { median } from '../median.js';
import { progress } from '../progress.js';
import { number, verdict } from '../table.js';

/** The most that a copy may take, in milliseconds and in bytes. */
const MOST = { milliseconds: 5, bytes: 200_000 };
/** The size from which the targets are meant. */
const TARGET_USERS = 1_000_000;

/**
 * What the program `copies` measures of each work.
 * @typedef {{ work: string, milliseconds: number[], bytes: number }[]} Measured
 */

/**
 * What a snapshot, a restore, a reset and a new sandbox cost in time and memory, through the library.
 * @param {import('../stage.js').Stage} stage
 * @param {import('../options.js').Options} options
 * @returns {Promise<import('../table.js').Table>}
 */
export async function copies(stage, options) {
  const rows = [];
  for (const users of new Set([options.records[0] ?? 1000, options.records.at(-1) ?? 1000])) {
    const { copy } = await stage.prepared(users);
    progress(`copies of ${number(users)} users`);
    const program = await start('copies', [copy(), String(users)], ['--expose-gc']);
    await program.stop();
    /** @type {Measured} */
    const measured = JSON.parse(program.url);
    for (const { work, milliseconds, bytes } of measured) {
      const isTarget = users >= TARGET_USERS;
      const targets = [
        { value: median(milliseconds), most: MOST.milliseconds },
        { value: bytes, most: MOST.bytes },
      ];
      rows.push({
        work,
        users: number(users),
        median: `${number(median(milliseconds), 2)} ms`,
        longest: `${number(Math.max(...milliseconds), 2)} ms`,
        memory: `${number(bytes / 1000, 1)} KB`,
        target: isTarget ? `at most ${MOST.milliseconds} ms, ${MOST.bytes / 1000} KB` : '',
        verdict: verdict(isTarget ? targets : []),
      });
    }
  }
  const notes = [
    'Each of them 20 times, after one more user was created each time; the memory is what heap and buffers have grown by, ' +
      'per time, after a garbage collection, beyond what the creates alone take.',
  ];
  return { title: 'Copies', rows, notes };
}
