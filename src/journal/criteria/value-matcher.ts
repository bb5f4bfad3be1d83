import { isExact, isShallow, type JsonReader, parseShallowJson } from '../../kernel/index.js';
import { equalsJson, MAX_UNORDERED, parseJsonPath, readJsonPathValue } from './json-matching.js';
import { parsePattern } from './pattern.js';
import { SentText } from './request-view.js';

/**
 * Whether the texts that were sent under one name match: none if nothing was sent, several if the name was repeated.
 * One match is enough; `doesNot…` means that none of the texts matches.
 */
export type ValueMatcher = (sent: readonly SentText[]) => boolean;

const WORDS = [
  'equalTo',
  'caseInsensitive',
  'contains',
  'doesNotContain',
  'matches',
  'doesNotMatch',
  'absent',
  'equalToJson',
  'ignoreArrayOrder',
  'ignoreExtraElements',
  'matchesJsonPath',
  'and',
  'or',
  'not',
] as const;

type Readers = Readonly<Record<(typeof WORDS)[number], JsonReader>>;

/** How deeply matchers may be nested, and how many may be in one list. */
const MAX_DEPTH = 3;
const MAX_COMBINED = 10;

/** Other names that WireMock has, and what to use here. */
const INSTEAD = {
  binaryEqualTo: 'use equalTo.',
  equalToXml: 'use contains or matches.',
  matchesXPath: 'use contains or matches.',
  matchesJsonSchema: 'use equalToJson or matchesJsonPath.',
  before: 'use matches.',
  after: 'use matches.',
  equalToDateTime: 'use equalTo.',
  includes: 'use contains.',
  hasExactly: 'use equalTo.',
};

/** A matcher has exactly one of these names; each has a function that reads it. */
const OPERATORS = {
  equalTo: readEqualTo,
  contains: ({ contains }: Readers) => any(readContains(contains)),
  doesNotContain: ({ doesNotContain }: Readers) => none(readContains(doesNotContain)),
  matches: ({ matches }: Readers) => any(parsePattern(matches)),
  doesNotMatch: ({ doesNotMatch }: Readers) => none(parsePattern(doesNotMatch)),
  absent: readAbsent,
  equalToJson: readEqualToJson,
  matchesJsonPath: readJsonPath,
  and: ({ and }: Readers, depth: number) => combineMatchers(and, depth, (all, sent) => all.every(one => one(sent))),
  or: ({ or }: Readers, depth: number) => combineMatchers(or, depth, (all, sent) => all.some(one => one(sent))),
  not({ not }: Readers, depth: number): ValueMatcher | undefined {
    const matcher = parseDeeper(not, depth);
    return matcher && (sent => !matcher(sent));
  },
} as const;

type Operator = keyof typeof OPERATORS;
const OPERATOR_NAMES = Object.keys(OPERATORS) as Operator[];

/** Names that belong to one operator. */
const MODIFIERS: readonly (readonly [modifier: keyof Readers, operator: Operator])[] = [
  ['caseInsensitive', 'equalTo'],
  ['ignoreArrayOrder', 'equalToJson'],
  ['ignoreExtraElements', 'equalToJson'],
];

/** Reads a matcher of a header, a parameter or a body: `{ "contains": "x" }`. */
export function parseValueMatcher(reader: JsonReader): ValueMatcher | undefined {
  return parseNestedMatcher(reader, 0);
}

function parseNestedMatcher(reader: JsonReader, depth: number): ValueMatcher | undefined {
  const readers = reader.object(WORDS, INSTEAD);
  const used = OPERATOR_NAMES.filter(name => !readers[name].isAbsent);
  const [operator] = used;
  if (operator === undefined || used.length > 1) {
    return reader.issue(`must have exactly one of ${OPERATOR_NAMES.join(', ')}.`);
  }
  for (const [modifier, of] of MODIFIERS) {
    if (of !== operator && !readers[modifier].isAbsent) readers[modifier].issue(`belongs to ${of}.`);
  }
  return OPERATORS[operator](readers, depth);
}

type Test = (text: string) => boolean;

function any(test: Test | undefined): ValueMatcher | undefined {
  return test && (sent => sent.some(({ text }) => test(text)));
}

function none(test: Test | undefined): ValueMatcher | undefined {
  return test && (sent => !sent.some(({ text }) => test(text)));
}

function readContains(reader: JsonReader): Test | undefined {
  const part = reader.text();
  return part === undefined ? undefined : text => text.includes(part);
}

function parseDeeper(reader: JsonReader, depth: number): ValueMatcher | undefined {
  if (depth < MAX_DEPTH) return parseNestedMatcher(reader, depth + 1);
  return reader.issue(`must not be nested in more than ${MAX_DEPTH} others.`);
}

function combineMatchers(
  reader: JsonReader,
  depth: number,
  holds: (matchers: readonly ValueMatcher[], sent: readonly SentText[]) => boolean,
): ValueMatcher | undefined {
  const items = reader.items();
  if (items.length === 0 || items.length > MAX_COMBINED) {
    return reader.issue(`must be a list of 1 to ${MAX_COMBINED} matchers.`);
  }
  const matchers = items.flatMap(item => parseDeeper(item, depth) ?? []);
  return sent => holds(matchers, sent);
}

/** As in WireMock: only a path, at which there must be a value, or a path with a matcher for its value. */
function readJsonPath({ matchesJsonPath: reader }: Readers, depth: number): ValueMatcher | undefined {
  if (typeof reader.value === 'string') {
    const path = parseJsonPath(reader);
    return path && (sent => sent.some(({ json }) => readJsonPathValue(path, json) !== undefined));
  }
  const members = new Map(reader.members());
  const expression = members.get('expression');
  if (!expression) return reader.issue('must be a path, or have one as its expression.');
  const path = parseJsonPath(expression);
  const { expression: _, ...rest } = reader.value as Record<string, unknown>;
  const matcher = parseDeeper(reader.with(rest), depth);
  return path && matcher && (sent => matcher(sent.flatMap(({ json }) => toSentTexts(readJsonPathValue(path, json)))));
}

/** The text that matchers compare: a string as it is, any other value as JSON. */
function toSentTexts(value: unknown): SentText[] {
  if (value === undefined) return [];
  return [new SentText(typeof value === 'string' ? value : JSON.stringify(value))];
}

function readEqualTo({ equalTo, caseInsensitive }: Readers): ValueMatcher | undefined {
  const expected = equalTo.text();
  const isCaseInsensitive = caseInsensitive.boolean() ?? false;
  if (expected === undefined) return undefined;
  if (!isCaseInsensitive) return any(text => text === expected);
  const lower = expected.toLowerCase();
  return any(text => text.toLowerCase() === lower);
}

function readAbsent({ absent }: Readers): ValueMatcher | undefined {
  const isAbsent = absent.boolean();
  return isAbsent === undefined ? undefined : sent => (sent.length === 0) === isAbsent;
}

/** As in WireMock, the JSON may be given as a value or as text. */
function readEqualToJson({ equalToJson, ...readers }: Readers): ValueMatcher | undefined {
  const comparison = {
    ignoreArrayOrder: readers.ignoreArrayOrder.boolean() ?? false,
    ignoreExtraElements: readers.ignoreExtraElements.boolean() ?? false,
  };
  const { value } = equalToJson;
  const expected = typeof value === 'string' ? parseShallowJson(value) : value;
  if (expected === undefined || !isShallow(expected)) {
    return equalToJson.issue('must be JSON, or JSON as text, and must not be nested too deeply.');
  }
  if (!isExact(expected)) return equalToJson.issue('must have no number that JavaScript cannot keep exactly.');
  if (comparison.ignoreArrayOrder && measureLongestList(expected) > MAX_UNORDERED) {
    return equalToJson.issue(`must have lists of at most ${MAX_UNORDERED} items to ignore their order.`);
  }
  return sent => sent.some(({ json }) => json !== undefined && equalsJson(json, expected, comparison));
}

function measureLongestList(json: unknown): number {
  if (json === null || typeof json !== 'object') return 0;
  const items = Object.values(json);
  return items.reduce(
    (longest, item) => Math.max(longest, measureLongestList(item)),
    Array.isArray(json) ? items.length : 0,
  );
}
