import type { Exchange } from '../../target/index.js';
import { learned } from '../case.js';
import { type Check, defineCheck, type Finding, fails, passes, shown, undecided } from '../check.js';
import { FILTERS, type Filter } from './filters.js';
import type { Known } from './known.js';
import { list, PAGE } from './steps.js';
import { pageOf } from './user.js';

/** The shortest text of which a part is asked for. */
const SHORTEST = 5;

export const TEXTS = FILTERS.filter(({ doubt }) => doubt?.reading === 'text-match');

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
          learned<Known>(`${filter.key} of ${SHORTEST} characters`, ({ known, pick }) => {
            const whole = new Set(filter.values(known));
            const long = [...whole].filter(value => value.length >= SHORTEST).map(value => value.slice(1, -1));
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
export function judgeText({
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
