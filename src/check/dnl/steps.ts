import { type Pending, type Step, unique } from '../case.js';
import type { Known } from './known.js';

type DnlStep = Step<Known>;
type More = Partial<DnlStep>;

/** The largest page that every target gives. */
export const PAGE = 100;

export function list(query: DnlStep['query'] = [], more: More = {}): DnlStep {
  return { operation: 'listUsers', query, expects: [200], ...more };
}

export function get(user_id: unknown, more: More = {}): DnlStep {
  return { operation: 'getUser', path: { user_id }, expects: [200], ...more };
}

export function create(body: unknown, more: More = {}): DnlStep {
  return { operation: 'createUser', body, expects: [200], ...more };
}

/** An e-mail address that nobody has. */
export const uniqueEmail = (): Pending<Known> => unique(text => `${text}@example.com`);
