import { type Documented, refusals } from '../documented.js';
import { anonymous, BOOK, change, create, get, NEXT, remove, send } from './calls.js';

const AUTHOR = { name: 'Nils Ek', country: 'NO' };
/** The id of the first author who is created. */
const NEW_AUTHOR = 19;
const XML = { 'Content-Type': 'application/xml' };

/** Each operation with each of its documented statuses. */
export const FULL_WALK: readonly Documented[] = [
  { operation: 'getHealth', status: 200, step: anonymous(get('/health')) },
  { operation: 'listBooks', status: 200, step: get('/books') },
  {
    operation: 'listBooks',
    status: 200,
    step: get('/books?page=10&sort=-published_on&created_at_gt=2025-01-01T00:00:00Z'),
  },
  { operation: 'listBooks', status: 200, step: get('/books?page=99') },
  { operation: 'createBook', status: 201, step: create() },
  {
    operation: 'createBook',
    status: 201,
    step: create({ language: 'fr', in_stock: false, published_on: '2020-02-29', tags: ['sea'] }),
  },
  { operation: 'getBook', status: 200, step: get(`/books/${NEXT}`) },
  { operation: 'updateBook', status: 200, step: change(NEXT, { published_on: '2021-12-31', supplier_note: 'slow' }) },
  { operation: 'updateBook', status: 200, step: change(NEXT, {}) },
  { operation: 'deleteBook', status: 204, step: remove(`/books/${NEXT}`) },
  { operation: 'listAuthors', status: 200, step: get('/authors?country=GB&sort=-born') },
  { operation: 'createAuthor', status: 201, step: send('POST', '/authors', { ...AUTHOR, id: 5, nickname: 'Nisse' }) },
  { operation: 'getAuthor', status: 200, step: get(`/authors/${NEW_AUTHOR}`) },
  { operation: 'deleteAuthor', status: 409, step: remove('/authors/3') },
  { operation: 'deleteAuthor', status: 204, step: remove(`/authors/${NEW_AUTHOR}`) },
  { operation: 'listBooksOfAuthor', status: 200, step: get('/authors/3/books?per_page=2') },
  ...refusals(401, {
    listBooks: anonymous(get('/books')),
    createBook: anonymous(create()),
    getBook: get('/books/1', { Authorization: 'Bearer wrong' }),
    updateBook: anonymous(change(1, {})),
    deleteBook: anonymous(remove('/books/1')),
    listAuthors: anonymous(get('/authors')),
    createAuthor: anonymous(send('POST', '/authors', AUTHOR)),
    getAuthor: get('/authors/1', { Authorization: 'Basic Ym9va3Nob3A6NDcxMQ==' }),
    deleteAuthor: anonymous(remove('/authors/1')),
    listBooksOfAuthor: anonymous(get('/authors/1/books')),
  }),
  ...refusals(404, {
    getBook: get(`/books/${NEXT}`),
    updateBook: change(NEXT, {}),
    deleteBook: remove(`/books/${NEXT}`),
    getAuthor: get('/authors/999'),
    deleteAuthor: remove('/authors/999'),
    listBooksOfAuthor: get('/authors/999/books'),
  }),
  ...refusals(400, {
    createBook: send('POST', '/books', '{"title":'),
    updateBook: send('PATCH', '/books/1', ''),
    createAuthor: send('POST', '/authors', 'name=Nils'),
  }),
  ...refusals(415, {
    createBook: send('POST', '/books', '<book/>', XML),
    updateBook: send('PATCH', '/books/1', '<book/>', XML),
    createAuthor: send('POST', '/authors', '<author/>', XML),
  }),
  ...refusals(422, {
    listBooks: get('/books?in_stock=maybe'),
    createBook: create({ pages: 1.5 }),
    updateBook: change(1, { tags: ['sea', 'sea'] }),
    listAuthors: get('/authors?per_page=0'),
    createAuthor: send('POST', '/authors', { ...AUTHOR, born: 1499 }),
    listBooksOfAuthor: get('/authors/1/books?page=first'),
  }),
  { operation: 'createBook', status: 422, step: create({ author_id: 999 }), inWords: true },
  { operation: 'createBook', status: 422, step: create({ title: '' }) },
  { operation: 'createBook', status: 422, step: create({ isbn: 9_780_306_406_157 }) },
  { operation: 'createBook', status: 422, step: create({ colour: 'red' }) },
  { operation: 'createBook', status: 422, step: create({ published_on: '2021-02-29' }) },
  { operation: 'createBook', status: 422, step: send('POST', '/books', [BOOK]) },
];
