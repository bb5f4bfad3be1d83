import { editJson, editReplies, editRule } from '../../edits.js';
import type { Defect } from '../../planted.js';
import type { Json } from '../../serving/call.js';
import type { Bookshop } from '../bookshop.js';
import { change, create, get, NEXT, remove, send } from '../calls.js';
import type { Row } from '../records.js';

const THERE_AND_BACK = [create({ title: '  The Tide Tables ', tags: ['sea', 'maps'] }), get(`/books/${NEXT}`)];

/** Creates, updates and deletes that do something else than their names say. */
export const WRITES: readonly Defect<Bookshop>[] = [
  {
    id: 'price-rounded',
    says: 'The price of a new book is rounded to whole numbers.',
    certainty: 'derived',
    operation: 'createBook',
    plant: () => ({
      create: values => ('price' in values ? { ...values, price: Math.round(Number(values.price)) } : values),
    }),
    walk: THERE_AND_BACK,
  },
  {
    id: 'title-cut',
    says: 'A title is cut after 100 characters.',
    certainty: 'derived',
    operation: 'createBook',
    plant: () => ({
      create: values => ('title' in values ? { ...values, title: String(values.title).slice(0, 100) } : values),
    }),
    walk: [create({ title: 'x'.repeat(120) })],
  },
  {
    id: 'tags-turned',
    says: 'The tags of a new book come in the opposite order.',
    certainty: 'derived',
    operation: 'createBook',
    plant: () => ({
      create: values => (Array.isArray(values.tags) ? { ...values, tags: values.tags.toReversed() } : values),
    }),
    walk: THERE_AND_BACK,
  },
  {
    id: 'not-in-stock-lost',
    says: 'A new book is in stock, even if in_stock=false was sent.',
    certainty: 'derived',
    operation: 'createBook',
    plant: () => ({ create: values => ('in_stock' in values ? { ...values, in_stock: true } : values) }),
    walk: [create({ in_stock: false })],
  },
  {
    id: 'other-default-language',
    says: 'A new book is German unless another language is sent, while the default is en.',
    certainty: 'derived',
    operation: 'createBook',
    plant: editRule('book', 'language', rule => ({ ...rule, default: 'de' })),
    walk: [create()],
  },
  {
    id: 'born-lost',
    says: 'The year in which a new author was born is not kept.',
    certainty: 'derived',
    operation: 'createAuthor',
    plant: () => ({ create: values => ('born' in values ? { ...values, born: null } : values) }),
    walk: [send('POST', '/authors', { name: 'Ada Quill', country: 'GB', born: 1961 })],
  },
  {
    id: 'echo-of-create',
    says: 'Create answers with the title as it was sent, and keeps it in capitals.',
    certainty: 'derived',
    operation: 'createBook',
    plant: shop => ({
      finish: (reply, { operation }) => {
        const { id } = (reply.json ?? {}) as Json;
        const book = operation === 'createBook' && reply.status === 201 ? shop.books.get(Number(id)) : undefined;
        if (book) book.title = String(book.title).toUpperCase();
        return reply.json === undefined ? reply : { ...reply, json: structuredClone(reply.json) };
      },
      show: row => structuredClone(shop.show(row)),
    }),
    walk: THERE_AND_BACK,
  },
  {
    id: 'id-of-deleted-again',
    says: 'A new book gets the id of the book that was deleted last.',
    certainty: 'derived',
    operation: 'createBook',
    plant: () => ({ nextId: rows => Math.max(...rows.keys()) + 1 }),
    walk: [create(), remove(`/books/${NEXT}`), create()],
  },
  {
    id: 'update-resets-stock',
    says: 'Each update sets in_stock to its default, unless it is sent.',
    certainty: 'derived',
    operation: 'updateBook',
    plant: ({ merge }) => ({ merge: (row, changes) => merge(row, { in_stock: true, ...changes }) }),
    walk: [change(2, { price: 3 })],
  },
  {
    id: 'update-of-two-books',
    says: 'An update changes the price of the book before, too.',
    certainty: 'derived',
    operation: 'updateBook',
    plant: shop => ({
      merge: (row, changes) => {
        const before = shop.books.get(row.id - 1);
        if (before && 'price' in changes) shop.books.set(before.id, { ...before, price: changes.price });
        return shop.merge(row, changes);
      },
    }),
    walk: [create(), create(), change(NEXT + 1, { price: 3 }), get(`/books/${NEXT}`)],
  },
  {
    id: 'update-ignores-null',
    says: 'An update ignores null.',
    certainty: 'derived',
    operation: 'updateBook',
    plant: ({ merge }) => ({
      merge: (row, changes) =>
        merge(row, Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null))),
    }),
    walk: [change(5, { published_on: null })],
  },
  {
    id: 'update-ignores-pages',
    says: 'An update ignores pages.',
    certainty: 'derived',
    operation: 'updateBook',
    plant: ({ merge }) => ({ merge: (row, changes) => merge(row, { ...changes, pages: row.pages }) }),
    walk: [change(5, { pages: 17 })],
  },
  {
    id: 'update-adds-tags',
    says: 'An update adds its tags to those that are there.',
    certainty: 'derived',
    operation: 'updateBook',
    plant: ({ merge }) => ({
      merge: (row, changes) =>
        merge(row, Array.isArray(changes.tags) ? { ...changes, tags: union(row, changes) } : changes),
    }),
    walk: [create({ tags: ['sea'] }), change(NEXT, { tags: ['maps'] })],
  },
  {
    id: 'update-shown-only',
    says: 'Every tenth book shows an update in its response, and does not keep it.',
    certainty: 'derived',
    operation: 'updateBook',
    plant: shop => ({
      merge: (row, changes) => {
        const changed = shop.merge(row, changes);
        if (row.id % 10 === 5) queueMicrotask(() => shop.books.set(row.id, row));
        return changed;
      },
    }),
    walk: [change(5, { price: 3 }), get('/books/5')],
  },
  {
    id: 'update-renews-created-at',
    says: 'An update sets created_at, too.',
    certainty: 'derived',
    operation: 'updateBook',
    plant: ({ merge }) => ({
      merge: (row, changes) => merge(row, { ...changes, created_at: changes.updated_at }),
    }),
    walk: [change(5, { price: 3 })],
  },
  {
    id: 'refused-update-kept',
    says: 'An update that is refused changes the price all the same.',
    certainty: 'derived',
    operation: 'updateBook',
    plant: shop =>
      editReplies({ of: 'updateBook', status: 422 }, (reply, { params, body }) => {
        const row = shop.books.get(Number(params.book_id));
        const { price } = JSON.parse(body.toString());
        if (row && typeof price === 'number' && price >= 0) shop.books.set(row.id, { ...row, price });
        return reply;
      })(shop),
    walk: [change(5, { price: 3, pages: -1 }), get('/books/5')],
  },
  {
    id: 'refused-create-kept',
    says: 'A book that is refused for its genre is created all the same.',
    certainty: 'derived',
    operation: 'createBook',
    plant: shop =>
      editReplies({ of: 'createBook', status: 422 }, (reply, { body }) => {
        const sent = JSON.parse(body.toString());
        const errors = (reply.json as { errors: { field: string }[] }).errors;
        if (errors.every(({ field }) => field === 'genre') && typeof sent.title === 'string') {
          const id = shop.nextId(shop.books);
          shop.books.set(id, { ...(shop.books.get(1) as Row), ...sent, id, genre: 'novel' });
        }
        return reply;
      })(shop),
    walk: [create({ genre: 'cookery' }), get('/books')],
  },
  {
    id: 'deleted-gettable',
    says: 'A deleted book can still be got.',
    certainty: 'derived',
    operation: 'deleteBook',
    plant: shop => {
      const deleted = new Map<number, Json>();
      return {
        remove: (rows, id) => {
          const row = rows.get(id);
          if (row && rows === shop.books) deleted.set(id, shop.show(row));
          shop.remove(rows, id);
        },
        ...editReplies(
          { of: 'getBook', status: 404, if: ({ params }) => deleted.has(Number(params.book_id)) },
          (_, call) => ({
            status: 200,
            headers: { 'Content-Type': 'application/json' },
            json: deleted.get(Number(call.params.book_id)),
          }),
        )(shop),
      };
    },
    walk: [create(), remove(`/books/${NEXT}`), get(`/books/${NEXT}`)],
  },
  {
    id: 'delete-does-nothing',
    says: 'An author without books is not deleted, though the response says so.',
    certainty: 'derived',
    operation: 'deleteAuthor',
    plant: ({ authors, remove: removeRow }) => ({
      remove: (rows, id) => {
        if (rows !== authors) removeRow(rows, id);
      },
    }),
    walk: [remove('/authors/18'), get('/authors/18')],
  },
  {
    id: 'get-of-every-tenth',
    says: 'Every tenth book has another price when it is got alone than in the list.',
    certainty: 'derived',
    operation: 'getBook',
    plant: editJson({ of: 'getBook', status: 200, if: ({ params }) => Number(params.book_id) % 10 === 0 }, json => ({
      ...json,
      price: Number(json.price) / 2,
    })),
    walk: [get('/books/20')],
  },
  {
    id: 'get-of-neighbour',
    says: 'The author that is got is the one with the next id.',
    certainty: 'derived',
    operation: 'getAuthor',
    plant: shop =>
      editJson({ of: 'getAuthor', status: 200 }, (json, { params }) => {
        const next = shop.authors.get(Number(params.author_id) + 1);
        return next ? shop.show(next) : json;
      })(shop),
    walk: [get('/authors/2')],
  },
];

function union(row: Row, changes: Json): string[] {
  return [...new Set([...(row.tags as string[]), ...(changes.tags as string[])])].slice(0, 5);
}
