import type { Rules } from '../serving/rules.js';

const GENRE = { type: 'string', oneOf: ['novel', 'crime', 'poetry', 'history', 'science', 'children'] } as const;
const LANGUAGE = { type: 'string', oneOf: ['en', 'de', 'fr', 'es'] } as const;
const COUNTRY = { type: 'string', oneOf: ['GB', 'DE', 'FR', 'ES', 'IN', 'NO'] } as const;
const TIME = { type: 'string', format: 'date-time' } as const;
const ID = { type: 'integer', minimum: 1 } as const;
const PRICE = { type: 'number', minimum: 0 } as const;

/** What each input may be. */
export const RULES = {
  book: {
    title: { type: 'string', isRequired: true, minLength: 1, maxLength: 120 },
    isbn: { type: 'string', isRequired: true, pattern: /^97[89][0-9]{10}$/ },
    author_id: { ...ID, isRequired: true },
    genre: { ...GENRE, isRequired: true },
    language: { ...LANGUAGE, default: 'en' },
    price: { ...PRICE, maximum: 10_000, isRequired: true },
    pages: { ...ID, maximum: 5_000, isRequired: true },
    in_stock: { type: 'boolean', default: true },
    published_on: { type: 'string', format: 'date', isNullable: true, default: null },
    tags: {
      type: 'strings',
      maxLength: 5,
      isUnique: true,
      items: { type: 'string', minLength: 1, maxLength: 20 },
      default: [],
    },
    supplier_note: { type: 'string', maxLength: 200 },
  },
  author: {
    id: { ...ID, isReadOnly: true },
    name: { type: 'string', isRequired: true, minLength: 1, maxLength: 80 },
    country: { ...COUNTRY, isRequired: true },
    born: { type: 'integer', minimum: 1_500, maximum: 2_020, isNullable: true, default: null },
  },
  paging: {
    page: { ...ID, default: 1 },
    per_page: { ...ID, maximum: 50, default: 10 },
  },
  books: {
    sort: {
      type: 'string',
      oneOf: ['title', '-title', 'price', '-price', 'pages', '-pages', 'published_on', '-published_on'],
    },
    genre: GENRE,
    language: LANGUAGE,
    author_id: ID,
    in_stock: { type: 'boolean' },
    price_gte: PRICE,
    price_lte: PRICE,
    created_at_gt: TIME,
    created_at_lt: TIME,
  },
  authors: {
    sort: { type: 'string', oneOf: ['name', '-name', 'born', '-born'] },
    country: COUNTRY,
  },
} as const satisfies Record<string, Rules>;

export type RuleSet = Record<keyof typeof RULES, Rules>;
