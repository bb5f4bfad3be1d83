import type { Behaviour, Call } from '../../mock/index.js';
import type { Order } from '../../store/index.js';
import type { DnlContext } from './context.js';
import { conditionsOf, userTypeFaults } from './filters.js';
import { userText } from './user-text.js';

const TIMES = new Set(['create_time', 'last_login_time', 'last_seen']);

/** `GET /user/list`: one page of the users that fulfil all filters (dnl-user-list). */
export function listUsers({ readings }: DnlContext): Behaviour {
  const textOf = userText(readings);
  const size = readings.value<{ default: number }>('page-size').default;
  return {
    examine: (call, found) => [...found, ...userTypeFaults(call, readings)],
    answer(call) {
      const { page = 0, per_page: perPage = size } = call.query as { page?: number; per_page?: number };
      const { total, records } = call.store.collection('dnl.users').page({
        where: conditionsOf(call, readings),
        order: orderOf(call.query),
        offset: page * perPage,
        limit: perPage,
      });
      const items = records.map(textOf).join(',');
      const json = `{"payload":{"per_page":${perPage},"total":${total},"page":${page},"items":[${items}]},"success":true}`;
      return { status: 200, json };
    },
  };
}

/** Newest first unless an order is asked for; a direction alone orders by id (readings default-order, order-params). */
function orderOf({
  order_by: asked,
  order_dir: direction = asked === undefined ? 'desc' : 'asc',
}: Call['query']): Order {
  const key = String(asked ?? 'user_id');
  const order: Order = { key, direction: direction === 'asc' ? 'ascending' : 'descending' };
  return TIMES.has(key) ? { ...order, as: 'instant' } : order;
}
