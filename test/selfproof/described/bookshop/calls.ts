import type { Json } from '../serving/call.js';
import type { Step } from '../steps.js';
import { TOKEN } from './bookshop.js';

export type Headers = Readonly<Record<string, string>>;

const CREDENTIALS = { Authorization: `Bearer ${TOKEN}` };
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** A body that creates a book. */
export const BOOK: Json = {
  title: 'The Tide Tables',
  isbn: '9780306406157',
  author_id: 3,
  genre: 'crime',
  price: 14.25,
  pages: 288,
};

/** The id of the first book that is created. */
export const NEXT = 94;

export function get(path: string, headers: Headers = {}): Step {
  return { method: 'GET', path, headers: { ...CREDENTIALS, ...headers } };
}

export function remove(path: string): Step {
  return { method: 'DELETE', path, headers: CREDENTIALS };
}

/** Sends JSON, or text as it is. */
export function send(method: string, path: string, body: unknown, headers: Headers = {}): Step {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method, path, headers: { ...CREDENTIALS, ...JSON_TYPE, ...headers }, body: text };
}

export function create(more: Json = {}): Step {
  return send('POST', '/books', { ...BOOK, ...more });
}

export function change(id: number, changes: unknown): Step {
  return send('PATCH', `/books/${id}`, changes);
}

/** The step without credentials. */
export function anonymous({ headers, ...step }: Step): Step {
  const { Authorization, ...others } = headers;
  return { ...step, headers: others };
}
