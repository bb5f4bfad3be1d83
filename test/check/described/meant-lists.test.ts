import { expect, test } from 'vitest';
import { judgeShelves, type ShelfCall, type ShelfPage, type ShelfTwist } from './shelf.js';

/** The warnings of a run, as the law and the operation of each. */
async function warningsOf(twist?: ShelfTwist): Promise<string[]> {
  const { violations } = await judgeShelves(twist);
  return violations
    .filter(({ warning, flaky }) => warning && !flaky)
    .map(({ check, operation }) => `${check} ${operation}`);
}

/** Changes the pages of some requests. */
function paging(isMeant: (call: ShelfCall) => boolean, change: (page: ShelfPage) => Partial<ShelfPage>): ShelfTwist {
  return (call, next) => {
    const page = next(call);
    return isMeant(call) ? { ...page, ...change(page) } : page;
  };
}

const third = ({ query }: ShelfCall) => query.get('page') === '3';

const BROKEN: readonly [what: string, law: string, twist: ShelfTwist][] = [
  [
    'a page without its last record',
    'list-pages listBooks',
    paging(third, ({ books }) => ({ books: books.slice(0, -1) })),
  ],
  ['a total of the page alone', 'list-pages listBooks', paging(third, ({ books }) => ({ total: books.length }))],
  [
    'a parameter of the page without effect',
    'list-pages listBooks',
    ({ path, query }, next) => {
      const same = new URLSearchParams(query);
      same.delete('page');
      return next({ path, query: same });
    },
  ],
  [
    'another usual size',
    'usual-size listBooks',
    ({ path, query }, next) =>
      next({ path, query: new URLSearchParams({ per_page: '7', ...Object.fromEntries(query) }) }),
  ],
  [
    'a link on the last page',
    'list-pages listBooks',
    paging(
      () => true,
      () => ({ next: true }),
    ),
  ],
  [
    'an order of each page alone',
    'list-order listBooks',
    ({ path, query }, next) => {
      const { sort, ...others } = Object.fromEntries(query);
      const page = next({ path, query: new URLSearchParams(others) });
      return sort
        ? {
            ...page,
            books: page.books.toSorted((left, right) => (sort === 'price' ? 1 : -1) * (left.price - right.price)),
          }
        : page;
    },
  ],
  [
    'an order of numbers as text',
    'list-order listBooks',
    paging(
      ({ query }) => query.has('sort'),
      ({ books }) => ({ books: books.toSorted((left, right) => (String(left.price) < String(right.price) ? -1 : 1)) }),
    ),
  ],
  [
    'a bound that is not found',
    'list-filter listBooks',
    ({ path, query }, next) => {
      const least = query.get('price_gte');
      const more = new URLSearchParams(query);
      if (least !== null) more.set('price_gte', String(Number(least) + 0.5));
      return next({ path, query: more });
    },
  ],
  [
    'times that are compared as texts',
    'list-filter listBooks',
    ({ path, query }, next) => {
      const after = query.get('printed_after');
      // the local time is what the text says
      return next({
        path,
        query: new URLSearchParams({
          ...Object.fromEntries(query),
          ...(after !== null && { printed_after: after.replace(/[+-]\d\d:\d\d$/, 'Z') }),
        }),
      });
    },
  ],
  [
    'the first of several values alone',
    'list-filter listBooks',
    ({ path, query }, next) => {
      const first = new URLSearchParams(query);
      if (query.has('id_in')) first.set('id_in', query.get('id_in')?.split(',')[0] ?? '');
      return next({ path, query: first });
    },
  ],
  [
    'a sign that stands for any letter',
    'list-filter listBooks',
    ({ path, query }, next) => {
      const meant = new URLSearchParams(query);
      // all titles begin so
      if (query.has('title')) meant.set('title', query.get('title')?.replace(/^Bo_k/, 'Book') ?? '');
      return next({ path, query: meant });
    },
  ],
  [
    'all records for a value that no record has',
    'list-filter listBooks',
    ({ path, query }, next) => {
      const page = next({ path, query });
      const all = new URLSearchParams([...query].filter(([name]) => name !== 'title'));
      return page.total === 0 ? next({ path, query: all }) : page;
    },
  ],
  [
    'the second of two filters ignored',
    'filters-together listBooks',
    ({ path, query }, next) => {
      const fewer = new URLSearchParams(query);
      if (query.has('genre')) fewer.delete('price_gte');
      return next({ path, query: fewer });
    },
  ],
  ['the books of all shelves', 'nested-lists listBooksOfShelf', ({ query }, next) => next({ path: '/books', query })],
];

test('faithful lists have no warning', async () => {
  const { violations, cases } = await judgeShelves();
  expect(violations.filter(({ warning }) => warning)).toEqual([]);
  expect(cases.filter(({ check, verdict }) => check === 'list-pages' && verdict === 'pass').length).toBe(2);
});

test.each(BROKEN)('%s breaks the law %s', async (_, law, twist) => {
  expect(await warningsOf(twist)).toContain(law);
});

const HARMLESS: readonly [what: string, twist: ShelfTwist][] = [
  [
    'no links',
    paging(
      () => true,
      () => ({ next: false }),
    ),
  ],
  [
    'another usual order',
    (call, next) => {
      if (call.query.has('sort')) return next(call);
      return next({ ...call, query: new URLSearchParams([...call.query, ['sort', '-price']]) });
    },
  ],
];

test.each(HARMLESS)('%s are no warning', async (_, twist) => {
  expect(await warningsOf(twist)).toEqual([]);
});
