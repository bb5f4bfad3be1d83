import { Command } from 'commander';
import { createMock, type Mock, type MockOptions } from '../app/index.js';
import { banner } from './banner.js';
import { GatheredOutput } from './gathered-output.js';
import { logLine } from './log-line.js';
import { reachableUrl } from './reachable-url.js';
import { addServeFlags, type ServeFlags } from './serve-flags.js';
import { onStopSignal } from './stop-signal.js';
import { terminalLine } from './terminal-line.js';

/** `understudy serve`: plays the APIs until it is told to stop. */
export function serveCommand(version: string): Command {
  const command = new Command('serve').description('play the APIs');
  return addServeFlags(command).action((flags: ServeFlags) => serve(flags, version));
}

async function serve(flags: ServeFlags, version: string): Promise<void> {
  // whoever read the log may go away (`serve | head`); the server goes on
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  const log = new GatheredOutput(process.stdout);
  // however the process ends, the last lines get out
  process.once('exit', () => log.flush());
  const line = terminalLine(process.stderr);
  const onProgress = (records: number) => line.show(`${records} records`);
  const mock = await createMock({ ...optionsOf(flags, log), onProgress }).finally(line.clear);
  let ended: Promise<void>;
  try {
    const url = await mock.listen(flags.port, flags.host);
    // before the banner, since whoever waits for that may stop the server at once
    ended = stopped(mock);
    process.stdout.write(
      banner(mock, {
        url,
        origin: await reachableUrl(url),
        version,
        profile: flags.profile,
        data: flags.memory ? undefined : flags.data,
        asksForToken: flags.adminToken !== undefined,
        isOpen: flags.situations === 'open',
      }),
    );
  } catch (error) {
    await mock.close();
    throw error;
  }
  await ended;
  log.add(`Stopped; ${flags.memory ? 'the data were in memory only, and are gone' : 'all changes are saved'}.\n`);
  log.flush();
}

function optionsOf(flags: ServeFlags, log: GatheredOutput): MockOptions {
  const { api, root, users, seed, data, memory, fresh, fixtures, scenario, durability, profile, reading, quiet } =
    flags;
  const { adminToken, delay, journal, limit, situations } = flags;
  return {
    durability,
    delay,
    journal,
    situations,
    limits: limit,
    trustProxy: flags.trustProxy ?? false,
    ...(adminToken !== undefined && { adminToken }),
    sandboxes: { most: flags.sandboxes, ...(flags.sandboxTtl !== undefined && { ttl: flags.sandboxTtl }) },
    profile,
    readings: reading,
    ...(api && { apis: api }),
    ...(root !== undefined && { root }),
    ...(users !== undefined && { users }),
    ...(seed !== undefined && { seed }),
    ...(fixtures !== undefined && { fixtures }),
    ...(scenario !== undefined && { scenario }),
    ...(!memory && { data, fresh: fresh ?? false }),
    ...(!quiet && { onFinished: finished => log.add(logLine(finished)) }),
    onFailure: ({ message, fix }) => process.stderr.write(`understudy: ${message} ${fix}\n`),
    onNotice: sentence => process.stderr.write(`understudy: ${sentence}\n`),
  };
}

/** Kept once a signal has come and all data are saved; rejects where they are not. A second signal ends the process at once. */
function stopped(mock: Mock): Promise<void> {
  return new Promise((resolve, reject) => {
    onStopSignal(() => {
      mock.close().then(resolve, reject);
    }, FORCED);
  });
}

/** The exit code of a stop that did not wait for requests and data. */
const FORCED = 2;
