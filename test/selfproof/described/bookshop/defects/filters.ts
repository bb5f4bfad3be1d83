import type { Defect } from '../../planted.js';
import type { Bookshop, Filter } from '../bookshop.js';
import { create, get, NEXT } from '../calls.js';

/** Filters that find too much or too little. */
export const FILTERS: readonly Defect<Bookshop>[] = [
  {
    id: 'crime-finds-poetry',
    says: 'The filter for crime finds poetry, too.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: replaceFilter(
      'genre',
      (row, wanted) => row.genre === wanted || (wanted === 'crime' && row.genre === 'poetry'),
    ),
    walk: [get('/books?genre=crime')],
  },
  {
    id: 'author-by-digits',
    says: 'The filter for an author compares only the first digits of the id.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: replaceFilter('author_id', (row, wanted) => String(row.author_id).startsWith(String(wanted))),
    walk: [get('/books?author_id=1')],
  },
  {
    id: 'author-filter-ignored',
    says: 'The filter for an author does nothing.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: replaceFilter('author_id', () => true),
    walk: [get('/books?author_id=4')],
  },
  {
    id: 'second-filter-ignored',
    says: 'Of several filters only the first one counts.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: ({ select }) => ({
      select: (rows, filters, query) => {
        const [first] = Object.entries(query).filter(([name]) => name in filters);
        return select(rows, filters, first ? Object.fromEntries([first]) : {});
      },
    }),
    walk: [get('/books?genre=crime&in_stock=true')],
  },
  {
    id: 'not-in-stock-finds-all',
    says: 'in_stock=false finds all books.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: replaceFilter('in_stock', (row, wanted) => wanted === false || row.in_stock === wanted),
    walk: [get('/books?in_stock=false')],
  },
  {
    id: 'language-misses-newest',
    says: 'The filter for a language misses the newest tenth of the books.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: replaceFilter('language', (row, wanted) => row.language === wanted && row.id < 84),
    walk: [get('/books?language=en&page=5')],
  },
  {
    id: 'after-as-text',
    says: 'created_at_gt compares times as text.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: replaceFilter('created_at_gt', (row, wanted) => String(row.created_at) > String(wanted)),
    walk: [get('/books?created_at_gt=2025-01-06T13:00:00%2B05:00')],
  },
  {
    id: 'before-includes-same',
    says: 'created_at_lt finds the books of that time, too.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: replaceFilter(
      'created_at_lt',
      (row, wanted) => Date.parse(String(row.created_at)) <= Date.parse(String(wanted)),
    ),
    walk: [get('/books?created_at_lt=2025-01-03T08:15:30Z')],
  },
  {
    id: 'price-lte-excludes-same',
    says: 'price_lte does not find the books of that price.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: replaceFilter('price_lte', (row, wanted) => Number(row.price) < Number(wanted)),
    walk: [get('/books?price_lte=3.99')],
  },
  {
    id: 'price-gte-as-text',
    says: 'price_gte compares prices as text.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: replaceFilter('price_gte', (row, wanted) => String(row.price) >= String(wanted)),
    walk: [get('/books?price_gte=20')],
  },
  {
    id: 'country-filters-the-page',
    says: 'The filter for a country looks only through the first ten authors.',
    certainty: 'derived',
    operation: 'listAuthors',
    plant: ({ select, authorFilters }) => ({
      select: (rows, filters, query) =>
        select(filters === authorFilters && 'country' in query ? rows.slice(0, 10) : rows, filters, query),
    }),
    walk: [get('/authors?country=GB')],
  },
  {
    id: 'created-not-filtered',
    says: 'No filter for a genre finds a new book.',
    certainty: 'derived',
    operation: 'listBooks',
    plant: replaceFilter('genre', (row, wanted) => row.genre === wanted && row.id < NEXT),
    walk: [create(), get('/books?genre=crime&per_page=50')],
  },
];

function replaceFilter(name: string, filter: Filter) {
  return ({ bookFilters }: Bookshop): Partial<Bookshop> => ({ bookFilters: { ...bookFilters, [name]: filter } });
}
