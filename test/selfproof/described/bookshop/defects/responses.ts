import { dropHeader, editJson, editReplies, letIn, omit, setHeaders } from '../../edits.js';
import type { Defect } from '../../planted.js';
import type { Json } from '../../serving/call.js';
import type { Bookshop } from '../bookshop.js';
import { anonymous, BOOK, change, create, get, NEXT, remove, send } from '../calls.js';

/** Responses that the description does not allow, and credentials that are not asked for. */
export const RESPONSES: readonly Defect<Bookshop>[] = [
  {
    id: 'create-200',
    says: 'A new book is answered with 200 instead of 201.',
    certainty: 'explicit',
    operation: 'createBook',
    plant: editReplies({ of: 'createBook', status: 201 }, reply => ({ ...reply, status: 200 })),
    walk: [create()],
  },
  {
    id: 'create-without-location',
    says: 'The response to a new book has no Location.',
    certainty: 'explicit',
    operation: 'createBook',
    plant: dropHeader({ of: 'createBook' }, 'Location'),
    walk: [create()],
  },
  {
    id: 'list-as-html',
    says: 'The list of books says that it is HTML.',
    certainty: 'explicit',
    operation: 'listBooks',
    plant: setHeaders({ of: 'listBooks', status: 200 }, { 'Content-Type': 'text/html' }),
    walk: [get('/books')],
  },
  {
    id: 'get-without-updated-at',
    says: 'A single book has no updated_at.',
    certainty: 'explicit',
    operation: 'getBook',
    plant: editJson({ of: 'getBook', status: 200 }, json => omit(json, 'updated_at')),
    walk: [get('/books/5')],
  },
  {
    id: 'price-as-text',
    says: 'The list shows prices as text.',
    certainty: 'explicit',
    operation: 'listBooks',
    plant: editJson({ of: 'listBooks', status: 200 }, json => ({
      ...json,
      items: (json.items as Json[]).map(item => ({ ...item, price: String(item.price) })),
    })),
    walk: [get('/books')],
  },
  {
    id: 'unknown-genre',
    says: 'Each tenth book has a genre that is not in the enumeration.',
    certainty: 'explicit',
    operation: 'listBooks',
    plant: ({ show }) => ({ show: row => (row.id % 10 === 7 ? { ...show(row), genre: 'sci-fi' } : show(row)) }),
    walk: [get('/books')],
  },
  {
    id: 'time-with-space',
    says: 'The times of a single book have a space instead of the T, and no offset.',
    certainty: 'explicit',
    operation: 'getBook',
    plant: editJson({ of: 'getBook', status: 200 }, json => ({
      ...json,
      created_at: String(json.created_at).replace('T', ' ').replace('Z', ''),
    })),
    walk: [get('/books/5')],
  },
  {
    id: 'note-shown-after-update',
    says: 'The response to an update shows supplier_note, which is write-only.',
    certainty: 'explicit',
    operation: 'updateBook',
    plant: shop =>
      editJson({ of: 'updateBook', status: 200 }, json => ({
        ...json,
        supplier_note: shop.books.get(Number(json.id))?.supplier_note ?? '',
      }))(shop),
    walk: [change(5, { price: 3 })],
  },
  {
    id: 'refusal-without-errors',
    says: 'A refused update does not name the wrong fields.',
    certainty: 'explicit',
    operation: 'updateBook',
    plant: editJson({ of: 'updateBook', status: 422 }, json => omit(json, 'errors')),
    walk: [change(5, { price: -1 })],
  },
  {
    id: 'total-as-text',
    says: 'The total of the list of authors is text.',
    certainty: 'explicit',
    operation: 'listAuthors',
    plant: editJson({ of: 'listAuthors', status: 200 }, json => ({ ...json, total: String(json.total) })),
    walk: [get('/authors')],
  },
  {
    id: 'delete-200',
    says: 'A delete is answered with 200 and a message.',
    certainty: 'explicit',
    operation: 'deleteBook',
    plant: editReplies({ of: 'deleteBook', status: 204 }, () => ({
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      json: { message: 'deleted' },
    })),
    walk: [remove('/books/5')],
  },
  {
    id: 'missing-book-500',
    says: 'A book that does not exist is answered with 500.',
    certainty: 'explicit',
    operation: 'getBook',
    plant: editReplies({ of: 'getBook', status: 404 }, reply => ({ ...reply, status: 500 })),
    walk: [get('/books/4999')],
  },
  {
    id: 'delete-without-token',
    says: 'A book is deleted without a token.',
    certainty: 'explicit',
    operation: 'deleteBook',
    plant: letIn(({ operation, headers }) => operation === 'deleteBook' && headers.authorization === undefined),
    walk: [anonymous(remove('/books/5')), get('/books/5')],
  },
  {
    id: 'any-token',
    says: 'The list of authors accepts any token.',
    certainty: 'explicit',
    operation: 'listAuthors',
    plant: letIn(
      ({ operation, headers }) => operation === 'listAuthors' && /^bearer ./i.test(headers.authorization ?? ''),
    ),
    walk: [get('/authors', { Authorization: 'Bearer of-another' })],
  },
  {
    id: 'refused-without-challenge',
    says: 'A 401 has no WWW-Authenticate.',
    certainty: 'explicit',
    operation: 'getBook',
    plant: dropHeader({ of: 'getBook', status: 401 }, 'WWW-Authenticate'),
    walk: [anonymous(get('/books/5'))],
  },
  {
    id: 'put-answers-200',
    says: 'PUT, which no operation has, is answered with 200.',
    certainty: 'explicit',
    operation: 'getBook',
    plant: editReplies({ status: 405, if: ({ method }) => method === 'PUT' }, () => ({
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      json: {},
    })),
    walk: [send('PUT', '/books/5', BOOK)],
  },
  {
    id: 'far-page-hangs',
    says: 'A page far behind the last one is never answered.',
    certainty: 'explicit',
    operation: 'listBooks',
    plant: editReplies({ of: 'listBooks', status: 200, if: ({ query }) => Number(query.get('page')) > 10 }, reply => ({
      ...reply,
      fate: 'hang',
    })),
    walk: [get('/books?page=99')],
    hangs: true,
  },
  {
    id: 'new-book-without-tags',
    says: 'A book that was created without tags has no member tags.',
    certainty: 'explicit',
    operation: 'getBook',
    plant: ({ show }) => ({ show: row => (row.id >= NEXT ? withoutEmptyTags(show(row)) : show(row)) }),
    walk: [create(), get(`/books/${NEXT}`)],
  },
];

function withoutEmptyTags(book: Json): Json {
  return Array.isArray(book.tags) && book.tags.length === 0 ? omit(book, 'tags') : book;
}
