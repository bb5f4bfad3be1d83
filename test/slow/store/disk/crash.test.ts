import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CrashLedger } from '../../../store/crash-ledger.js';
import { clientOf } from '../../../store/http-client.js';
import { type KillableServer, spawnServer } from '../../../store/killable-server.js';
import { temporaryFolder } from '../../../store/things.js';

/** `npm run crash` asks for more rounds than `npm test` has the time for. */
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 10);
/** Only a server that hangs takes so long; on a busy machine a start alone may take half a minute. */
const LONGEST = 180_000 + ROUNDS * 60_000;
/** How many milliseconds a round waits for what it wants to interrupt. */
const PATIENCE = 30_000;
/** Up to how many changes a round awaits before it kills a server that only writes. */
const MOST_CHANGES = 40;

const TORN = /^(understudy: The last entry of \S+ is torn and was dropped: its change had not been acknowledged\.\n)?$/;

/** When a server is killed: after as many changes, or at an event, so that a slow machine does the same work. */
const MOMENTS = [
  'while it writes',
  'during a checkpoint',
  'when the log rotates',
  'while it closes',
  'while it starts',
];

/** Numbers from 0 to 1 that only look random, so that a round can be told by its number. */
function randomness(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function killedAt(
  moment: string,
  { server, ledger, random }: { server: KillableServer; ledger: CrashLedger; random: () => number },
): Promise<void> {
  if (moment === 'during a checkpoint') {
    await seen(server, () => existsSync(join(server.folder, 'data.json.writing')));
    await passed(random() * 12);
  } else if (moment === 'when the log rotates') {
    const before = newestLog(server);
    await seen(server, () => newestLog(server) > before);
    await passed(random() * 3);
  } else {
    const enough = ledger.acknowledged + random() * MOST_CHANGES;
    await seen(server, () => ledger.acknowledged >= enough);
    await passed(random() * 12);
  }
  if (moment === 'while it closes') {
    void server.kill('SIGTERM');
    await passed(random() * 120);
  }
  await server.kill();
}

/** Looks until something is seen, or for so long that it no longer matters. */
async function seen(server: KillableServer, isSeen: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!isSeen() && !server.isOver() && performance.now() < end) await passed(1);
}

function newestLog({ folder }: KillableServer): number {
  return Math.max(0, ...readdirSync(folder).map(name => Number(/^data\.(\d+)\.log$/.exec(name)?.[1] ?? 0)));
}

test.each(['fsync', 'write'])(
  'A server that is killed at any time has all that it acknowledged when it starts again, and all else wholly or not at all (%s)',
  async durability => {
    const folder = temporaryFolder();
    const start = () => spawnServer(folder, ['--durability', durability]);
    const seeding = spawnServer(folder, ['--records', `${CrashLedger.users}`]);
    const spawned = performance.now();
    await seeding.listening();
    const startTime = performance.now() - spawned;
    await seeding.kill();
    const ledger = new CrashLedger();
    for (let round = 0; round < ROUNDS / 2; round++) {
      const random = randomness(round);
      const moment = MOMENTS[round % MOMENTS.length] as string;
      if (moment === 'while it starts') {
        const starting = start();
        await passed(random() * startTime);
        await starting.kill();
      }
      const server = start();
      const client = clientOf(await server.listening());
      expect(server.stderr()).toMatch(TORN);
      await ledger.verify(client).catch(error => {
        throw new Error(`round ${round}, after a kill ${MOMENTS[(round + 4) % 5]}: ${error.message}`, { cause: error });
      });
      await Promise.all([ledger.write(client), killedAt(moment, { server, ledger, random })]);
      expect(server.stderr()).toMatch(TORN);
    }
    const last = start();
    await ledger.verify(clientOf(await last.listening()));
    expect((await last.kill('SIGTERM')).code).toBe(0);
    expect(ledger.acknowledged).toBeGreaterThan(ROUNDS);
  },
  LONGEST,
);
