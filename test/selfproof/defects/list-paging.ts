import type { Defect } from '../planted.js';
import { listing, paged } from '../users/listing.js';
import { allUsers, editingPage, type Page, type User } from '../users/user.js';
import { answer, askingQuery, on } from '../wraps.js';

const NOT_FOUND = { error_type: 'Object not found', success: false };

/** The pages of the list and what they count. */
export const LIST_PAGING: readonly Defect[] = [
  {
    id: 'page-ignored',
    statement: 'list.page',
    says: 'page is not looked at.',
    wrap: askingQuery('list', query => query.delete('page')),
  },
  {
    id: 'page-one-based',
    statement: 'list.page',
    says: 'The first page is number 1.',
    wrap: askingQuery('list', query => query.set('page', String(Math.max(Number(query.get('page') ?? 0) - 1, 0)))),
  },
  {
    id: 'per-page-ignored',
    statement: 'list.per_page',
    says: 'per_page is not looked at.',
    wrap: askingQuery('list', query => query.delete('per_page')),
  },
  {
    id: 'per-page-capped-50',
    statement: 'list.per_page',
    says: 'A page holds at most 50 users.',
    wrap: askingQuery('list', query => {
      if (Number(query.get('per_page')) > 50) query.set('per_page', '50');
    }),
  },
  {
    id: 'total-of-page',
    statement: 'list.total',
    says: 'The total counts the users of the page.',
    wrap: editingPage(page => ({ ...page, total: page.items.length })),
  },
  {
    id: 'total-unfiltered',
    statement: 'list.total',
    says: 'The total counts all users, whatever the filters.',
    wrap: on('list', async (asked, server) => {
      const answered = await server(asked);
      if (answered.status !== 200) return answered;
      const { payload } = answered.json as { payload: Page };
      return answer(200, { payload: { ...payload, total: (await allUsers(server, asked)).length }, success: true });
    }),
  },
  {
    id: 'total-off-by-one',
    statement: 'list.total',
    says: 'The total is one too low.',
    wrap: editingPage(page => ({ ...page, total: Math.max(page.total - 1, 0) })),
  },
  {
    id: 'page-repeats-user',
    statement: 'list.page',
    says: 'Each page begins with the last user of the page before.',
    wrap: listing({
      paged: (users, { page, size }) => cut(users, { page, size, from: page * Math.max(size - 1, 1) }),
    }),
  },
  {
    id: 'last-user-lost',
    statement: 'list.per_page',
    says: 'The last user of the list is never shown.',
    wrap: listing({ paged: (users, asked) => ({ ...paged(users.slice(0, -1), asked), total: users.length }) }),
  },
  {
    id: 'beyond-is-last',
    statement: 'ruled.page-beyond',
    says: 'A page past the last one is the last one.',
    wrap: listing({
      paged: (users, { page, size }) =>
        paged(users, { page: Math.min(page, Math.max(Math.ceil(users.length / size) - 1, 0)), size }),
    }),
  },
  {
    id: 'far-beyond-is-400',
    statement: 'ruled.page-beyond',
    says: 'A page from ten million on is refused.',
    wrap: on('list', async (asked, server) =>
      Number(asked.query.get('page')) >= 10_000_000 ? answer(400, NOT_FOUND) : server(asked),
    ),
  },
  {
    id: 'beyond-total-0',
    statement: 'ruled.page-beyond',
    says: 'Past the last page the total is 0.',
    wrap: editingPage(page => ({ ...page, total: page.items.length === 0 ? 0 : page.total })),
  },
];

/** The users of a page that may begin or end elsewhere than it should. */
function cut(
  users: readonly User[],
  { page, size, from = page * size, to = from + size }: { page: number; size: number; from?: number; to?: number },
): Page {
  return { ...paged(users, { page, size }), items: users.slice(from, to) };
}
