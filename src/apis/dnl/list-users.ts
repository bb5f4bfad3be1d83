import type { ApiResponse, Handler, HandlerCall } from '../../server/index.js';
import type { Condition, Order } from '../../store/index.js';
import type { DnlContext } from './context.js';
import { readConditions, userTypeIssues } from './filters.js';
import { createClientEcho, joinJson } from './response-json.js';

/** `GET /user/list`: one page of the users that meet all filters (dnl-user-list). */
export function listUsers({ readings }: DnlContext): Handler {
  const format = createClientEcho(readings);
  const size = readings.value<{ default: number }>('page-size').default;
  return {
    validate: (call, found) => [...found, ...userTypeIssues(call, readings)],
    respond: call => respondWithPage(call, { where: readConditions(call, readings), size, format }),
  };
}

/** Returns the page of users that a query asks for, in its order (readings page-base, page-size, order-params). */
function respondWithPage(
  { query, store }: HandlerCall,
  { where, size, format }: { where: readonly Condition[]; size: number; format: UserFormat | undefined },
): ApiResponse {
  const { page = 0, per_page: perPage = size } = query as { page?: number; per_page?: number };
  const { total, records } = store.collection('dnl.users').page({
    where,
    order: readOrder(query),
    offset: page * perPage,
    limit: perPage,
  });
  const start = `{"payload":{"per_page":${perPage},"total":${total},"page":${page},"items":[`;
  if (!format) return { status: 200, body: joinJson(start, records, END) };
  const values = [...records].map(record => Buffer.from(format(record)).toString());
  return { status: 200, body: start + values.join(',') + END };
}

/** Undefined if users are returned unchanged. */
type UserFormat = (user: Uint8Array) => Uint8Array;

const END = ']},"success":true}';

/** By default the newest come first; a direction without a field orders by the key (readings default-order, order-params). */
function readOrder({
  order_by: field,
  order_dir: direction = field === undefined ? 'desc' : 'asc',
}: HandlerCall['query']): Order {
  return { key: String(field ?? 'user_id'), direction: direction === 'asc' ? 'ascending' : 'descending' };
}
