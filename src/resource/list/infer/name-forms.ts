import type { Comparison } from '../../resources.js';

/** How the name of a parameter says a comparison: the rest of the name, its `stem`, is that of a member. */
type NameForm = { pattern: RegExp; compare: Comparison; isTime?: boolean };

/** The words after a member: `price_gte`, `price[gte]`, `price__gte`, `priceGte`. */
const SUFFIXES: Readonly<Record<string, Comparison>> = {
  gt: 'above',
  gte: 'atLeast',
  ge: 'atLeast',
  min: 'atLeast',
  lt: 'below',
  lte: 'atMost',
  le: 'atMost',
  max: 'atMost',
  eq: 'equal',
  ne: 'unequal',
  neq: 'unequal',
  not: 'unequal',
  in: 'within',
  like: 'containing',
  ilike: 'containing',
  contains: 'containing',
  icontains: 'containing',
  isnull: 'null',
  is_null: 'null',
  IsNull: 'null',
};

/** Words that need a time on one of the two sides: `closed_to` may be a member of any kind. */
const TIME_SUFFIXES: Readonly<Record<string, Comparison>> = {
  after: 'above',
  since: 'atLeast',
  from: 'atLeast',
  start: 'atLeast',
  before: 'below',
  until: 'atMost',
  to: 'atMost',
  end: 'atMost',
};

const PREFIXES: Readonly<Record<string, Comparison>> = { min: 'atLeast', max: 'atMost', not: 'unequal' };
const TIME_PREFIXES: Readonly<Record<string, Comparison>> = {
  from: 'atLeast',
  since: 'atLeast',
  start: 'atLeast',
  to: 'atMost',
  until: 'atMost',
  end: 'atMost',
  after: 'above',
  before: 'below',
};

export const NAME_FORMS: readonly NameForm[] = [
  ...forms(SUFFIXES, suffixPattern),
  ...forms(TIME_SUFFIXES, suffixPattern, true),
  ...forms(PREFIXES, prefixPattern),
  ...forms(TIME_PREFIXES, prefixPattern, true),
];

function forms(
  words: Readonly<Record<string, Comparison>>,
  patternOf: (word: string) => RegExp,
  isTime = false,
): NameForm[] {
  return Object.entries(words).map(([word, compare]) => ({ pattern: patternOf(word), compare, isTime }));
}

/** After a separator in any case, or in camel case. */
function suffixPattern(word: string): RegExp {
  const capital = word.slice(0, 1).toUpperCase() + word.slice(1);
  return new RegExp(`^(?<stem>.+?)(?:[_.\\-]+\\$?(?:${word}|${word.toUpperCase()})|(?<=[a-z0-9])${capital})$`);
}

function prefixPattern(word: string): RegExp {
  return new RegExp(`^${word}(?:[_.\\-]+(?=.)|(?=[A-Z]))(?<stem>.+)$`);
}
