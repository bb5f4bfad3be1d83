import { type Contract, PROFILES } from '../contract/index.js';
import { MOST_EXCHANGES } from '../journal/index.js';
import { LONGEST_DELAY } from '../rules/index.js';
import { DURABILITIES } from '../store/index.js';
import { limitFlaws } from './limits.js';
import type { MockOptions } from './options.js';

/** An API there is, with its readings. */
export type ReadingsOf = { name: string; contract: Pick<Contract, 'readings'> };

/** For whom sandboxes and preferences are. */
export const SITUATIONS = ['local', 'open'] as const;

/** What is wrong with options, each flaw as a sentence. */
export function* optionFlaws(options: MockOptions, known: readonly ReadingsOf[]): Generator<string> {
  yield* unknownOptions(options);
  yield* valueFlaws(options, known);
}

function* valueFlaws(
  {
    apis,
    root,
    users,
    seed,
    data,
    fixtures,
    durability,
    sandboxes = {},
    profile,
    clock,
    limits = {},
    readings = {},
    journal = 1,
    adminToken,
    situations = 'local',
    trustProxy = false,
    delay = 0,
  }: MockOptions,
  known: readonly ReadingsOf[],
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
  yield* limitFlaws(limits);
  for (const [limit, value = 1] of Object.entries(sandboxes)) {
    if (limit !== 'most' && limit !== 'ttl') yield `There is no limit ${limit} of sandboxes.`;
    if (!Number.isSafeInteger(value) || value < 1) {
      yield `The limit ${limit} of sandboxes must be an integer above 0, not ${value}.`;
    }
  }
  if (durability !== undefined && !DURABILITIES.includes(durability)) {
    yield `There is no durability ${durability}; there are ${DURABILITIES.join(', ')}.`;
  }
  if (!Number.isInteger(journal) || journal < 1 || journal > MOST_EXCHANGES) {
    yield `The journal must be an integer from 1 to ${MOST_EXCHANGES}, not ${journal}.`;
  }
  if (adminToken !== undefined && !SENDABLE.test(adminToken)) {
    yield 'The admin token must be at least one letter, digit or sign of ASCII, without spaces.';
  }
  if (!SITUATIONS.includes(situations)) yield `Situations are ${SITUATIONS.join(' or ')}, not ${situations}.`;
  if (typeof trustProxy !== 'boolean') yield `The option trustProxy must be true or false, not ${trustProxy}.`;
  if (!Number.isInteger(delay) || delay < 0 || delay > LONGEST_DELAY) {
    yield `The delay must be an integer from 0 to ${LONGEST_DELAY}, not ${delay}.`;
  }
  if (fixtures === '') yield 'The file of fixtures must have a name.';
  if (data === '') yield 'The data folder must have a name.';
  if (profile !== undefined && !PROFILES.includes(profile)) {
    yield `There is no profile ${profile}; there are ${PROFILES.join(', ')}.`;
  }
  yield* readingFlaws(readings, known);
}

/** What is wrong with answers chosen for readings. */
export function* readingFlaws(
  chosen: Readonly<Record<string, string>>,
  known: readonly ReadingsOf[],
): Generator<string> {
  const all = known.flatMap(({ contract }) => contract.readings);
  for (const [id, answer] of Object.entries(chosen)) {
    const reading = all.find(reading => reading.id === id);
    if (!reading) yield `There is no reading ${id}; the README lists those that leave a choice.`;
    else if (!reading.answers.some(({ id }) => id === answer)) {
      yield `The reading ${id} has no answer ${answer}; it has ${reading.answers.map(({ id }) => id).join(', ')}.`;
    }
  }
}

/** Whether so many users can be seeded. */
export function isUserCount(users: unknown): boolean {
  return Number.isInteger(users) && Number(users) >= 1 && Number(users) <= MOST_USERS;
}

const MOST_USERS = 1_000_000;
/** What a client can send as a token, in a header. */
const SENDABLE = /^[\x21-\x7e]+$/;

function unknownOptions(options: object): string[] {
  return Object.keys(options)
    .filter(name => !Object.hasOwn(OPTIONS, name))
    .map(name => `There is no option ${name}.`);
}

/** Every option there is; the type sees to it that none is forgotten. */
const OPTIONS: Record<keyof MockOptions, true> = {
  apis: true,
  root: true,
  users: true,
  seed: true,
  data: true,
  fixtures: true,
  scenario: true,
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
  trustProxy: true,
  delay: true,
  limits: true,
  onFinished: true,
  onFailure: true,
  onNotice: true,
  onProgress: true,
};
