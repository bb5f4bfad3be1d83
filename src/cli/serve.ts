import { Command, InvalidArgumentError, Option } from 'commander';
import {
  createMock,
  DEFAULT_JOURNAL,
  DEFAULT_LIMITS,
  DURABILITIES,
  type Mock,
  type MockOptions,
  PROFILES,
  SITUATIONS,
} from '../app/index.js';
import { banner } from './banner.js';
import { dataFlag, duration, integer, paired, seedFlag, usersFlag } from './flags.js';
import { GatheredOutput } from './gathered-output.js';
import { logLine } from './log-line.js';
import { onStopSignal } from './stop-signal.js';
import { terminalLine } from './terminal-line.js';

type Flags = {
  port: number;
  host: string;
  api?: string[];
  root?: string;
  users?: number;
  seed?: number;
  data: string;
  memory?: true;
  fresh?: true;
  fixtures?: string;
  scenario?: string;
  durability: NonNullable<MockOptions['durability']>;
  sandboxes: number;
  sandboxTtl?: number;
  profile: NonNullable<MockOptions['profile']>;
  reading: Record<string, string>;
  delay: number;
  journal: number;
  adminToken?: string;
  situations: NonNullable<MockOptions['situations']>;
  limit: Record<string, number>;
  quiet?: true;
};

/** `understudy serve`: plays the APIs until it is told to stop. */
export function serveCommand(version: string): Command {
  return new Command('serve')
    .description('play the APIs')
    .addOption(
      new Option('--port <number>', 'port to listen on; 0 takes any free one')
        .default(8000)
        .env('PORT')
        .argParser(port),
    )
    .addOption(new Option('--host <host>', 'address to listen on').default('127.0.0.1').env('HOST').argParser(host))
    .addOption(new Option('--api <name>', 'API to serve; repeat it for more (default: all)').argParser(listed))
    .addOption(new Option('--root <name>', 'API that is also served at / (default: dnl, or the first served)'))
    .addOption(usersFlag())
    .addOption(seedFlag())
    .addOption(dataFlag())
    .addOption(new Option('--memory', 'keep the data in memory only').conflicts('data'))
    .addOption(new Option('--fresh', 'discard the data of the folder and seed anew'))
    .addOption(new Option('--fixtures <file>', 'JSON file of records to begin with in the place of seeded ones'))
    .addOption(new Option('--scenario <name>', 'situation to begin with, such as empty or slow-backend'))
    .addOption(
      new Option(
        '--durability <when>',
        'acknowledge a change once it is on the disk, once the system has it, or at once',
      )
        .choices(DURABILITIES)
        .default('fsync'),
    )
    .addOption(
      new Option('--sandboxes <number>', 'how many sandboxes there may be; the one idle for longest goes first')
        .default(1000)
        .argParser(integer),
    )
    .addOption(
      new Option(
        '--sandbox-ttl <time>',
        'how long a sandbox may be idle, such as 30m (default: without end)',
      ).argParser(duration),
    )
    .addOption(
      new Option('--profile <name>', 'whose answers to give where the documents leave a doubt')
        .choices(PROFILES)
        .default('documented'),
    )
    .addOption(
      new Option('--reading <id=answer>', 'answer of one reading; repeat it for more')
        .argParser(reading)
        .default({}, 'as the profile has it'),
    )
    .addOption(
      new Option('--delay <ms>', 'how many milliseconds each answer waits, unless a rule or preference says otherwise')
        .default(0)
        .argParser(integer),
    )
    .addOption(
      new Option('--journal <number>', 'how many of the requests that were answered are kept')
        .default(DEFAULT_JOURNAL)
        .argParser(integer),
    )
    .addOption(
      new Option(
        '--admin-token <token>',
        'what /__admin asks for; with it, other machines may use that, too (the variable does not show in lists of processes)',
      ).env('UNDERSTUDY_ADMIN_TOKEN'),
    )
    .addOption(
      new Option('--situations <for>', 'whether sandboxes, Prefer and ?__code are for this machine alone or for all')
        .choices(SITUATIONS)
        .default('local'),
    )
    .addOption(
      new Option('--limit <name=number>', `one of ${Object.keys(DEFAULT_LIMITS).join(', ')}; repeat it for more`)
        .argParser(limit)
        .default({}, 'as the README lists them'),
    )
    .addOption(new Option('--quiet', 'print no line per request'))
    .action((flags: Flags) => serve(flags, version));
}

async function serve(flags: Flags, version: string): Promise<void> {
  // whoever read the log may go away (`serve | head`); the server goes on
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  const log = new GatheredOutput(process.stdout);
  // however the process ends, the last lines get out
  process.once('exit', () => log.flush());
  const line = terminalLine(process.stderr);
  const onProgress = (records: number) => line.show(`${records} records`);
  const mock = await createMock({ ...optionsOf(flags, log), onProgress }).finally(line.clear);
  try {
    const url = await mock.listen(flags.port, flags.host);
    process.stdout.write(
      banner(mock, {
        url,
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
  await stopped(mock);
  log.add('Stopped; all changes are saved.\n');
  log.flush();
}

function optionsOf(flags: Flags, log: GatheredOutput): MockOptions {
  const { api, root, users, seed, data, memory, fresh, fixtures, scenario, durability, profile, reading, quiet } =
    flags;
  const { adminToken, delay, journal, limit, situations } = flags;
  return {
    durability,
    delay,
    journal,
    situations,
    limits: limit,
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

/** Kept once a signal has come and all data are saved. A second signal ends the process at once. */
function stopped(mock: Mock): Promise<void> {
  return new Promise((resolve, reject) => {
    onStopSignal(() => {
      mock.close().then(resolve, reject);
    }, FORCED);
  });
}

/** The exit code of a stop that did not wait for requests and data. */
const FORCED = 2;

function port(text: string): number {
  const number = integer(text);
  if (number < 0 || number > 65_535) throw new InvalidArgumentError('It must be from 0 to 65535.');
  return number;
}

/** Node takes an empty host for every address of the machine. */
function host(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}

function listed(name: string, before: string[] = []): string[] {
  return [...before, name];
}

function reading(text: string, before: Record<string, string>): Record<string, string> {
  return { ...before, ...paired(text, 'id=answer, such as text-match=contains') };
}

function limit(text: string, before: Record<string, number>): Record<string, number> {
  const [[name, number] = ['', '']] = Object.entries(paired(text, 'name=number, such as bytes=1000000'));
  return { ...before, [name]: integer(number) };
}
