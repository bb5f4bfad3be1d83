import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  DEFAULT_JOURNAL,
  DEFAULT_LIMITS,
  DURABILITIES,
  type MockOptions,
  PROFILES,
  REMOTE_OVERRIDES,
} from '../../app/index.js';
import { dataFlag, parseDuration, parseInteger, parsePairs, seedFlag, usersFlag } from '../flags.js';

/** The flags of `understudy serve` as they were read. */
export type ServeFlags = {
  port: number;
  host: string;
  api?: string[];
  defaultApi?: string;
  users?: number;
  seed?: number;
  data: string;
  memory?: true;
  reset?: true;
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
  remoteOverrides: NonNullable<MockOptions['remoteOverrides']>;
  trustProxy?: true;
  limit: Record<string, number>;
  resetEvery?: number;
  verbose?: true;
  quiet?: true;
};

/** Adds the flags of `understudy serve` to a command. */
export function addServeFlags(command: Command): Command {
  return command
    .addOption(new Option('--port <number>', 'port to listen on; 0 takes any free one').default(8000).argParser(port))
    .addOption(new Option('--host <host>', 'address to listen on').default('127.0.0.1').argParser(host))
    .addOption(new Option('--api <name>', 'API to serve, or several: dnl,acefone (default: all)').argParser(listed))
    .addOption(new Option('--default-api <name>', 'API that is also served at / (default: dnl, or the first served)'))
    .addOption(usersFlag())
    .addOption(seedFlag())
    .addOption(dataFlag())
    .addOption(new Option('--memory', 'keep the data in memory only').conflicts('data'))
    .addOption(new Option('--reset', 'discard the data of the folder and seed anew'))
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
        .argParser(parseInteger),
    )
    .addOption(
      new Option(
        '--sandbox-ttl <time>',
        'how long a sandbox may be idle, such as 30m (default: without end)',
      ).argParser(parseDuration),
    )
    .addOption(
      new Option('--profile <name>', 'whose answers to give where the documents leave a doubt')
        .choices(PROFILES)
        .default('documented'),
    )
    .addOption(
      new Option('--reading <id=answer>', 'answer of one reading, or of several: a=b,c=d')
        .argParser(readings)
        .default({}, 'as the profile has it'),
    )
    .addOption(
      new Option('--delay <ms>', 'how many milliseconds each answer waits, unless a rule or preference says otherwise')
        .default(0)
        .argParser(parseInteger),
    )
    .addOption(
      new Option('--journal <number>', 'how many of the requests that were answered are kept')
        .default(DEFAULT_JOURNAL)
        .argParser(parseInteger),
    )
    .addOption(
      new Option(
        '--admin-token <token>',
        'what /__admin asks for; with it, other machines may use that, too (the variable does not show in lists of processes)',
      ),
    )
    .addOption(
      new Option(
        '--remote-overrides <for>',
        'whether sandboxes, Prefer and ?__code are for this machine alone or for all',
      )
        .choices(REMOTE_OVERRIDES)
        .default('local'),
    )
    .addOption(
      new Option('--trust-proxy', 'take for true what a proxy before the server says in X-Forwarded-* or Forwarded'),
    )
    .addOption(
      new Option(
        '--limit <name=number>',
        `one or several of ${Object.keys(DEFAULT_LIMITS).join(', ')}: url=1000,rules=9`,
      )
        .argParser(limits)
        .default({}, 'as docs/sharing.md lists them'),
    )
    .addOption(
      new Option(
        '--reset-every <time>',
        'put everything back to how it began, each time that so long has passed: 1h',
      ).argParser(parseDuration),
    )
    .addOption(new Option('--verbose', 'print the tokens and a command for each API at the start'))
    .addOption(new Option('--quiet', 'print no line per request'));
}

function port(text: string): number {
  const number = parseInteger(text);
  if (number < 0 || number > 65_535) throw new InvalidArgumentError('It must be from 0 to 65535.');
  return number;
}

/** Node takes an empty host for every address of the machine. */
function host(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}

function listed(names: string, before: string[] = []): string[] {
  const some = names
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  if (some.length === 0) throw new InvalidArgumentError('It must name an API.');
  return [...before, ...some];
}

function readings(text: string, before: Record<string, string>): Record<string, string> {
  return { ...before, ...parsePairs(text, 'id=answer, such as text-match=contains') };
}

function limits(text: string, before: Record<string, number>): Record<string, number> {
  const pairs = Object.entries(parsePairs(text, 'name=number, such as bytes=1000000'));
  return { ...before, ...Object.fromEntries(pairs.map(([name, number]) => [name, parseInteger(number)])) };
}
