import { dropConstraints, editBody, editCalls, editReplies, editRule, omit } from '../../edits.js';
import type { Defect } from '../../planted.js';
import type { Bookshop } from '../bookshop.js';
import { BOOK, change, create, get, remove, send } from '../calls.js';

/** Inputs that the description forbids and the server takes, or the other way round. */
export const INPUTS: readonly Defect<Bookshop>[] = [
  {
    id: 'long-title',
    says: 'A title may be longer than 120 characters.',
    certainty: 'explicit',
    operation: 'createBook',
    plant: dropConstraints('book', 'title', 'maxLength'),
    walk: [create({ title: 'x'.repeat(121) })],
  },
  {
    id: 'isbn-anywhere',
    says: 'The pattern of an isbn may match anywhere in the text.',
    certainty: 'explicit',
    operation: 'createBook',
    plant: editRule('book', 'isbn', rule => ({ ...rule, pattern: /97[89][0-9]{10}/ })),
    walk: [create({ isbn: 'x9780306406157' })],
  },
  {
    id: 'no-pages',
    says: 'A book may have zero pages.',
    certainty: 'explicit',
    operation: 'createBook',
    plant: editRule('book', 'pages', rule => ({ ...rule, minimum: 0 })),
    walk: [create({ pages: 0 })],
  },
  {
    id: 'largest-price-refused',
    says: 'The largest price that is allowed is refused.',
    certainty: 'explicit',
    operation: 'createBook',
    plant: editRule('book', 'price', rule => ({ ...rule, maximum: 9_999.99 })),
    walk: [create({ price: 10_000 })],
  },
  {
    id: 'pages-not-required',
    says: 'A book may be created without pages, and gets one.',
    certainty: 'explicit',
    operation: 'createBook',
    plant: editRule('book', 'pages', rule => ({ ...omit(rule, 'isRequired'), default: 1 })),
    walk: [send('POST', '/books', omit(BOOK, 'pages'))],
  },
  {
    id: 'repeated-tags',
    says: 'Tags may repeat.',
    certainty: 'explicit',
    operation: 'createBook',
    plant: dropConstraints('book', 'tags', 'isUnique'),
    walk: [create({ tags: ['sea', 'sea'] })],
  },
  {
    id: 'many-tags',
    says: 'A book may have any number of tags.',
    certainty: 'explicit',
    operation: 'updateBook',
    plant: dropConstraints('book', 'tags', 'maxLength'),
    walk: [change(5, { tags: ['a', 'b', 'c', 'd', 'e', 'f'] })],
  },
  {
    id: 'any-date',
    says: 'A day that no month has is taken as a date.',
    certainty: 'explicit',
    operation: 'createBook',
    plant: editRule('book', 'published_on', rule => ({ ...omit(rule, 'format'), pattern: /^\d{4}-\d\d-\d\d$/ })),
    walk: [create({ published_on: '2021-02-30' })],
  },
  {
    id: 'any-genre',
    says: 'Any text is taken as a genre.',
    certainty: 'explicit',
    operation: 'updateBook',
    plant: dropConstraints('book', 'genre', 'oneOf'),
    walk: [change(5, { genre: 'cookery' })],
  },
  {
    id: 'null-stock',
    says: 'An update takes null for in_stock, and keeps it.',
    certainty: 'explicit',
    operation: 'updateBook',
    plant: editRule('book', 'in_stock', rule => ({ ...rule, isNullable: true })),
    walk: [change(5, { in_stock: null })],
  },
  {
    id: 'unknown-members-in-update',
    says: 'An update ignores members that the description forbids.',
    certainty: 'explicit',
    operation: 'updateBook',
    plant: editCalls('PATCH', call =>
      editBody(call, json =>
        Object.fromEntries(Object.entries(json).filter(([name]) => name in BOOK || MORE.includes(name))),
      ),
    ),
    walk: [change(5, { colour: 'red' })],
  },
  {
    id: 'broken-json-in-update',
    says: 'An update with broken JSON is taken for an empty one.',
    certainty: 'explicit',
    operation: 'updateBook',
    plant: editCalls('PATCH', call => (isJson(call.body) ? call : { ...call, body: Buffer.from('{}') })),
    walk: [change(5, '{"price": 3')],
  },
  {
    id: 'text-as-json',
    says: 'A book is created of text/plain.',
    certainty: 'explicit',
    operation: 'createBook',
    plant: editCalls('POST', call =>
      call.headers['content-type'] === 'text/plain'
        ? { ...call, headers: { ...call.headers, 'content-type': 'application/json' } }
        : call,
    ),
    walk: [send('POST', '/books', BOOK, { 'Content-Type': 'text/plain' })],
  },
  {
    id: 'empty-body-cuts',
    says: 'The connection is closed if a book is created without a body.',
    certainty: 'explicit',
    operation: 'createBook',
    plant: editReplies({ of: 'createBook', if: ({ body }) => body.length === 0 }, reply => ({ ...reply, fate: 'cut' })),
    walk: [send('POST', '/books', '')],
  },
  {
    id: 'odd-title-500',
    says: 'A title with a character outside of the basic plane is answered with 500.',
    certainty: 'explicit',
    operation: 'createBook',
    plant: editReplies({ of: 'createBook', if: ({ body }) => /[\u{10000}-\u{10ffff}]/u.test(body.toString()) }, () => ({
      status: 500,
      headers: { 'Content-Type': 'text/plain' },
      text: 'incorrect string value',
    })),
    walk: [create({ title: 'Tides \u{1f30a}' })],
  },
  {
    id: 'list-body-500',
    says: 'A list as the body of an update is answered with 500.',
    certainty: 'explicit',
    operation: 'updateBook',
    plant: editReplies({ of: 'updateBook', if: ({ body }) => body.toString().startsWith('[') }, () => ({
      status: 500,
      headers: { 'Content-Type': 'text/plain' },
      text: 'cannot read a member of a list',
    })),
    walk: [change(5, [])],
  },
  {
    id: 'large-page',
    says: 'A page may have more than 50 books.',
    certainty: 'explicit',
    operation: 'listBooks',
    plant: dropConstraints('paging', 'per_page', 'maximum'),
    walk: [get('/books?per_page=51')],
  },
  {
    id: 'page-zero',
    says: 'Page 0 is taken for page 1.',
    certainty: 'explicit',
    operation: 'listBooks',
    plant: editCalls('GET', call => (call.query.get('page') === '0' ? setParameter(call, 'page', '1') : call)),
    walk: [get('/books?page=0')],
  },
  {
    id: 'any-sort',
    says: 'An unknown order is ignored.',
    certainty: 'explicit',
    operation: 'listBooks',
    plant: dropConstraints('books', 'sort', 'oneOf'),
    walk: [get('/books?sort=colour')],
  },
  {
    id: 'any-time-bound',
    says: 'A bound that is no time is ignored.',
    certainty: 'explicit',
    operation: 'listBooks',
    plant: dropConstraints('books', 'created_at_gt', 'format'),
    walk: [get('/books?created_at_gt=yesterday')],
  },
  {
    id: 'own-id',
    says: 'A new author gets the id that the client sends.',
    certainty: 'explicit',
    operation: 'createAuthor',
    plant: ({ rules }) => ({
      rules: { ...rules, author: { ...rules.author, id: { type: 'integer', minimum: 1 } } },
    }),
    walk: [send('POST', '/authors', { id: 7_000, name: 'Own Id', country: 'NO' })],
  },
  {
    id: 'unknown-author-deleted',
    says: 'The delete of an author who does not exist is answered with 204.',
    certainty: 'derived',
    operation: 'deleteAuthor',
    plant: editReplies({ of: 'deleteAuthor', status: 404 }, () => ({ status: 204, headers: {} })),
    walk: [remove('/authors/999')],
  },
];

/** The members of a book that `BOOK` does not have. */
const MORE = ['language', 'in_stock', 'published_on', 'tags', 'supplier_note'];

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
}

function setParameter<T extends { query: URLSearchParams }>(call: T, name: string, value: string): T {
  const query = new URLSearchParams(call.query);
  query.set(name, value);
  return { ...call, query };
}
