import type { Defect } from '../planted.js';
import { type AskedPage, listing, paged } from '../users/listing.js';
import type { Page, User } from '../users/user.js';
import { answer, askingQuery, on } from '../wraps.js';

/** What is wrong at the end of a list: the statement, what it does, and the page. */
type Wrong = readonly [
  id: string,
  statement: string,
  says: string,
  page: (users: readonly User[], asked: AskedPage) => Page,
];

const lastOf = (users: readonly User[], { size }: AskedPage) => Math.max(0, Math.ceil(users.length / size) - 1);

const WRONG: readonly Wrong[] = [
  [
    'last-full',
    'list.page',
    'The last page is filled with users of the page before.',
    (users, asked) => ({
      ...paged(users, asked),
      ...(asked.page > 0 && asked.page === lastOf(users, asked) && { items: users.slice(-asked.size) }),
    }),
  ],
  [
    'last-dropped',
    'list.page',
    'A last page that is not full is not shown.',
    (users, asked) => {
      const page = paged(users, asked);
      return asked.page > 0 && page.items.length < asked.size ? { ...page, items: [] } : page;
    },
  ],
  [
    'last-single-dropped',
    'list.page',
    'A last page with one user is not shown.',
    (users, asked) => {
      const page = paged(users, asked);
      return asked.page > 0 && asked.size > 1 && page.items.length === 1 ? { ...page, items: [] } : page;
    },
  ],
  [
    'past-full-last',
    'ruled.page-beyond',
    'After a last page that is full comes its last user once more.',
    (users, asked) => {
      const page = paged(users, asked);
      return asked.page * asked.size === users.length ? { ...page, items: users.slice(-1) } : page;
    },
  ],
  [
    'past-last-again',
    'ruled.page-beyond',
    'The page after the last is the last.',
    (users, asked) =>
      paged(users, asked.page === lastOf(users, asked) + 1 ? { ...asked, page: asked.page - 1 } : asked),
  ],
  [
    'past-last-first',
    'ruled.page-beyond',
    'After the last page the first comes again.',
    (users, asked) => ({
      ...paged(users, { ...asked, page: asked.page % (lastOf(users, asked) + 1) }),
      page: asked.page,
    }),
  ],
  [
    'past-last-total',
    'ruled.page-beyond',
    'One past the last page the total is 0.',
    (users, asked) => ({
      ...paged(users, asked),
      ...(asked.page === lastOf(users, asked) + 1 && { total: 0 }),
    }),
  ],
  [
    'last-total',
    'list.total',
    'On the last page the total is what was shown so far but for one.',
    (users, asked) => ({
      ...paged(users, asked),
      ...(asked.page > 0 && asked.page === lastOf(users, asked) && { total: users.length - 1 }),
    }),
  ],
  [
    'size-99',
    'list.per_page',
    'A page holds at most 99 users.',
    (users, asked) => ({ ...paged(users, asked), items: paged(users, asked).items.slice(0, 99) }),
  ],
  [
    'size-2-is-3',
    'list.per_page',
    'Who asks for two users a page gets three.',
    (users, asked) =>
      asked.size === 2 ? { ...paged(users, { ...asked, size: 3 }), per_page: 2 } : paged(users, asked),
  ],
];

export const PAGE_ENDS: readonly Defect[] = [
  ...WRONG.map(([id, statement, says, page]): Defect => ({ id, statement, says, wrap: listing({ paged: page }) })),
  {
    id: 'past-last-404',
    statement: 'ruled.page-beyond',
    says: 'The page after the last is not found.',
    wrap: server => {
      const lists = listing({})(server);
      return on('list', async asked => {
        const answered = await lists(asked);
        const { payload } = answered.json as { payload?: Page };
        const isPast = payload && payload.total > 0 && payload.items.length === 0;
        return isPast ? answer(404, { error_type: 'Object not found', success: false }) : answered;
      })(server);
    },
  },
  {
    id: 'single-page-size',
    statement: 'list.per_page',
    says: 'One user a page is taken for the default.',
    wrap: askingQuery('list', query => {
      if (query.get('per_page') === '1') query.delete('per_page');
    }),
  },
];
