import * as fc from 'fast-check';
import { loadContract } from '../../../src/contract/index.js';
import { LOCATED } from '../aim.js';
import { hostileName } from '../values/hostile-text.js';
import { objectText } from '../values/json-text.js';

/** Regular expressions, most of which are none or run away elsewhere. */
const PATTERNS = [
  '.*',
  '/v1/user/\\d+',
  '(a+)+$',
  '(.*)*x',
  '(((((',
  '[',
  '\\',
  '(?=a)',
  '(?<n>a)\\k<n>',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  `a{${'9'.repeat(30)}}`,
  '\\p{L}',
  '.*.*.*.*.*x',
];

const PATHS = ['/v1/user/list', '/v1/user/1721', '/acefone/v1/user/288256', '/'];
/** None is longer than a client waits for its connection to be closed. */
const DELAYS = [0, 0, 1, 20, 2000];
const KEYS = ['X-Auth-Token', 'Prefer', 'name', 'Content-Length', 'Transfer-Encoding', 'Connection', 'Set-Cookie'];

/** What stands for words of the control plane whose schemas allow any text or number. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  api: ['dnl', 'acefone'],
  operation: LOCATED.map(({ operation }) => operation.id),
  method: ['GET', 'POST', 'PATCH', 'ANY'],
  url: [...PATHS, '/v1/user/list?per_page=1'],
  urlPath: PATHS,
  urlPattern: PATTERNS,
  urlPathPattern: PATTERNS,
  matches: PATTERNS,
  doesNotMatch: PATTERNS,
  milliseconds: DELAYS,
  lower: DELAYS,
  upper: DELAYS,
  median: DELAYS,
  name: ['documented', 'empty', 'expired-token', 'flaky-network', 'rate-limited', 'slow-backend'],
  snapshot: ['a', 'b'],
};

const READINGS = ['dnl', 'acefone'].flatMap(api =>
  loadContract(api).readings.flatMap(({ id, choices }) =>
    choices.map(choice => [id, JSON.stringify(choice.id)] as const),
  ),
);

/** JSON for a word of the control plane that says more than its schema does; undefined where the schema says it all. */
export function namedValue(word: string): fc.Arbitrary<string> | undefined {
  if (word === 'readings') return fc.array(fc.constantFrom(...READINGS), { maxLength: 3 }).map(objectText);
  const values = VALUES[word];
  return values && fc.constantFrom(...values).map(value => JSON.stringify(value));
}

/** Names of headers and parameters, some of which mean something to what sends an answer. */
export const controlKeys: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...KEYS), hostileName);

/** One of the words' values, wherever it may stand. */
export const anyNamedValue: fc.Arbitrary<string> = fc
  .constantFrom(...Object.values(VALUES).flat())
  .map(value => JSON.stringify(value));
