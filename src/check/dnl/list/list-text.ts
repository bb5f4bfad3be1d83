import type { TargetExchange } from '../../../target/index.js';
import { type CaseContext, fromTarget, type Placeholder } from '../../model/case.js';
import { type Check, type Finding, fails, formatValue, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import type { UserPage } from '../users/user.js';
import { FILTERS, type ListFilter } from './filters.js';
import { defineListCheck, filterCase } from './list-check.js';

/** The length of the shortest text that is changed or shortened. */
const MIN_TEXT_LENGTH = 5;

const TEXTS = FILTERS.filter(({ doubt }) => doubt?.reading === 'text-match');

/** Reading text-match: for the inner part of a text, a target finds no user, or all users whose text contains it. */
export const listTextPart: Check<Knowledge> = defineListCheck<ListFilter>({
  id: 'list-text-part',
  says: 'A part of a text finds no user, or all users whose text contains it.',
  // several times each, because a target must follow one choice during the whole run
  cases: [...TEXTS, ...TEXTS, ...TEXTS, ...TEXTS].map((filter, at) => {
    const id = at < TEXTS.length ? filter.parameter : `${filter.parameter}, again ${at}`;
    const what = `${filter.key} of ${MIN_TEXT_LENGTH} characters`;
    const part = fromTarget<Knowledge>(what, ({ known, pick }) => {
      const whole = new Set(filter.values(known));
      const long = [...whole].filter(value => value.length >= MIN_TEXT_LENGTH).map(value => value.slice(1, -1));
      return pick(long.filter(part => part.trim() === part && !whole.has(part)));
    });
    return filterCase(filter, id, part);
  }),
  judge: ({ pages: [page], queries: [query], expect, known }) => [judgeText(page, query, { filter: expect, known })],
});

/** Judges a list that is filtered by a text: it has no user, or all users whose text contains it. */
function judgeText(
  page: UserPage,
  query: URLSearchParams,
  { filter, known }: { filter: ListFilter; known: Knowledge },
): Finding {
  const statement = `list.${filter.parameter}`;
  const text = query.get(filter.parameter) ?? '';
  const containing = known.users.filter(user => filter.mayFind?.(user, text)).length;
  const observed = (choice: string) => ({ observed: { reading: 'text-match', choice, where: filter.parameter } });
  if (page.total === 0) return passes(statement, containing > 0 ? observed('exact') : {});
  if (page.items.every(user => filter.mayFind?.(user, text)) && (!known.complete || page.total === containing)) {
    return passes(statement, observed('contains'));
  }
  const expected = `0 users, or the ${containing} users whose ${filter.key} contains ${formatValue(text)}`;
  return fails(statement, { message: 'A text finds users that do not have it.', expected, got: `${page.total} users` });
}

const OTHER_CASE = 'in the other case';

/** Changes of a user's text; no user has the result. In patterns of databases and programs these signs match other characters. */
const OTHER: Readonly<Record<string, (text: string) => string>> = {
  [OTHER_CASE]: swapCase,
  'with _ for a letter': text => replaceThird(text, '_'),
  'with . for a letter': text => replaceThird(text, '.'),
  'with ? for a letter': text => replaceThird(text, '?'),
  'cut short, with %': text => `${text.slice(0, 3)}%`,
  'cut short, with *': text => `${text.slice(0, 3)}*`,
  'cut short, with .*': text => `${text.slice(0, 3)}.*`,
  'followed by a quote and a condition': text => `${text}' OR '1'='1`,
  'after a backslash': text => `\\${text}`,
};

/** Reading text-match, exact in case or a part in any case: no sign matches other characters. */
export const listTextLiteral: Check<Knowledge> = defineListCheck<ListFilter>({
  id: 'list-text-literal',
  says: 'A text that no user has, except in another case, finds no user; no sign in it matches other characters.',
  cases: TEXTS.flatMap(filter =>
    Object.entries(OTHER).map(([id, change]) => {
      const changed = fromTarget<Knowledge>(`${filter.key} of some letters`, context =>
        changeText(filter, change, context),
      );
      const further = id === OTHER_CASE ? [takeInnerPart(filter)] : [];
      return filterCase(filter, `${filter.parameter} ${id}`, changed, ...further);
    }),
  ),
  judge({ pages, queries, expect: filter, known }): Finding[] {
    const findings = pages.map((page, at) => judgeText(page, queries[at] ?? queries[0], { filter, known }));
    const totals = pages.map(({ total }) => total);
    const isBoth = totals.includes(0) && totals.some(total => total !== 0);
    if (!isBoth || findings.some(({ verdict }) => verdict !== 'pass')) return findings;
    const message = 'The target ignores case, but matches only whole texts.';
    const expected = 'exact case, or a match of parts of the text too';
    return [fails(`list.${filter.parameter}`, { message, expected, got: `${totals.join(' and ')} users`, at: 0 })];
  },
});

/** The inner part of the text in the first request: a target that matches parts in any case finds it too. */
function takeInnerPart({ parameter }: ListFilter): Placeholder<Knowledge> {
  return fromTarget('text', ({ exchanges: [first] }) => readSentText(first, parameter).slice(1, -1).trim());
}

function readSentText(exchange: TargetExchange | undefined, parameter: string): string {
  return new URL(exchange?.url ?? '').searchParams.get(parameter) ?? '';
}

function changeText(
  filter: ListFilter,
  change: (text: string) => string,
  { known, pick }: CaseContext<Knowledge>,
): string | undefined {
  const texts = new Set(filter.values(known));
  const others = [...texts]
    .filter(text => text.length >= MIN_TEXT_LENGTH && /^[\w-]+( [\w-]+)*$/.test(text))
    .map(change);
  return pick(others.filter(text => !texts.has(text)));
}

/** Replaces the third letter of a text by a sign. */
function replaceThird(text: string, sign: string): string {
  return `${text.slice(0, 2)}${sign}${text.slice(3)}`;
}

function swapCase(text: string): string {
  return text.replace(/[a-z]/gi, letter => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
}
