import { inspect } from 'node:util';
import { type Contract, PROFILES, similarName } from '../contract/index.js';
import { MAX_EXCHANGES } from '../journal/index.js';
import { isObject } from '../kernel/index.js';
import { MAX_DELAY } from '../rules/index.js';
import { DURABILITIES } from '../store/index.js';
import { limitIssues } from './limits.js';
import { type MockOptions, REMOTE_OVERRIDES } from './mock-options.js';

/** A known API, with its readings. */
export type ReadingsOf = { name: string; contract: Pick<Contract, 'readings'> };

/** Yields a sentence for each thing wrong with options. */
export function* optionIssues(options: MockOptions, known: readonly ReadingsOf[]): Generator<string> {
  if (!isObject(options)) return yield `The options must be an object, such as { users: 10 }, not ${format(options)}.`;
  yield* unknownOptions(options);
  const wrong = [...kindIssues(options)];
  if (wrong.length > 0) yield* wrong;
  else yield* valueIssues(options, known);
}

/** Yields a sentence for each value of the wrong type. Values are checked further only if all types are right. */
function* kindIssues(options: MockOptions): Generator<string> {
  for (const [name, kind] of Object.entries(OPTIONS)) {
    const value = options[name as keyof MockOptions];
    if (value === undefined || KINDS[kind](value)) continue;
    // a token is never shown, not even one of the wrong type
    yield `The option ${name} must be ${kind}${name === 'adminToken' ? '' : `, not ${format(value)}`}.`;
  }
}

const KINDS = {
  'an object': isObject,
  'a list of names': (value: unknown) => Array.isArray(value) && value.every(one => typeof one === 'string'),
  'a number': (value: unknown) => typeof value === 'number',
  'a text': (value: unknown) => typeof value === 'string',
  'true or false': (value: unknown) => typeof value === 'boolean',
  'a function': (value: unknown) => typeof value === 'function',
} satisfies Record<string, (value: unknown) => boolean>;

/** Formats a value for a sentence. */
function format(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  const text = typeof value === 'string' ? JSON.stringify(value) : inspect(value, { depth: 1, breakLength: Infinity });
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** How many characters of a value are shown. */
const MAX_SHOWN = 80;

function* valueIssues(
  {
    apis,
    defaultApi,
    users,
    seed,
    data,
    fixtures,
    durability,
    sandboxes = {},
    profile,
    limits = {},
    readings = {},
    journal = 1,
    adminToken,
    remoteOverrides = 'local',
    trustProxy = false,
    delay = 0,
  }: MockOptions,
  known: readonly ReadingsOf[],
): Generator<string> {
  const names = known.map(({ name }) => name);
  const served = apis ?? names;
  if (served.length === 0) yield 'There is no API to serve.';
  for (const api of served) if (!names.includes(api)) yield `There is no API ${api}. Known APIs: ${names.join(', ')}.`;
  if (defaultApi !== undefined && !served.includes(defaultApi))
    yield `The default API ${defaultApi} is not served (${served.join(', ')}).`;
  if (users !== undefined && !isUserCount(users)) {
    yield `The number of users must be an integer from 1 to ${MAX_USERS}, not ${users}.`;
  }
  if (seed !== undefined && !Number.isSafeInteger(seed)) yield `The seed must be an integer, not ${seed}.`;
  yield* limitIssues(limits);
  for (const [limit, value = 1] of Object.entries(sandboxes)) {
    if (limit !== 'most' && limit !== 'ttl') yield `Sandboxes have no limit ${limit}.`;
    if (!Number.isSafeInteger(value) || value < 1) {
      yield `The limit ${limit} of sandboxes must be an integer above 0, not ${value}.`;
    }
  }
  if (durability !== undefined && !DURABILITIES.includes(durability)) {
    yield `The durability must be one of ${DURABILITIES.join(', ')}, not ${durability}.`;
  }
  if (!Number.isInteger(journal) || journal < 1 || journal > MAX_EXCHANGES) {
    yield `The journal must be an integer from 1 to ${MAX_EXCHANGES}, not ${journal}.`;
  }
  if (adminToken !== undefined && !SENDABLE.test(adminToken)) {
    yield 'The admin token must be printable ASCII without spaces, and not empty.';
  }
  if (!REMOTE_OVERRIDES.includes(remoteOverrides))
    yield `The option remoteOverrides must be ${REMOTE_OVERRIDES.join(' or ')}, not ${remoteOverrides}.`;
  if (typeof trustProxy !== 'boolean') yield `The option trustProxy must be true or false, not ${trustProxy}.`;
  if (!Number.isInteger(delay) || delay < 0 || delay > MAX_DELAY) {
    yield `The delay must be an integer from 0 to ${MAX_DELAY}, not ${delay}.`;
  }
  if (fixtures === '') yield 'The fixtures file must have a name.';
  if (data === '') yield 'The data folder must have a name.';
  if (profile !== undefined && !PROFILES.includes(profile)) {
    yield `There is no profile ${profile}. Known profiles: ${PROFILES.join(', ')}.`;
  }
  yield* readingIssues(readings, known);
}

/** Yields a sentence for each unknown reading or choice. */
export function* readingIssues(
  chosen: Readonly<Record<string, string>>,
  known: readonly ReadingsOf[],
): Generator<string> {
  const all = known.flatMap(({ contract }) => contract.readings);
  for (const [id, choice] of Object.entries(chosen)) {
    const reading = all.find(reading => reading.id === id);
    if (!reading) yield `There is no reading ${id}. docs/readings.md lists all readings.`;
    else if (!reading.choices.some(({ id }) => id === choice)) {
      yield `The reading ${id} has no choice ${choice}. Its choices: ${reading.choices.map(({ id }) => id).join(', ')}.`;
    }
  }
}

/** Whether a value is a valid number of users to seed. */
export function isUserCount(users: unknown): boolean {
  return Number.isInteger(users) && Number(users) >= 1 && Number(users) <= MAX_USERS;
}

const MAX_USERS = 1_000_000;
/** What a client can send as a token in a header. */
const SENDABLE = /^[\x21-\x7e]+$/;

function unknownOptions(options: object): string[] {
  return Object.keys(options)
    .filter(name => !Object.hasOwn(OPTIONS, name))
    .map(name => {
      const nearest = similarName(name, Object.keys(OPTIONS));
      return `There is no option ${name}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`;
    });
}

/** The type of each option's value. The TypeScript type makes sure that no option is missing. */
const OPTIONS: Record<keyof MockOptions, keyof typeof KINDS> = {
  apis: 'a list of names',
  defaultApi: 'a text',
  users: 'a number',
  seed: 'a number',
  data: 'a text',
  fixtures: 'a text',
  scenario: 'a text',
  reset: 'true or false',
  durability: 'a text',
  sandboxes: 'an object',
  profile: 'a text',
  readings: 'an object',
  clock: 'a function',
  validateResponses: 'true or false',
  journal: 'a number',
  adminToken: 'a text',
  remoteOverrides: 'a text',
  trustProxy: 'true or false',
  delay: 'a number',
  limits: 'an object',
  onFinished: 'a function',
  onFailure: 'a function',
  onWarning: 'a function',
  onProgress: 'a function',
};
