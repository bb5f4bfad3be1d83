import type { Wrap } from '../exchange.js';
import type { Defect } from '../planted.js';
import { coin } from '../turns.js';
import { listing, paged } from '../users/listing.js';
import { byText, ordered } from '../users/ordered.js';
import { askingQuery } from '../wraps.js';

/** The order of the list. */
export const LIST_ORDER: readonly Defect[] = [
  {
    id: 'order-by-ignored',
    statement: 'list.order_by',
    says: 'order_by is not looked at.',
    wrap: askingQuery('list', query => query.delete('order_by')),
  },
  {
    id: 'order-numbers-as-text',
    statement: 'list.order_by',
    says: 'Numbers are ordered letter by letter.',
    wrap: listing({ ordered: (users, order) => ordered(users, order, { compare: byText }) }),
  },
  {
    id: 'order-of-page-only',
    statement: 'list.order_by',
    says: 'The page is ordered, not the list.',
    wrap: listing({
      ordered: users => [...users],
      paged: (users, asked) => {
        const page = paged(users, asked);
        return { ...page, items: ordered(page.items, asked.order) };
      },
    }),
  },
  {
    id: 'order-dir-ignored',
    statement: 'list.order_dir',
    says: 'order_dir is not looked at.',
    wrap: askingQuery('list', query => query.delete('order_dir')),
  },
  {
    id: 'order-dir-swapped',
    statement: 'list.order_dir',
    says: 'asc descends and desc ascends.',
    wrap: listing({
      ordered: (users, order) => ordered(users, order.isAsked ? { ...order, descending: !order.descending } : order),
    }),
  },
  {
    id: 'order-dir-of-filtered',
    statement: 'list.order_dir',
    says: 'A filtered list is always ascending.',
    wrap: askingQuery('list', query => {
      if ([...query.keys()].some(name => !ARRANGING.has(name))) query.delete('order_dir');
    }),
  },
  {
    id: 'order-of-ties-changing',
    statement: 'ruled.order-details',
    says: 'Users that are equal in what the list is ordered by come in another order with each request.',
    wrap: tiesChanging(),
  },
  {
    id: 'order-nulls-changing',
    statement: 'ruled.order-details',
    says: 'Nulls come now first, now last.',
    wrap: nullsChanging(),
  },
  {
    id: 'order-loses-nulls',
    statement: 'ruled.order-details',
    says: 'Ordered by a key, the list loses the users who have none.',
    wrap: listing({
      ordered: (users, order) => ordered(users, order, {}).filter(user => user[order.key] !== null),
    }),
  },
];

const ARRANGING = new Set(['page', 'per_page', 'order_by', 'order_dir']);

function tiesChanging(): Wrap {
  return server => {
    const turn = coin();
    return listing({
      ordered: (users, order) => {
        const sign = turn() ? 1 : -1;
        return ordered(users, order, { tie: (left, right) => sign * (left.user_id - right.user_id) });
      },
    })(server);
  };
}

function nullsChanging(): Wrap {
  return server => {
    const turn = coin();
    return listing({ ordered: (users, order) => ordered(users, order, { nullsFirst: turn() }) })(server);
  };
}
