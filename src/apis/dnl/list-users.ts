import type { Behaviour, Call } from '../../mock/index.js';
import type { Order } from '../../store/index.js';
import { jsonOf } from './answer-json.js';
import type { DnlContext } from './context.js';
import { conditionsOf, userTypeFaults } from './filters.js';
import { userJson } from './user-json.js';

/** `GET /user/list`: one page of the users that fulfil all filters (dnl-user-list). */
export function listUsers({ readings }: DnlContext): Behaviour {
  const answered = userJson(readings);
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
      const start = `{"payload":{"per_page":${perPage},"total":${total},"page":${page},"items":[`;
      return { status: 200, json: jsonOf(start, records.map(answered), ']},"success":true}') };
    },
  };
}

/** Newest first unless an order is asked for; a direction alone orders by id (readings default-order, order-params). */
function orderOf({
  order_by: asked,
  order_dir: direction = asked === undefined ? 'desc' : 'asc',
}: Call['query']): Order {
  return { key: String(asked ?? 'user_id'), direction: direction === 'asc' ? 'ascending' : 'descending' };
}
