import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  AUTH_MODES,
  type ByApi,
  CALLBACKS,
  DEFAULT_JOURNAL,
  DEFAULT_LIMITS,
  DURABILITIES,
  type MockOptions,
  REMOTE_OVERRIDES,
  SHIPPED_APIS,
  UNKNOWN_PARENTS,
} from '../../app/index.js';
import {
  allowRefsFlag,
  dataFlag,
  formatDuration,
  parseDuration,
  parseInteger,
  parsePairs,
  profileFlag,
  readingFlag,
  recordsFlag,
  seedFlag,
} from '../flags.js';

/** The parsed flags of `understudy serve`. */
export type ServeFlags = {
  port: number;
  host: string;
  open?: true;
  watch?: true;
  allowRefs?: string[];
  auth: NonNullable<MockOptions['auth']>;
  validateRequest: 'true' | 'warn' | 'false';
  dynamic?: true;
  cors: boolean;
  callbacks: NonNullable<MockOptions['callbacks']>;
  resources?: ByApi<string>;
  records?: number;
  unknownParents: NonNullable<MockOptions['unknownParents']>;
  handlers?: ByApi<string>;
  errors?: true;
  api?: string[];
  defaultApi?: string;
  seed?: number;
  data: string;
  memory?: true;
  store?: string;
  staleReads?: true;
  reset?: true;
  fixtures?: string;
  documents?: string;
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
  visitorSandboxes?: true;
  trustProxy?: true;
  limit: Record<string, number>;
  resetEvery?: number;
  verbose?: true;
  quiet?: true;
  json?: true;
};

/** Adds the flags of `understudy serve` to a command. */
export function addServeFlags(command: Command): Command {
  return command
    .addOption(new Option('--port <number>', 'port to listen on; 0 for any free port').default(8000).argParser(port))
    .addOption(new Option('--host <host>', 'address to listen on').default('127.0.0.1').argParser(host))
    .addOption(
      new Option(
        '--api <name>',
        `shipped API to serve, or several: ${SHIPPED_APIS.map(({ name }) => name).join(',')} (default: all, or none beside descriptions)`,
      ).argParser(collectNames),
    )
    .addOption(new Option('--open', 'open the console in the browser, where the server runs in a terminal'))
    .addOption(new Option('--watch', 'load a description again when one of its files changes'))
    .addOption(allowRefsFlag())
    .addOption(
      new Option(
        '--auth <mode>',
        'which credentials descriptions accept: any of the right form, the printed ones, or none',
      )
        .choices(AUTH_MODES)
        .default('form'),
    )
    .addOption(
      new Option(
        '--validate-request <whether>',
        'refuse requests that break a description, or play them: with a warning header, or silently',
      )
        .choices(['true', 'warn', 'false'])
        .default('true'),
    )
    .addOption(new Option('--dynamic', 'make new values for each request to a description instead of using examples'))
    .addOption(new Option('--no-cors', 'send no CORS headers, and respond to OPTIONS as to other methods'))
    .addOption(
      new Option(
        '--callbacks <where>',
        'where the callbacks of descriptions are sent: to this machine, anywhere, or not at all',
      )
        .choices(CALLBACKS)
        .default('loopback'),
    )
    .addOption(
      new Option(
        '--resources <file>',
        'YAML file that overrides what is inferred; NAME=FILE for one of several APIs',
      ).argParser(fileByApi),
    )
    .addOption(
      new Option('--unknown-parents <what>', 'refuse or allow paths below a record that does not exist')
        .choices(UNKNOWN_PARENTS)
        .default('refuse'),
    )
    .addOption(
      new Option(
        '--handlers <file>',
        'JavaScript file with handlers of operations; NAME=FILE for one of several APIs',
      ).argParser(fileByApi),
    )
    .addOption(new Option('--errors', 'respond with a problem (500) where a response would break its contract'))
    .addOption(
      new Option(
        '--default-api <name>',
        'API that is also served at / (default: the first description, or the first shipped API that is served)',
      ),
    )
    .addOption(recordsFlag())
    .addOption(seedFlag())
    .addOption(dataFlag())
    .addOption(new Option('--memory', 'keep the data in memory only').conflicts('data'))
    .addOption(
      new Option(
        '--store <url>',
        'PostgreSQL database that keeps the data, for several processes: postgres://NAME:PASSWORD@HOST/DATABASE',
      ).conflicts(['data', 'memory', 'reset', 'watch']),
    )
    .addOption(
      new Option('--stale-reads', 'with --store: let reads not wait for what other processes have saved just now'),
    )
    .addOption(new Option('--reset', 'discard the data of the folder and seed again'))
    .addOption(new Option('--documents <dir>', 'folder with the source documents, for the console to show their lines'))
    .addOption(new Option('--fixtures <file>', 'JSON file with starting records instead of seeded ones'))
    .addOption(new Option('--scenario <name>', 'scenario to start with, such as empty or slow-backend'))
    .addOption(
      new Option(
        '--durability <when>',
        'acknowledge a change when it is on the disk, when the system has it, or immediately',
      )
        .choices(DURABILITIES)
        .default('fsync'),
    )
    .addOption(
      new Option('--sandboxes <number>', 'maximum number of sandboxes; the one idle for longest is deleted first')
        .default(1000)
        .argParser(parseInteger),
    )
    .addOption(
      new Option('--sandbox-ttl <time>', 'how long a sandbox may be idle, such as 30m (default: no limit)').argParser(
        parseDuration,
      ),
    )
    .addOption(profileFlag())
    .addOption(readingFlag())
    .addOption(
      new Option('--delay <ms>', 'delay of each response in milliseconds, unless a rule or preference sets another')
        .default(0)
        .argParser(parseInteger),
    )
    .addOption(
      new Option('--journal <number>', 'how many of the newest requests are kept')
        .default(DEFAULT_JOURNAL)
        .argParser(parseInteger),
    )
    .addOption(
      new Option(
        '--admin-token <token>',
        'token for /__admin, which also opens it to other machines (the variable is not visible in process lists)',
      ),
    )
    .addOption(
      new Option(
        '--remote-overrides <for>',
        'whether sandboxes, Prefer and ?__code are only for this machine or for all',
      )
        .choices(REMOTE_OVERRIDES)
        .default('local'),
    )
    .addOption(new Option('--visitor-sandboxes', 'give each browser a sandbox of its own, by a cookie'))
    .addOption(new Option('--trust-proxy', 'trust the headers X-Forwarded-* and Forwarded of a proxy'))
    .addOption(
      new Option(
        '--limit <name=number>',
        `one or several of ${Object.keys(DEFAULT_LIMITS).join(', ')}: url=1000,rules=9`,
      )
        .argParser(limits)
        .default({}, 'as docs/sharing.md lists them'),
    )
    .addOption(
      new Option('--reset-every <time>', 'reset data, rules, readings and clock at this interval: 1h').argParser(
        parseDuration,
      ),
    )
    .addOption(new Option('--verbose', 'print the tokens and a command for each API at the start'))
    .addOption(new Option('--quiet', 'print no log line for each request'))
    .addOption(new Option('--json', 'print the start and each request as a line of JSON').conflicts('verbose'));
}

function port(text: string): number {
  const number = parseInteger(text);
  if (number < 0 || number > 65_535) throw new InvalidArgumentError('It must be from 0 to 65535.');
  return number;
}

/** Node would listen on every address of the machine for an empty host. */
function host(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}

function collectNames(names: string, before: string[] = []): string[] {
  const some = names
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  if (some.length === 0) throw new InvalidArgumentError('It must name an API.');
  return [...before, ...some];
}

/** A file for the only description, or, as `NAME=FILE`, for that of one API. */
function fileByApi(text: string, before?: ByApi<string>): ByApi<string> {
  const [, name, file = ''] = /^([a-z0-9-]+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && typeof before !== 'string') return { ...before, [name]: file };
  if (name === undefined && before === undefined && text !== '') return text;
  throw new InvalidArgumentError('It must be a file, or NAME=FILE for each of several APIs.');
}

function limits(text: string, before: Record<string, number>): Record<string, number> {
  const pairs = Object.entries(parsePairs(text, 'name=number, such as bytes=1000000'));
  return { ...before, ...Object.fromEntries(pairs.map(([name, number]) => [name, parseInteger(number)])) };
}

/** Flags that the banner shows elsewhere, or that do not change what is played. */
const SHOWN = [
  'port',
  'host',
  'seed',
  'data',
  'memory',
  'store',
  'adminToken',
  'remoteOverrides',
  'verbose',
  'quiet',
  'json',
];

/** How many characters a line may have. */
const WIDTH = 60;

/** The flags and variables that change what is played, as flags, in lines that fit a terminal. */
export function listChangedFlags(command: Command): string[] {
  const flags = command.options
    .filter(option => !SHOWN.includes(option.attributeName()))
    .filter(option => ['cli', 'env', 'config'].includes(command.getOptionValueSource(option.attributeName()) ?? ''))
    .flatMap(option => {
      const value = command.getOptionValue(option.attributeName());
      const shown = option.parseArg === parseDuration ? formatDuration(value) : value;
      return option.negate ? [option.long ?? ''] : valuesOf(shown).map(text => option.long + text);
    });
  const lines: string[] = [];
  for (const flag of flags) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + flag.length < WIDTH) lines[lines.length - 1] = `${line} ${flag}`;
    else lines.push(flag);
  }
  return lines;
}

/** The values of a flag as they follow its name on the command line. */
function valuesOf(value: unknown): string[] {
  if (value === true) return [''];
  if (Array.isArray(value)) return value.map(one => ` ${one}`);
  if (typeof value !== 'object' || value === null) return [` ${value}`];
  return Object.entries(value).map(([name, one]) => ` ${name}=${one}`);
}
