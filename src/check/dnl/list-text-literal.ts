import type { Exchange } from '../../target/index.js';
import { type Context, learned, type Pending } from '../case.js';
import { type Check, defineCheck, type Finding, fails } from '../check.js';
import type { Filter } from './filters.js';
import type { Known } from './known.js';
import { judgeText, TEXTS } from './list-text-part.js';
import { list, PAGE } from './steps.js';
import { pageOf } from './user.js';

const OTHER_CASE = 'in the other case';

/** What somebody's text becomes: nobody has it so. The signs stand for others where a database or a program reads patterns. */
const OTHER: Readonly<Record<string, (text: string) => string>> = {
  [OTHER_CASE]: swapped,
  'with _ for a letter': text => within(text, '_'),
  'with . for a letter': text => within(text, '.'),
  'with ? for a letter': text => within(text, '?'),
  'cut short, with %': text => `${text.slice(0, 3)}%`,
  'cut short, with *': text => `${text.slice(0, 3)}*`,
  'cut short, with .*': text => `${text.slice(0, 3)}.*`,
  'followed by a quote and a condition': text => `${text}' OR '1'='1`,
  'after a backslash': text => `\\${text}`,
};

/** Reading text-match, exact in case or a part in any case: no sign stands for others. */
export const listTextLiteral: Check<Known> = defineCheck<Known, Filter>({
  id: 'list-text-literal',
  says: 'A text that nobody has, but for its case, finds nobody; no sign of it stands for others.',
  cases: TEXTS.flatMap(filter =>
    Object.entries(OTHER).map(([id, change]) => ({
      id: `${filter.parameter} ${id}`,
      operation: 'listUsers',
      parameter: filter.parameter,
      statements: [`list.${filter.parameter}`],
      steps: [
        list([
          [
            filter.parameter,
            learned<Known>(`${filter.key} of some letters`, context => otherText(filter, change, context)),
          ],
          ['per_page', PAGE],
        ]),
        ...(id === OTHER_CASE
          ? [
              list([
                [filter.parameter, innerPart(filter)],
                ['per_page', PAGE],
              ]),
            ]
          : []),
      ],
      expect: filter,
    })),
  ),
  judge({ exchanges, expect: filter, known }): Finding[] {
    const findings = exchanges.flatMap(exchange => judgeText({ exchanges: [exchange], expect: filter, known }));
    const totals = exchanges.map(exchange => pageOf(exchange)?.total);
    const isBoth = totals.includes(0) && totals.some(total => total !== 0);
    if (!isBoth || findings.some(({ verdict }) => verdict !== 'pass')) return findings;
    const message = 'In the other case a text is matched as a whole.';
    const expected = 'its case to count, or a part of it to do as well';
    return [fails(`list.${filter.parameter}`, { message, expected, got: `${totals.join(' and ')} users`, at: 0 })];
  },
});

/** What is within the text that was asked for first: whoever looks for parts in any case finds it as well. */
function innerPart({ parameter }: Filter): Pending<Known> {
  return learned('text', ({ exchanges: [first] }) => askedText(first, parameter).slice(1, -1).trim());
}

function askedText(exchange: Exchange | undefined, parameter: string): string {
  return new URL(exchange?.url ?? '').searchParams.get(parameter) ?? '';
}

/** The shortest text that is changed. */
const SHORTEST = 5;

function otherText(
  filter: Filter,
  change: (text: string) => string,
  { known, pick }: Context<Known>,
): string | undefined {
  const texts = new Set(filter.values(known));
  const others = [...texts].filter(text => text.length >= SHORTEST && /^[\w-]+( [\w-]+)*$/.test(text)).map(change);
  return pick(others.filter(text => !texts.has(text)));
}

/** A text with a sign in place of a letter amid it. */
function within(text: string, sign: string): string {
  return `${text.slice(0, 2)}${sign}${text.slice(3)}`;
}

function swapped(text: string): string {
  return text.replace(/[a-z]/gi, letter => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
}
