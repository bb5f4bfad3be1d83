import { editJson, editReplies } from '../edits.js';
import { createFormVariants } from '../form-variants.js';
import type { Variant } from '../planted.js';
import { type Json, Refusal } from '../serving/call.js';
import type { Rules } from '../serving/rules.js';
import { type Bookshop, compare } from './bookshop.js';
import { anonymous, BOOK, change, create, get, NEXT, send } from './calls.js';
import type { Row } from './records.js';
import type { RuleSet } from './rules.js';

/** The parameters of each list, beside those of its pages. */
const PARAMETERS: Readonly<Record<string, (rules: RuleSet) => Rules>> = {
  listBooks: rules => rules.books,
  listAuthors: rules => rules.authors,
  listBooksOfAuthor: () => ({}),
};

/** What the description of the bookshop leaves open, in another way. */
export const VARIANTS: readonly Variant<Bookshop>[] = [
  ...createFormVariants([
    get('/books?page=2'),
    get('/books/4999'),
    create(),
    change(5, { price: -1 }),
    get('/authors'),
  ]),
  {
    id: 'ids-jump',
    says: 'Each new id is seven larger than the last.',
    plant: ({ nextId }) => ({ nextId: rows => nextId(rows) + 6 }),
    walk: [create(), create()],
  },
  {
    id: 'newest-first',
    says: 'Lists begin with the newest record, unless an order is sent.',
    plant: ({ order }) => ({
      order: (rows, sort, compareValues) =>
        sort === undefined ? rows.toSorted((left, right) => right.id - left.id) : order(rows, sort, compareValues),
    }),
    walk: [get('/books'), get('/authors')],
  },
  {
    id: 'titles-as-in-a-dictionary',
    says: 'Text is ordered as in a dictionary: without regard to case, and accents beside their letters.',
    plant: () => ({
      compare: (left, right) =>
        typeof left === 'string' && typeof right === 'string' ? left.localeCompare(right, 'en') : compare(left, right),
    }),
    walk: [get('/books?sort=title'), get('/authors?sort=name')],
  },
  {
    id: 'null-first',
    says: 'In an order null comes first.',
    plant: () => ({
      compare: (left, right) => (left === null || right === null ? -compare(left, right) : compare(left, right)),
    }),
    walk: [get('/books?sort=published_on'), get('/authors?sort=born')],
  },
  {
    id: 'equal-ones-newest-first',
    says: 'Records that are equal in an order come with the newest first.',
    plant: ({ order }) => ({
      order: (rows, sort, compareValues) =>
        sort === undefined
          ? order(rows, sort, compareValues)
          : rows
              .toSorted((left, right) => right.id - left.id)
              .toSorted((left, right) => compareRows(sort, left, right, compareValues)),
    }),
    walk: [get('/books?sort=title&per_page=50')],
  },
  {
    id: 'unknown-parameters-refused',
    says: 'A parameter that the description does not name is refused.',
    plant: shop =>
      editReplies({ of: Object.keys(PARAMETERS), status: 200 }, (reply, { operation, query }) => {
        const known = { ...shop.rules.paging, ...PARAMETERS[operation]?.(shop.rules) };
        const field = [...query.keys()].find(name => !Object.hasOwn(known, name));
        if (field === undefined) return reply;
        return shop.refuse(new Refusal(422, 'Unknown parameter.', [{ field, message: 'is not known' }]));
      })(shop),
    walk: [get('/books?colour=red'), get('/authors/3/books?genre=crime')],
  },
  {
    id: 'refused-with-400',
    says: 'Wrong values in a body are refused with 400, which is documented beside 422.',
    plant: editReplies({ of: ['createBook', 'updateBook', 'createAuthor'], status: 422 }, reply => ({
      ...reply,
      status: 400,
    })),
    walk: [create({ pages: 0 }), change(5, { pages: 0 })],
  },
  {
    id: 'methods-unknown',
    says: 'A method that a path does not have is answered with 404, without Allow.',
    plant: editReplies({ status: 405 }, ({ json }) => ({
      status: 404,
      headers: { 'Content-Type': 'application/json' },
      json,
    })),
    walk: [send('PUT', '/books/5', BOOK), { ...get('/books'), method: 'OPTIONS' }],
  },
  {
    id: 'token-first',
    says: 'Without a token everything except the health is answered with 401, also what does not exist.',
    plant: ({ authenticate, finish, refuse }) => ({
      finish: (reply, call) => {
        if (call.path === '/health' || (reply.status !== 404 && reply.status !== 405)) return finish(reply, call);
        try {
          authenticate(call);
          return finish(reply, call);
        } catch (error) {
          return error instanceof Refusal ? refuse(error) : reply;
        }
      },
    }),
    walk: [anonymous(get('/nothing')), anonymous(send('PUT', '/books', BOOK))],
  },
  {
    id: 'times-with-offset',
    says: 'Times end with +00:00 and have decimals.',
    plant: ({ show }) => ({
      show: row =>
        Object.fromEntries(
          Object.entries(show(row)).map(([name, value]) => [
            name,
            name.endsWith('_at') ? String(value).replace('Z', '.000+00:00') : value,
          ]),
        ),
    }),
    walk: [get('/books')],
  },
  {
    id: 'head-served',
    says: 'HEAD is answered as GET, without a body.',
    plant: ({ receive }) => ({
      receive: sent => {
        const call = receive(sent);
        return call.method === 'HEAD' ? { ...call, method: 'GET' } : call;
      },
    }),
    walk: [{ ...get('/books'), method: 'HEAD' }],
  },
  {
    id: 'others-create',
    says: 'Another client creates a book after every third request.',
    isUnsteady: true,
    plant: shop => {
      let calls = 0;
      return editReplies({}, reply => {
        calls += 1;
        if (calls % 3 === 0) addBook(shop, calls);
        return reply;
      })(shop);
    },
    walk: [get('/books'), get('/books'), get('/books'), get('/books')],
  },
  {
    id: 'others-change-stock',
    says: 'Another client changes the stock of an old book after each request.',
    isUnsteady: true,
    plant: shop => {
      let calls = 0;
      return editReplies({}, reply => {
        calls += 1;
        const book = shop.books.get((calls % (NEXT - 1)) + 1);
        if (book) shop.books.set(book.id, { ...book, in_stock: !book.in_stock });
        return reply;
      })(shop);
    },
    walk: [get('/books/2'), get('/books/2')],
  },
  {
    id: 'health-closing',
    says: 'The shop is closing.',
    plant: editJson({ of: 'getHealth' }, (json: Json) => ({ ...json, status: 'closing' })),
    walk: [get('/health')],
  },
];

function addBook(shop: Bookshop, calls: number): void {
  const id = shop.nextId(shop.books);
  const created_at = shop.now();
  const row = { ...(shop.books.get(1) as Row), id, title: `Of another ${calls}`, created_at, updated_at: created_at };
  shop.books.set(id, row);
}

function compareRows(sort: string, left: Row, right: Row, compareValues: Bookshop['compare']): number {
  const member = sort.replace('-', '');
  return (sort.startsWith('-') ? -1 : 1) * compareValues(left[member], right[member], member);
}
