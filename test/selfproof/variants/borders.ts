import { asAdmin, isFromAdmin, tokenOf } from '../credentials.js';
import type { Server } from '../exchange.js';
import type { Variant } from '../planted.js';
import { FILTERS, type Keeps } from '../users/filters.js';
import { listing } from '../users/listing.js';
import { answer, asking, askingQuery, bodyOf, on } from '../wraps.js';

/** A filter by times that finds the very time as well. */
function inclusive(parameter: string): Keeps {
  const opposite = parameter.endsWith('_gt') ? parameter.replace(/_gt$/, '_lt') : parameter.replace(/_lt$/, '_gt');
  const key = parameter.slice(0, -'_gt'.length);
  return (user, value) => user[key] !== null && !FILTERS[opposite]?.(user, value);
}

const LATER = ['create_time_gt', 'last_login_time_gt'];
const EARLIER = ['create_time_lt', 'last_login_time_lt'];

function withInclusive(parameters: readonly string[]): Variant['wrap'] {
  return listing({ filters: Object.fromEntries(parameters.map(parameter => [parameter, inclusive(parameter)])) });
}

function refusal(key: string): object {
  return { error_type: 'validation_error', success: false, errors: [{ [key]: ['Invalid value.'] }] };
}

/** Servers that draw a border elsewhere, where the documents leave it open. */
export const BORDER_VARIANTS: readonly Variant[] = [
  {
    id: 'bounds-inclusive',
    says: 'Both bounds of times find the very time.',
    wrap: withInclusive([...LATER, ...EARLIER]),
  },
  { id: 'lower-bounds-inclusive', says: 'Lower bounds of times find the very time.', wrap: withInclusive(LATER) },
  {
    id: 'bearer-prefix',
    says: 'A token may have the word Bearer before it.',
    wrap: asking('any', asked => {
      const token = tokenOf(asked);
      const bare = token?.replace(/^Bearer /i, '');
      return bare === undefined ? asked : { ...asked, headers: { ...asked.headers, 'x-auth-token': bare } };
    }),
  },
  {
    id: 'parameters-trimmed',
    says: 'Blanks around the values of parameters are not looked at.',
    wrap: askingQuery(['list', 'patch-all'], query => {
      for (const [name, value] of [...query]) query.set(name, value.trim());
    }),
  },
  {
    id: 'leading-zeros',
    says: 'Zeros before an id, a plus or a fraction of nothing do not count.',
    wrap: asking('get', asked => ({ ...asked, path: asked.path.replace(/\/(?:0|\+|%2B)*(\d+)(?:\.0+)?$/, '/$1') })),
  },
  {
    id: 'huge-ids-refused',
    says: 'Ids of more than 31 bits are refused as no integers.',
    wrap: on('get', (asked, server) =>
      Number(asked.path.split('/').at(-1)) >= 2 ** 31 ? answer(400, refusal('user_id')) : server(asked),
    ),
  },
  {
    id: 'negative-ids-refused',
    says: 'Ids that are no digits are refused.',
    wrap: on('get', (asked, server) => (/\/\d+$/.test(asked.path) ? server(asked) : answer(400, refusal('user_id')))),
  },
  {
    id: 'names-of-ascii',
    says: 'A name has letters, digits and hyphens.',
    wrap: on(['create', 'patch-all'], (asked, server) => {
      const name = bodyOf(asked)?.name;
      const isOdd = typeof name === 'string' && !/^[\w-]*$/.test(name);
      return isOdd && isFromAdmin(asked) ? answer(400, refusal('name')) : server(asked);
    }),
  },
  {
    id: 'unknown-roles-refused',
    says: 'The list refuses a role that there is not.',
    wrap: on('list', (asked, server) =>
      Number(asked.query.get('role_id')) > 7 ? answer(400, refusal('role_id')) : server(asked),
    ),
  },
  {
    id: 'words-refused',
    says: 'A word is no boolean, but for the one that the example sends.',
    wrap: on('create', (asked, server) => {
      const body = bodyOf(asked) ?? {};
      const field = Object.keys(body).find(key => body[key] === 'false');
      return field === undefined || !isFromAdmin(asked) ? server(asked) : answer(400, refusal(field));
    }),
  },
  {
    id: 'users-removed',
    says: 'Every 15 requests somebody else creates a user, and removes the one that was created before.',
    unsteady: true,
    wrap: server => {
      let count = 0;
      let last: unknown;
      return async asked => {
        count += 1;
        if (count % 15 === 0) last = await replaced(server, count, last);
        return server(asked);
      };
    },
  },
];

/** Removes a user and creates another, whose id is answered. */
async function replaced(server: Server, count: number, last: unknown): Promise<unknown> {
  const common = { query: new URLSearchParams(), headers: { 'content-type': 'application/json' } };
  if (last !== undefined) await server(asAdmin({ ...common, method: 'DELETE', path: `/v1/user/${last}`, body: '' }));
  const body = { name: `other${count}`, passwd: 'other', user_type: 'client', email: `other${count}@example.com` };
  const created = await server(
    asAdmin({ ...common, method: 'POST', path: '/v1/user/create', body: JSON.stringify(body) }),
  );
  return (created.json as { object_id?: unknown }).object_id;
}
