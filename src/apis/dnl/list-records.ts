import type { ApiResponse, Handler, HandlerCall } from '../../server/index.js';
import type { Condition, Order } from '../../store/index.js';
import type { DnlContext } from './context.js';
import { conditionsOf, userTypeFlaws } from './filters.js';
import { jsonOfAll, otherUserJson } from './response-json.js';

/** `GET /user/list`: one page of the users that fulfil all filters (dnl-user-list). */
export function listUsers({ readings }: DnlContext): Handler {
  const answered = otherUserJson(readings);
  const size = readings.value<{ default: number }>('page-size').default;
  return {
    validate: (call, found) => [...found, ...userTypeFlaws(call, readings)],
    respond: call =>
      pageAnswer(call, {
        collection: 'dnl.users',
        key: 'user_id',
        where: conditionsOf(call, readings),
        size,
        answered,
      }),
  };
}

/** Clients order carriers by the time of their last change; carriers do not change here, and the newest has the highest id. */
const ALIASES = { update_at: 'client_id' };

/** `GET /carrier/list`: one page of the carriers that users may belong to. Companion. */
export function listCarriers({ readings }: DnlContext): Handler {
  const size = readings.value<{ default: number }>('page-size').default;
  return {
    respond: call =>
      pageAnswer(call, { collection: 'dnl.carriers', key: 'client_id', where: [], size, aliases: ALIASES }),
  };
}

/** `GET /config/role/list`: one page of the roles that users may have. Companion. */
export function listRoles({ readings }: DnlContext): Handler {
  const size = readings.value<{ default: number }>('page-size').default;
  return {
    respond: call => pageAnswer(call, { collection: 'dnl.roles', key: 'role_id', where: [], size }),
  };
}

/** What a list is of: a collection, its key, the conditions on its records, how many make a page, how each is answered. */
type Listed = {
  collection: string;
  key: string;
  where: readonly Condition[];
  size: number;
  /** Undefined where records are answered as they are. */
  answered?: ((record: Uint8Array) => Uint8Array) | undefined;
  /** Names to order by that stand for another key. */
  aliases?: Readonly<Record<string, string>>;
};

/** One page of records, in the paging and the order that a query asks for (readings page-base, page-size, order-params). */
function pageAnswer(
  { query, store }: HandlerCall,
  { collection, key, where, size, answered, aliases = {} }: Listed,
): ApiResponse {
  const { page = 0, per_page: perPage = size } = query as { page?: number; per_page?: number };
  const { total, records } = store.collection(collection).page({
    where,
    order: orderOf(query, { key, aliases }),
    offset: page * perPage,
    limit: perPage,
  });
  const start = `{"payload":{"per_page":${perPage},"total":${total},"page":${page},"items":[`;
  if (!answered) return { status: 200, json: jsonOfAll(start, records, END) };
  const values = [...records].map(record => Buffer.from(answered(record)).toString());
  return { status: 200, json: start + values.join(',') + END };
}

const END = ']},"success":true}';

/** Newest first unless an order is asked for; a direction alone orders by the key (readings default-order, order-params). */
function orderOf(
  { order_by: asked, order_dir: direction = asked === undefined ? 'desc' : 'asc' }: HandlerCall['query'],
  { key, aliases }: { key: string; aliases: Readonly<Record<string, string>> },
): Order {
  const by = String(asked ?? key);
  return { key: aliases[by] ?? by, direction: direction === 'asc' ? 'ascending' : 'descending' };
}
