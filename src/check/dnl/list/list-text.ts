import type { Exchange } from '../../../target/index.js';
import { type Context, learned, type Pending } from '../../model/case.js';
import { type Check, defineCheck, type Finding, fails, passes, shown, undecided } from '../../model/check.js';
import type { Known } from '../users/known.js';
import { list, PAGE } from '../users/steps.js';
import { pageOf } from '../users/user.js';
import { FILTERS, type Filter } from './filters.js';

/** The length of the shortest text that is changed or shortened. */
const MIN_TEXT_LENGTH = 5;

const TEXTS = FILTERS.filter(({ doubt }) => doubt?.reading === 'text-match');

/** Reading text-match: asked for the inner part of a text, a target finds no one, or everyone whose text contains it. */
export const listTextPart: Check<Known> = defineCheck<Known, Filter>({
  id: 'list-text-part',
  says: 'A part of a text finds nobody, or all whose text contains it.',
  // several times each: whoever gives one answer has to keep to it
  cases: [...TEXTS, ...TEXTS, ...TEXTS, ...TEXTS].map((filter, at) => ({
    id: at < TEXTS.length ? filter.parameter : `${filter.parameter}, again ${at}`,
    operation: 'listUsers',
    parameter: filter.parameter,
    statements: [`list.${filter.parameter}`],
    steps: [
      list([
        [
          filter.parameter,
          learned<Known>(`${filter.key} of ${MIN_TEXT_LENGTH} characters`, ({ known, pick }) => {
            const whole = new Set(filter.values(known));
            const long = [...whole].filter(value => value.length >= MIN_TEXT_LENGTH).map(value => value.slice(1, -1));
            return pick(long.filter(part => part.trim() === part && !whole.has(part)));
          }),
        ],
        ['per_page', PAGE],
      ]),
    ],
    expect: filter,
  })),
  judge: judgeText,
});

/** Judges a list by a text: it finds nobody, or all whose text contains it. */
function judgeText({
  exchanges: [exchange],
  expect: filter,
  known,
}: {
  exchanges: readonly Exchange[];
  expect: Filter;
  known: Known;
}): Finding[] {
  const statement = `list.${filter.parameter}`;
  const page = pageOf(exchange);
  if (!page) return [undecided(statement, 'The answer has no page of users.')];
  const text = new URL(exchange?.url ?? '').searchParams.get(filter.parameter) ?? '';
  const containing = known.users.filter(user => filter.mayFind?.(user, text)).length;
  const observed = (answer: string) => ({ observed: { reading: 'text-match', answer, where: filter.parameter } });
  if (page.total === 0) return [passes(statement, containing > 0 ? observed('exact') : {})];
  if (page.items.every(user => filter.mayFind?.(user, text)) && (!known.complete || page.total === containing)) {
    return [passes(statement, observed('contains'))];
  }
  const expected = `0 users, or the ${containing} whose ${filter.key} contains ${shown(text)}`;
  return [
    fails(statement, { message: 'A text finds users who do not have it.', expected, got: `${page.total} users` }),
  ];
}

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

function otherText(
  filter: Filter,
  change: (text: string) => string,
  { known, pick }: Context<Known>,
): string | undefined {
  const texts = new Set(filter.values(known));
  const others = [...texts]
    .filter(text => text.length >= MIN_TEXT_LENGTH && /^[\w-]+( [\w-]+)*$/.test(text))
    .map(change);
  return pick(others.filter(text => !texts.has(text)));
}

/** A text with a sign in place of a letter amid it. */
function within(text: string, sign: string): string {
  return `${text.slice(0, 2)}${sign}${text.slice(3)}`;
}

function swapped(text: string): string {
  return text.replace(/[a-z]/gi, letter => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
}
