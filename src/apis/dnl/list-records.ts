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
    respond: call =>
      respondWithPage(call, {
        collection: 'dnl.users',
        key: 'user_id',
        where: readConditions(call, readings),
        size,
        format,
      }),
  };
}

/** Clients order carriers by their last change. Carriers never change here, so the newest has the highest id. */
const ALIASES = { update_at: 'client_id' };

/** `GET /carrier/list`: one page of the carriers that users may belong to. Companion. */
export function listCarriers({ readings }: DnlContext): Handler {
  const size = readings.value<{ default: number }>('page-size').default;
  return {
    respond: call =>
      respondWithPage(call, { collection: 'dnl.carriers', key: 'client_id', where: [], size, aliases: ALIASES }),
  };
}

/** `GET /config/role/list`: one page of the roles that users may have. Companion. */
export function listRoles({ readings }: DnlContext): Handler {
  const size = readings.value<{ default: number }>('page-size').default;
  return {
    respond: call => respondWithPage(call, { collection: 'dnl.roles', key: 'role_id', where: [], size }),
  };
}

/** A list: its collection and key, the conditions on its records, the default page size, and how records are formatted. */
type PageOptions = {
  collection: string;
  key: string;
  where: readonly Condition[];
  size: number;
  /** Undefined if records are returned unchanged. */
  format?: ((record: Uint8Array) => Uint8Array) | undefined;
  /** Order keys that mean another key. */
  aliases?: Readonly<Record<string, string>>;
};

/** Returns the page of records that a query asks for, in its order (readings page-base, page-size, order-params). */
function respondWithPage(
  { query, store }: HandlerCall,
  { collection, key, where, size, format, aliases = {} }: PageOptions,
): ApiResponse {
  const { page = 0, per_page: perPage = size } = query as { page?: number; per_page?: number };
  const { total, records } = store.collection(collection).page({
    where,
    order: readOrder(query, { key, aliases }),
    offset: page * perPage,
    limit: perPage,
  });
  const start = `{"payload":{"per_page":${perPage},"total":${total},"page":${page},"items":[`;
  if (!format) return { status: 200, body: joinJson(start, records, END) };
  const values = [...records].map(record => Buffer.from(format(record)).toString());
  return { status: 200, body: start + values.join(',') + END };
}

const END = ']},"success":true}';

/** By default the newest come first; a direction without a field orders by the key (readings default-order, order-params). */
function readOrder(
  { order_by: field, order_dir: direction = field === undefined ? 'desc' : 'asc' }: HandlerCall['query'],
  { key, aliases }: { key: string; aliases: Readonly<Record<string, string>> },
): Order {
  const by = String(field ?? key);
  return { key: aliases[by] ?? by, direction: direction === 'asc' ? 'ascending' : 'descending' };
}
