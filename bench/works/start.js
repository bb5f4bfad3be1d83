import { serve, start } from '../children.js';
import { median } from '../median.js';
import { progress } from '../progress.js';
import { number, times, verdict } from '../table.js';

const MOST = 3;
const TARGET_USERS = 100_000;

/**
 * How long `serve` takes from its start to its banner with the data on disk, beside a process that reads the same file
 * line by line with JSON.parse.
 * @param {import('../stage.js').Stage} stage
 * @param {import('../options.js').Options} options
 * @returns {Promise<import('../table.js').Table>}
 */
export async function starting(stage, options) {
  const rows = [];
  for (const users of options.records) {
    const { copy, file, bytes } = await stage.prepared(users);
    const folder = copy();
    const rounds = [];
    for (let round = 1; round <= options.rounds; round++) {
      const reader = await start('read-lines', [file]);
      await reader.stop();
      const server = await serve({ folder });
      await server.stop();
      rounds.push({ serve: server.milliseconds, read: reader.milliseconds });
      progress(
        `start with ${number(users)} users, round ${round} of ${options.rounds}: ` +
          `serve ${number(server.milliseconds)} ms, reading ${number(reader.milliseconds)} ms`,
      );
    }
    const ratio = median(rounds.map(({ serve, read }) => serve / read));
    const isTarget = users >= TARGET_USERS;
    rows.push({
      work: 'start from disk',
      users: number(users),
      'data.json': `${number(bytes / 1e6, 1)} MB`,
      understudy: `${number(median(rounds.map(({ serve }) => serve)))} ms`,
      'reading lines': `${number(median(rounds.map(({ read }) => read)))} ms`,
      ratio: times(ratio),
      target: isTarget ? `at most ${MOST} ×` : '',
      verdict: verdict(isTarget ? [{ value: ratio, most: MOST }] : []),
    });
  }
  const notes = ['From the start of the process: to the banner, and to the last record parsed and kept.'];
  return { title: 'Start', rows, notes };
}
