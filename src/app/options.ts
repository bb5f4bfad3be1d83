import { type Contract, PROFILES, type Profile } from '../contract/index.js';
import { type Clock, Problem, systemClock } from '../kernel/index.js';
import type { BodyLimits, Finished } from '../mock/index.js';
import { DURABILITIES, type Durability, type SandboxLimits } from '../store/index.js';

/** What a mock can be told. Everything has a default. */
export type MockOptions = {
  /** The APIs to serve, of `dnl` and `acefone`; all of them by default. */
  apis?: readonly string[];
  /** The API that is also served at `/`; by default `dnl`, or the first of `apis` where that is not served. */
  root?: string;
  /** How many DNL users to seed, 1 to 1,000,000; 160 by default. */
  users?: number;
  /** What the seeded data follow from, an integer; 1 by default. */
  seed?: number;
  /** The folder that keeps the data; without it they live in memory. */
  data?: string;
  /** Whether to discard the folder's data and seed anew. */
  fresh?: boolean;
  /** When a change is acknowledged: once it is on the disk, once the system has it, or at once; `fsync` by default. */
  durability?: Durability;
  /** How many sandboxes there may be, and how many milliseconds one may be idle; 1,000 and without end by default. */
  sandboxes?: Partial<SandboxLimits>;
  /** Which answers the readings get; `documented` by default. */
  profile?: Profile;
  /** Single answers of readings, by id: `{ 'text-match': 'contains' }`. */
  readings?: Readonly<Record<string, string>>;
  /** Tells the time, as a date or in milliseconds since 1970; the machine's by default. */
  clock?: Clock;
  /** Whether each answer is held against the contract; one that violates it becomes a 500. Off by default. */
  judged?: boolean;
  /** How many of the requests that were answered are kept, for the mock and for each sandbox; 1,000 by default. */
  journal?: number;
  /** The token that the control plane asks for; with it, other machines may use that, too. */
  adminToken?: string;
  /** Whether sandboxes and preferences are for this machine's clients alone (`local`, the default) or for all (`open`). */
  situations?: 'local' | 'open';
  /** What a client may send; 1 MiB, 64 levels of nesting, 30,000 milliseconds by default. */
  limits?: Partial<Limits>;
  /** Called once a request has been answered or has broken off. */
  onFinished?: (finished: Finished) => void;
  /** Called with each failure that a client saw as a 500, or that nobody waited for. */
  onFailure?: (problem: Problem) => void;
  /** Called with what a person should know of the data that were opened, as a sentence. */
  onNotice?: (sentence: string) => void;
  /** Called now and then while many records are seeded or read, with how many there are. */
  onProgress?: (records: number) => void;
};

/** The limits of a body, and how many milliseconds a client may take to send its request. */
export type Limits = BodyLimits & {
  requestTimeout: number;
  /** How many rules there may be, for the mock and for each sandbox. */
  rules: number;
  /** The most bytes of a body that replaces records. */
  records: number;
};

/** The options with nothing left open but what the data folder may decide: `users` and `seed`. */
export type Settings = Required<
  Pick<
    MockOptions,
    'apis' | 'root' | 'fresh' | 'durability' | 'profile' | 'readings' | 'clock' | 'judged' | 'onFailure'
  >
> &
  Pick<MockOptions, 'users' | 'seed' | 'data' | 'onFinished' | 'onNotice' | 'onProgress'> & {
    limits: Limits;
    sandboxes: SandboxLimits;
    journal: number;
    adminToken: string | undefined;
    isOpen: boolean;
    clockSet: boolean;
  };

export const DEFAULT_USERS = 160;
export const DEFAULT_SEED = 1;
const DEFAULT_ROOT = 'dnl';
const MOST_USERS = 1_000_000;
export const DEFAULT_JOURNAL = 1000;
const MOST_JOURNAL = 100_000;
/** For whom sandboxes and preferences are. */
export const SITUATIONS = ['local', 'open'] as const;
const DEFAULT_SANDBOXES: SandboxLimits = { most: 1000 };
const DEFAULT_LIMITS: Limits = {
  bytes: 1024 * 1024,
  depth: 64,
  requestTimeout: 30_000,
  rules: 1000,
  records: 64 * 1024 * 1024,
};

/** An API there is, with its readings. */
type Known = { name: string; contract: Pick<Contract, 'readings'> };

/** Fills in what the options leave out. Throws `option-invalid` that names everything wrong with them. */
export function settingsOf(options: MockOptions, known: readonly Known[]): Settings {
  const wrong = [...unknownOptions(options), ...flawsOf(options, known)];
  if (wrong.length > 0) throw new Problem('option-invalid', wrong.join(' '));
  const { apis = known.map(({ name }) => name), data, users, seed, onFinished, onNotice, onProgress } = options;
  return {
    apis,
    root: options.root ?? (apis.includes(DEFAULT_ROOT) ? DEFAULT_ROOT : (apis[0] ?? '')),
    fresh: options.fresh ?? false,
    durability: options.durability ?? 'fsync',
    sandboxes: { ...DEFAULT_SANDBOXES, ...options.sandboxes },
    profile: options.profile ?? 'documented',
    readings: options.readings ?? {},
    clock: options.clock ?? systemClock(),
    clockSet: options.clock !== undefined,
    judged: options.judged ?? false,
    journal: options.journal ?? DEFAULT_JOURNAL,
    adminToken: options.adminToken,
    isOpen: options.situations === 'open',
    onFailure: options.onFailure ?? (() => {}),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    ...(users !== undefined && { users }),
    ...(seed !== undefined && { seed }),
    ...(data !== undefined && { data }),
    ...(onFinished !== undefined && { onFinished }),
    ...(onNotice !== undefined && { onNotice }),
    ...(onProgress !== undefined && { onProgress }),
  };
}

/** Every option there is; the type sees to it that none is forgotten. */
const OPTIONS: Record<keyof MockOptions, true> = {
  apis: true,
  root: true,
  users: true,
  seed: true,
  data: true,
  fresh: true,
  durability: true,
  sandboxes: true,
  profile: true,
  readings: true,
  clock: true,
  judged: true,
  journal: true,
  adminToken: true,
  situations: true,
  limits: true,
  onFinished: true,
  onFailure: true,
  onNotice: true,
  onProgress: true,
};

function unknownOptions(options: object): string[] {
  return Object.keys(options)
    .filter(name => !Object.hasOwn(OPTIONS, name))
    .map(name => `There is no option ${name}.`);
}

/** Whether so many users can be seeded. */
export function isUserCount(users: unknown): boolean {
  return Number.isInteger(users) && Number(users) >= 1 && Number(users) <= MOST_USERS;
}

function* flawsOf(
  {
    apis,
    root,
    users,
    seed,
    data,
    durability,
    sandboxes = {},
    profile,
    clock,
    limits = {},
    readings = {},
    journal = DEFAULT_JOURNAL,
    adminToken,
    situations = 'local',
  }: MockOptions,
  known: readonly Known[],
): Generator<string> {
  const names = known.map(({ name }) => name);
  const served = apis ?? names;
  if (served.length === 0) yield 'There is no API to serve.';
  for (const api of served) if (!names.includes(api)) yield `There is no API ${api}; there are ${names.join(', ')}.`;
  if (root !== undefined && !served.includes(root))
    yield `The root ${root} is none of the served APIs (${served.join(', ')}).`;
  if (users !== undefined && !isUserCount(users)) {
    yield `The number of users must be an integer from 1 to ${MOST_USERS}, not ${users}.`;
  }
  if (seed !== undefined && !Number.isSafeInteger(seed)) yield `The seed must be an integer, not ${seed}.`;
  if (clock !== undefined && typeof clock !== 'function') yield 'The clock must be a function that tells the time.';
  for (const [limit, value] of Object.entries(limits)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, limit)) yield `There is no limit ${limit}.`;
    if (!Number.isSafeInteger(value) || value < 1) yield `The limit ${limit} must be an integer above 0, not ${value}.`;
  }
  for (const [limit, value = 1] of Object.entries(sandboxes)) {
    if (limit !== 'most' && limit !== 'ttl') yield `There is no limit ${limit} of sandboxes.`;
    if (!Number.isSafeInteger(value) || value < 1) {
      yield `The limit ${limit} of sandboxes must be an integer above 0, not ${value}.`;
    }
  }
  if (durability !== undefined && !DURABILITIES.includes(durability)) {
    yield `There is no durability ${durability}; there are ${DURABILITIES.join(', ')}.`;
  }
  if (!Number.isInteger(journal) || journal < 1 || journal > MOST_JOURNAL) {
    yield `The journal must be an integer from 1 to ${MOST_JOURNAL}, not ${journal}.`;
  }
  if (adminToken === '') yield 'The admin token must not be empty.';
  if (!SITUATIONS.includes(situations)) yield `Situations are ${SITUATIONS.join(' or ')}, not ${situations}.`;
  if (data === '') yield 'The data folder must have a name.';
  if (profile !== undefined && !PROFILES.includes(profile)) {
    yield `There is no profile ${profile}; there are ${PROFILES.join(', ')}.`;
  }
  yield* readingFlaws(readings, known);
}

/** What is wrong with answers chosen for readings. */
export function* readingFlaws(chosen: Readonly<Record<string, string>>, known: readonly Known[]): Generator<string> {
  const all = known.flatMap(({ contract }) => contract.readings);
  for (const [id, answer] of Object.entries(chosen)) {
    const reading = all.find(reading => reading.id === id);
    if (!reading) yield `There is no reading ${id}; the README lists those that leave a choice.`;
    else if (!reading.answers.some(({ id }) => id === answer)) {
      yield `The reading ${id} has no answer ${answer}; it has ${reading.answers.map(({ id }) => id).join(', ')}.`;
    }
  }
}
