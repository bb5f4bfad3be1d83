import { statSync } from 'node:fs';
import type { ApiDefinition } from '../../apis/index.js';
import { AUTH_MODES } from '../../auth/index.js';
import { type Contract, PROFILES } from '../../contract/index.js';
import { MAX_EXCHANGES } from '../../journal/index.js';
import { isObject } from '../../kernel/index.js';
import { createInputValidator, describeIssues, formatInput, suggest } from '../../openapi/index.js';
import { MAX_SEEDED, UNKNOWN_PARENTS } from '../../resource/index.js';
import { MAX_DELAY } from '../../rules/index.js';
import { DURABILITIES, MAX_RECORD_DEPTH } from '../../store/index.js';
import { byApiIssues } from './by-api.js';
import { CALLBACKS, DEFAULT_LIMITS, type Limits, type MockOptions, REMOTE_OVERRIDES } from './mock-options.js';

/** A known API: its readings, and what a number of records means to it. */
export type OptionsOf = {
  name: string;
  contract: Pick<Contract, 'readings'>;
  definition: Pick<ApiDefinition, 'records'>;
  description?: unknown;
};

/** Returns a sentence for each thing wrong with options. */
export function optionIssues(options: MockOptions, known: readonly OptionsOf[]): readonly string[] {
  const issues = describeIssues(validateOptions(options), nameOf);
  return isObject(options) ? [...issues, ...functionIssues(options), ...nameIssues(options, known)] : issues;
}

/** Whether the options that name descriptions have the right types. */
export function canLoad(options: MockOptions): boolean {
  return validateOptions(options).length === 0;
}

/** JSON Schema has no functions. */
function functionIssues(options: MockOptions): string[] {
  return FUNCTIONS.filter(name => !['undefined', 'function'].includes(typeof options[name])).map(
    name => `The option ${name} must be a function, not ${formatInput(options[name])}.`,
  );
}

/** A schema does not know which APIs, readings and folders there are. Values of the wrong type already have an issue. */
function* nameIssues(
  { apis, defaultApi, readings, records, documents, data, store, reset, adminToken, ...others }: MockOptions,
  known: readonly OptionsOf[],
): Generator<string> {
  const names = known.map(({ name }) => name);
  const described = known.filter(({ description }) => description !== undefined).map(({ name }) => name);
  const served = Array.isArray(apis) ? [...described, ...apis.filter(api => typeof api === 'string')] : names;
  if (store !== undefined && data !== undefined) yield 'The data are in a folder or in a shared store, not in both.';
  if (store !== undefined && reset) yield 'A shared store is not discarded at a start: POST /__admin/reset resets it.';
  if (others.visitorSandboxes === true && adminToken === undefined)
    yield 'Sandboxes of visitors need an admin token, by which the owner is known.';
  if (apis?.length === 0) yield 'There is no API to serve.';
  for (const api of served) if (!names.includes(api)) yield `There is no API ${api}. Known APIs: ${names.join(', ')}.`;
  if (typeof defaultApi === 'string' && !served.includes(defaultApi))
    yield `The default API ${defaultApi} is not served (${served.join(', ')}).`;
  if (isObject(readings)) yield* readingIssues(readings, known);
  if (isRecordNumber(records)) yield* recordNumberIssues(records, known);
  if (
    typeof documents === 'string' &&
    documents !== '' &&
    !statSync(documents, { throwIfNoEntry: false })?.isDirectory()
  )
    yield `The option documents must be a folder that exists, not ${documents}.`;
  yield* byApiIssues(others, described);
}

/** Yields a sentence for each unknown reading or choice. */
export function* readingIssues(
  chosen: Readonly<Record<string, string>>,
  known: readonly OptionsOf[],
): Generator<string> {
  const all = known.flatMap(({ contract }) => contract.readings);
  for (const [id, choice] of Object.entries(chosen)) {
    const reading = all.find(reading => reading.id === id);
    if (!reading)
      yield `There is no reading ${id}${suggest(
        id,
        all.map(reading => reading.id),
      )}`;
    else if (!reading.choices.some(({ id }) => id === choice)) {
      yield `The reading ${id} has no choice ${choice}. Its choices: ${reading.choices.map(({ id }) => id).join(', ')}.`;
    }
  }
}

/** Whether a value is a number of records that an API may allow. */
export function isRecordNumber(records: unknown): records is number {
  return Number.isInteger(records) && Number(records) >= 0 && Number(records) <= MAX_SEEDED;
}

/** Yields a sentence for each API that does not allow a number of records. Also an API that is not served begins with records. */
export function* recordNumberIssues(records: number, known: readonly OptionsOf[]): Generator<string> {
  for (const { name, definition } of known) {
    const { collection, least, most } = definition.records ?? { least: 0, most: MAX_SEEDED };
    if (records >= least && records <= most) continue;
    const of = collection === undefined ? name : `${name}.${collection}`;
    yield `The option records must be an integer from ${least} to ${most} for ${of}, not ${records}.`;
  }
}

/** The highest values of limits that have one. */
const MAX_LIMITS: Partial<Limits> = { delay: MAX_DELAY, depth: MAX_RECORD_DEPTH };

const TEXT = { type: 'string' };
const NAME = { type: 'string', minLength: 1 };
const SWITCH = { type: 'boolean' };
const FUNCTION = true;
const anInteger = (minimum: number, maximum = Number.MAX_SAFE_INTEGER) => ({ type: 'integer', minimum, maximum });
const anObject = (properties: object) => ({ type: 'object', additionalProperties: false, properties });

/** The schema of each option. The TypeScript type makes sure that no option is missing. */
const OPTIONS: Record<keyof MockOptions, object | true> = {
  apis: { type: 'array', items: TEXT },
  descriptions: { type: 'array', items: NAME },
  allowRefs: { type: 'array', items: NAME },
  auth: { enum: AUTH_MODES },
  validateRequests: { enum: [true, false, 'warn'] },
  dynamic: SWITCH,
  callbacks: { enum: CALLBACKS },
  resources: { type: ['string', 'object'], minLength: 1, additionalProperties: NAME },
  records: anInteger(0, MAX_SEEDED),
  unknownParents: { enum: UNKNOWN_PARENTS },
  handlers: { type: ['string', 'object'], minLength: 1 },
  defaultApi: TEXT,
  seed: anInteger(Number.MIN_SAFE_INTEGER),
  data: NAME,
  // it may have a password
  store: { ...NAME, writeOnly: true },
  staleReads: SWITCH,
  fixtures: NAME,
  documents: NAME,
  scenario: TEXT,
  reset: SWITCH,
  durability: { enum: DURABILITIES },
  sandboxes: anObject({ most: anInteger(1), ttl: anInteger(1) }),
  // the longest time of a timer
  resetEvery: anInteger(1, 2 ** 31 - 1),
  profile: { enum: PROFILES },
  readings: { type: 'object', additionalProperties: TEXT },
  clock: FUNCTION,
  validateResponses: SWITCH,
  journal: anInteger(1, MAX_EXCHANGES),
  // what a client can send in a header
  adminToken: { type: 'string', pattern: '^[\\x21-\\x7e]+$', title: 'printable ASCII without spaces', writeOnly: true },
  remoteOverrides: { enum: REMOTE_OVERRIDES },
  visitorSandboxes: SWITCH,
  cors: SWITCH,
  trustProxy: SWITCH,
  delay: anInteger(0, MAX_DELAY),
  limits: anObject(
    Object.fromEntries(Object.keys(DEFAULT_LIMITS).map(name => [name, anInteger(1, MAX_LIMITS[name as keyof Limits])])),
  ),
  onFinished: FUNCTION,
  onFailure: FUNCTION,
  onReset: FUNCTION,
  onWarning: FUNCTION,
  onProgress: FUNCTION,
};

const FUNCTIONS = (Object.keys(OPTIONS) as (keyof MockOptions)[]).filter(name => OPTIONS[name] === FUNCTION);

const validateOptions = createInputValidator(anObject(OPTIONS));

function nameOf(path: readonly string[]): string {
  return path.length > 0 ? `The option ${path.join('.')}` : 'The options, such as { records: 10 },';
}
