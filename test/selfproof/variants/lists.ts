import type { Variant } from '../planted.js';
import { listing, paged } from '../users/listing.js';
import { byText, byValue, ordered } from '../users/ordered.js';
import { answer, answering, askingQuery, on } from '../wraps.js';
import { otherIds } from './other-ids.js';

const PARAMETERS = ['page', 'per_page', 'order_by', 'order_dir'];

/** Lists in another order, or of another size, than the mock's. */
export const LISTS: readonly Variant[] = [
  {
    id: 'nulls-first',
    says: 'Nulls come first in both directions.',
    wrap: listing({ ordered: (users, order) => ordered(users, order, { nullsFirst: true }) }),
  },
  {
    id: 'nulls-turning',
    says: 'Nulls come first when ascending and last when descending.',
    wrap: listing({ ordered: (users, order) => ordered(users, order, { nullsFirst: !order.descending }) }),
  },
  {
    id: 'ties-newest-first',
    says: 'Users that are equal in what the list is ordered by come newest first.',
    wrap: listing({
      ordered: (users, order) => ordered(users, order, { tie: (left, right) => right.user_id - left.user_id }),
    }),
  },
  {
    id: 'collated-without-case',
    says: 'Texts are ordered without regard to case, as a dictionary does.',
    wrap: listing({ ordered: (users, order) => ordered(users, order, { compare: collated }) }),
  },
  {
    id: 'oldest-first',
    says: 'Unless asked otherwise, the oldest user comes first.',
    wrap: listing({
      ordered: (users, order) => ordered(users, order.isAsked ? order : { ...order, descending: false }),
    }),
  },
  {
    id: 'by-name-first',
    says: 'Unless asked otherwise, users are ordered by name.',
    wrap: listing({
      ordered: (users, order) => ordered(users, order.isAsked ? order : { ...order, key: 'name', descending: false }),
    }),
  },
  { id: 'pages-of-10', says: 'A page holds 10 users unless asked otherwise.', wrap: listing({ size: 10 }) },
  { id: 'pages-of-200', says: 'A page holds 200 users unless asked otherwise.', wrap: listing({ size: 200 }) },
  {
    id: 'pages-up-to-100',
    says: 'A page holds at most 100 users.',
    wrap: listing({ paged: (users, asked) => paged(users, { ...asked, size: Math.min(asked.size, 100) }) }),
  },
  {
    id: 'pages-up-to-100-only',
    says: 'Pages of more than 100 users are refused.',
    wrap: on('list', (asked, server) =>
      Number(asked.query.get('per_page')) > 100 ? answer(400, refusal('per_page')) : server(asked),
    ),
  },
  {
    id: 'ids-with-gaps',
    says: 'Ids do not increase by one.',
    wrap: otherIds({ outward: id => id * 7 + 3, inward: id => (id - 3) / 7 }),
  },
  {
    id: 'ids-beyond-32-bits',
    says: 'Ids are large numbers.',
    wrap: otherIds({ outward: id => id + 9_000_000_000, inward: id => id - 9_000_000_000 }),
  },
  {
    id: 'order-by-passwd-refused',
    says: 'Users cannot be ordered by password, objects or lists.',
    wrap: on('list', (asked, server) =>
      ['passwd', 'client', 'client_limits', 'auth_ip'].includes(asked.query.get('order_by') ?? '')
        ? answer(400, refusal('order_by'))
        : server(asked),
    ),
  },
  {
    id: 'bad-parameters-ignored',
    says: 'Parameters with an impossible value are ignored.',
    wrap: on(['list', 'patch-all'], async (asked, server) => {
      const answered = await server(asked);
      const [errors = {}] = (answered.json as { errors?: object[] }).errors ?? [];
      if (answered.status !== 400 || asked.method !== 'GET') return answered;
      const query = new URLSearchParams([...asked.query].filter(([name]) => !(name in errors)));
      return server({ ...asked, query });
    }),
  },
  {
    id: 'empty-parameters-refused',
    says: 'A parameter without a value is refused.',
    wrap: on(['list', 'patch-all'], (asked, server) => {
      const empty = [...asked.query].find(([, value]) => value === '')?.[0];
      return empty === undefined ? server(asked) : answer(400, refusal(empty));
    }),
  },
  {
    id: 'unknown-parameters-refused',
    says: 'Parameters that no page names are refused.',
    wrap: answering(['list', 'patch-all'], answered => {
      const unknown = answered.headers['understudy-unknown-parameters'];
      return unknown === undefined ? answered : answer(400, refusal(unknown));
    }),
  },
  {
    id: 'page-beyond-a-billion',
    says: 'Page numbers beyond a billion are refused.',
    wrap: on('list', (asked, server) =>
      Number(asked.query.get('page')) >= 1e9 ? answer(400, refusal('page')) : server(asked),
    ),
  },
  {
    id: 'swapped-order-not-understood',
    says: 'order_by and order_dir are never taken for each other.',
    wrap: askingQuery('list', query => {
      if (/^(asc|desc)/i.test(query.get('order_by') ?? '')) for (const name of PARAMETERS.slice(2)) query.delete(name);
    }),
  },
];

function collated(left: unknown, right: unknown): number {
  if (typeof left !== 'string' || typeof right !== 'string') return byValue(left, right);
  return left.localeCompare(right, 'en', { sensitivity: 'base' }) || byText(left, right);
}

function refusal(parameter: string): object {
  return { error_type: 'validation_error', success: false, errors: [{ [parameter]: ['Invalid value.'] }] };
}
