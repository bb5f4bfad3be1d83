import { editJson, editReplies, editRule } from '../../edits.js';
import type { Defect } from '../../planted.js';
import type { Json } from '../../serving/call.js';
import type { Bookshop } from '../bookshop.js';
import { create, get, NEXT, remove } from '../calls.js';
import { reply } from '../operations.js';

/** Orders, pages and totals that are wrong, and lists that miss something or have too much. */
export const LISTS: readonly Defect<Bookshop>[] = [
  {
    id: 'title-descending-ascends',
    says: 'sort=-title orders as sort=title does.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: ({ order }) => ({
      order: (rows, sort, compare) => order(rows, sort === '-title' ? 'title' : sort, compare),
    }),
    walk: [get('/books?sort=-title')],
  },
  {
    id: 'pages-as-text',
    says: 'Pages are ordered as text.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: ({ compare }) => ({
      compare: (left, right, member) =>
        member === 'pages' ? compare(String(left), String(right), member) : compare(left, right, member),
    }),
    walk: [get('/books?sort=pages')],
  },
  {
    id: 'page-three-unordered',
    says: 'Page 3 of an ordered list is not in order.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: editJson({ of: 'listBooks', status: 200, if: ({ query }) => query.has('sort') }, json =>
      json.page === 3 ? { ...json, items: (json.items as Json[]).toReversed() } : json,
    ),
    walk: [get('/books?sort=price&page=3')],
  },
  {
    id: 'price-order-within-pages',
    says: 'sort=-price orders each page alone.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: ({ order, slice }) => ({
      order: (rows, sort, compare) => order(rows, sort === '-price' ? undefined : sort, compare),
      finish: (sent, { operation, query }) => {
        if (operation !== 'listBooks' || sent.status !== 200 || query.get('sort') !== '-price') return sent;
        const json = sent.json as Json;
        return { ...sent, json: { ...json, items: (json.items as Json[]).toSorted(dearestFirst) } };
      },
      slice,
    }),
    walk: [get('/books?sort=-price')],
  },
  {
    id: 'last-book-missing',
    says: 'The last page misses its last book.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: ({ slice }) => ({
      slice: (rows, page) => {
        const isLast = page.page > 1 && page.page * page.per_page >= rows.length;
        return isLast ? slice(rows, page).slice(0, -1) : slice(rows, page);
      },
    }),
    walk: [get('/books?page=10')],
  },
  {
    id: 'pages-overlap',
    says: 'Each page from the second on begins with the last book of the page before.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: () => ({
      slice: (rows, { page, per_page }) => {
        const start = (page - 1) * per_page - (page > 1 ? 1 : 0);
        return rows.slice(start, start + per_page);
      },
    }),
    walk: [get('/books?page=2')],
  },
  {
    id: 'total-of-page',
    says: 'The total of a filtered list is that of the page.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: ({ total, books }) => ({
      total: (found, shown) => (found.length < books.size ? shown.length : total(found, shown)),
    }),
    walk: [get('/books?in_stock=true')],
  },
  {
    id: 'author-pages-of-ten',
    says: 'The list of authors ignores per_page.',
    certainty: 'derived',
    operation: 'listAuthors',
    plant: shop => ({
      slice: (rows, page) => shop.slice(rows, rows[0] && 'country' in rows[0] ? { ...page, per_page: 10 } : page),
    }),
    walk: [get('/authors?per_page=4')],
  },
  {
    id: 'default-page-of-twenty',
    says: 'A page has twenty items unless per_page is sent, and not the ten that are documented.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: editRule('paging', 'per_page', rule => ({ ...rule, default: 20 })),
    walk: [get('/books')],
  },
  {
    id: 'books-of-two-authors',
    says: 'The list of the books of an author has those of the author ten ids further, too.',
    certainty: 'derived',
    operation: 'listBooksOfAuthor',
    plant: () => ({
      booksOf: (books, author) => books.filter(({ author_id }) => Number(author_id) % 10 === author % 10),
    }),
    walk: [get('/authors/4/books')],
  },
  {
    id: 'books-of-unknown-author',
    says: 'The books of an unknown author are an empty list.',
    certainty: 'derived',
    operation: 'listBooksOfAuthor',
    plant: editReplies({ of: 'listBooksOfAuthor', status: 404 }, () =>
      reply(200, { items: [], page: 1, per_page: 10, total: 0 }),
    ),
    walk: [get('/authors/999/books')],
  },
  {
    id: 'created-not-listed',
    says: 'A new book is in no list.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: ({ select }) => ({
      select: (rows, filters, query) =>
        select(
          rows.filter(({ id }) => id < NEXT),
          filters,
          query,
        ),
    }),
    walk: [create(), get('/books?page=10')],
  },
  {
    id: 'created-not-counted',
    says: 'The total counts no new book.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: () => ({ total: found => found.filter(row => row.id < NEXT || !('isbn' in row)).length }),
    walk: [create(), get('/books')],
  },
  {
    id: 'deleted-counted',
    says: 'The total still counts deleted books.',
    certainty: 'derived',
    operation: 'deleteBook',
    plant: ({ remove, total }) => {
      let deleted = 0;
      return {
        remove: (rows, id) => {
          deleted += 1;
          remove(rows, id);
        },
        total: (found, shown) => total(found, shown) + deleted,
      };
    },
    walk: [create(), remove(`/books/${NEXT}`), get('/books')],
  },
  {
    id: 'deleted-listed',
    says: 'A deleted book stays in the lists.',
    certainty: 'derived',
    operation: 'deleteBook',
    plant: ({ remove, select, books }) => {
      const deleted = new Map(books);
      deleted.clear();
      return {
        remove: (rows, id) => {
          const row = rows === books ? rows.get(id) : undefined;
          if (row) deleted.set(id, row);
          remove(rows, id);
        },
        select: (rows, filters, query) =>
          select('price_lte' in filters ? [...rows, ...deleted.values()] : rows, filters, query),
      };
    },
    walk: [create(), remove(`/books/${NEXT}`), get('/books?page=10')],
  },
];

function dearestFirst(left: Json, right: Json): number {
  return Number(right.price) - Number(left.price);
}
