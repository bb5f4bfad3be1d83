import type { Asked, Wrap } from '../exchange.js';
import { operationOf } from '../operation-of.js';
import { answer } from '../wraps.js';
import { type Filters, filtered } from './filters.js';
import { type Order, ordered, orderOf } from './ordered.js';
import { allUsers, type Page, type User } from './user.js';

/** Which page is asked for. */
export type AskedPage = { page: number; size: number; order: Order };

/** The parts of which a list is made; each can be replaced by a wrong one, or by another that is as good. */
export type Listing = {
  users?: (users: readonly User[]) => readonly User[];
  /** The users differ from request to request, even if nobody writes. */
  changing?: true;
  filters?: Filters;
  /** What becomes of the verdicts of several filters on one user. */
  together?: (verdicts: readonly boolean[]) => boolean;
  ordered?: (users: readonly User[], order: Order) => User[];
  paged?: (users: readonly User[], asked: AskedPage) => Page;
  /** How many users a page holds where nobody asks. */
  size?: number;
};

const DEFAULT_SIZE = 30;

/** Answers the list from all users, by the steps that are given and the faithful ones for the rest. */
export function listing(parts: Listing): Wrap {
  const { users = all => all, changing, ordered: sorted = ordered, paged: cut = paged, size = DEFAULT_SIZE } = parts;
  return server => {
    let known: readonly User[] | undefined;
    return async asked => {
      if (operationOf(asked) !== 'list') {
        if (asked.method !== 'GET') known = undefined;
        return server(asked);
      }
      const honest = await server(shortened(asked));
      if (honest.status !== 200) return honest;
      const { query } = asked;
      const order = orderOf(query);
      if (changing || !known) known = users(await allUsers(server, asked));
      const page = { page: Number(query.get('page') || 0), size: Number(query.get('per_page') || size), order };
      return answer(200, { payload: cut(sorted(filtered(known, query, parts), order), page), success: true });
    };
  };
}

/** The same question with a page of one user, which is enough to see whether it is a good one. */
function shortened(asked: Asked): Asked {
  const query = new URLSearchParams(asked.query);
  const size = query.get('per_page');
  if (size === null || (Number(size) >= 1 && Number(size) <= 10_000)) query.set('per_page', '1');
  return { ...asked, query };
}

/** One page of the users found. */
export function paged(users: readonly User[], { page, size }: Pick<AskedPage, 'page' | 'size'>): Page {
  return { per_page: size, total: users.length, page, items: users.slice(page * size, (page + 1) * size) };
}
