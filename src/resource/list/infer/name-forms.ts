import type { Comparison } from '../../list-rules.js';
import { byWord } from '../names/words.js';

/** How the name of a parameter says a comparison: the rest of the name, its `stem`, is that of a member. */
type NameForm = { pattern: RegExp; compare: Comparison; isTime?: boolean };

/** The words after a member: `price_gte`, `price[gte]`, `price__gte`, `priceGte`. */
const SUFFIXES = byWord<Comparison>([
  ['above', 'gt'],
  ['atLeast', 'gte ge min'],
  ['below', 'lt'],
  ['atMost', 'lte le max'],
  ['equal', 'eq'],
  ['unequal', 'ne neq not'],
  ['within', 'in'],
  ['containing', 'like ilike contains icontains'],
  ['null', 'isnull is_null IsNull'],
]);

/** Words before or after a member that need a time on one of the two sides: `closed_to` may be a member of any kind. */
const TIME_WORDS = byWord<Comparison>([
  ['above', 'after'],
  ['atLeast', 'since from start'],
  ['below', 'before'],
  ['atMost', 'until to end'],
]);

const PREFIXES = byWord<Comparison>([
  ['atLeast', 'min'],
  ['atMost', 'max'],
  ['unequal', 'not'],
]);

export const NAME_FORMS: readonly NameForm[] = [
  ...forms(SUFFIXES, suffixPattern),
  ...forms(TIME_WORDS, suffixPattern, true),
  ...forms(PREFIXES, prefixPattern),
  ...forms(TIME_WORDS, prefixPattern, true),
];

function forms(
  words: ReadonlyMap<string, Comparison>,
  patternOf: (word: string) => RegExp,
  isTime = false,
): NameForm[] {
  return [...words].map(([word, compare]) => ({ pattern: patternOf(word), compare, isTime }));
}

/** After a separator in any case, or in camel case. */
function suffixPattern(word: string): RegExp {
  const capital = word.slice(0, 1).toUpperCase() + word.slice(1);
  return new RegExp(`^(?<stem>.+?)(?:[_.\\-]+\\$?(?:${word}|${word.toUpperCase()})|(?<=[a-z0-9])${capital})$`);
}

function prefixPattern(word: string): RegExp {
  return new RegExp(`^${word}(?:[_.\\-]+(?=.)|(?=[A-Z]))(?<stem>.+)$`);
}
