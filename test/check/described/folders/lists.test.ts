import { expect, test } from 'vitest';
import { type FolderCall, type FolderReply, type FolderTwist, judgeFolders, type Row } from './server.js';

/** Changes the query of lists of folders or pages. */
function asking(change: (query: FolderCall['query']) => FolderCall['query']): FolderTwist {
  return (call, next) => next(call.method === 'GET' ? { ...call, query: change(call.query) } : call);
}

/** Changes the rows of lists where the call is meant. */
function listing(
  isMeant: (call: FolderCall) => boolean,
  change: (rows: Row[], call: FolderCall) => Row[],
): FolderTwist {
  return replying(isMeant, (reply, call) => ({ ...reply, body: change(reply.body as Row[], call) }));
}

function replying(
  isMeant: (call: FolderCall) => boolean,
  change: (reply: FolderReply, call: FolderCall) => FolderReply,
): FolderTwist {
  return (call, next) => {
    const reply = next(call);
    return isMeant(call) && Array.isArray(reply.body) ? change(reply, call) : reply;
  };
}

/** Filters a second time, by a condition. */
function only(name: string, isKept: (row: Row, wanted: string) => boolean): FolderTwist {
  return (call, next) => {
    const wanted = call.query[name];
    if (wanted === undefined) return next(call);
    // all records at once, so that pages and totals fit what is left
    const all = next({ ...call, query: { ...call.query, offset: '0', limit: '5000' } });
    const rows = (all.body as Row[]).filter(row => isKept(row, wanted));
    const [offset, limit] = [Number(call.query.offset ?? 0), Number(call.query.limit ?? 10)];
    return { ...all, body: rows.slice(offset, offset + limit), headers: { 'X-Total-Count': String(rows.length) } };
  };
}

/** Finds more than the filter does. */
function finding(name: string, isFound: (row: Row, wanted: string) => boolean): FolderTwist {
  return (call, next) => {
    const { [name]: wanted, ...others } = call.query;
    if (wanted === undefined) return next(call);
    return only('any', row => isFound(row, wanted))(
      { ...call, query: { ...others, any: '' } },
      next,
      undefined as never,
    );
  };
}

const has = (text: unknown, part: string) =>
  String(text ?? '')
    .toLowerCase()
    .includes(part.toLowerCase());

/** Keeps addresses in small letters. */
const keepingSmall: FolderTwist = (call, next) => {
  const { owner } = call.body;
  return next(typeof owner === 'string' ? { ...call, body: { ...call.body, owner: owner.toLowerCase() } } : call);
};

const BROKEN: readonly [what: string, law: string, twist: FolderTwist][] = [
  [
    'an upper bound that finds records without a value',
    'list-filter listFolders',
    finding('max_size', (row, wanted) => Number(row.size) <= Number(wanted)),
  ],
  [
    'a filter for an item that finds parts of items',
    'list-filter listFolders',
    finding('tag', (row, wanted) => (row.tags as string[]).some(tag => tag.startsWith(wanted))),
  ],
  [
    'a bound that is cut to whole seconds',
    'list-filter listFolders',
    finding(
      'opened_after',
      (row, wanted) => Date.parse(String(row.opened_at)) >= Math.floor(Date.parse(wanted) / 1000) * 1000,
    ),
  ],
  [
    'a description that includes the bound, and a server that does not',
    'list-filter listPages',
    only('since', (row, wanted) => Date.parse(String(row.at)) > Date.parse(wanted)),
  ],
  [
    'a period that is compared as text',
    'list-filter listPages',
    finding('until', (row, wanted) => String(row.at) <= wanted),
  ],
  [
    'a total that ignores the filter',
    'list-filter listFolders',
    replying(
      ({ query }) => query.kind !== undefined,
      reply => ({ ...reply, headers: { ...reply.headers, 'X-Total-Count': '24' } }),
    ),
  ],
  [
    'an upper bound that is ignored beside the lower one',
    'filters-together listFolders',
    asking(({ max_size, ...others }) =>
      others.min_size === undefined && max_size !== undefined ? { ...others, max_size } : others,
    ),
  ],
  [
    'a filter that is ignored beside one that is no neighbour',
    'filters-together listFolders',
    asking(({ kind, ...others }) =>
      others.max_size === undefined && kind !== undefined ? { ...others, kind } : others,
    ),
  ],
  [
    'two rows in the wrong order on the third page of the usual size',
    'list-order listFolders',
    listing(
      ({ query }) => query.offset === '20',
      ([first, second, ...others]) => (first && second ? [second, first, ...others] : []),
    ),
  ],
  [
    'a total of 0 behind the last page',
    'page-ends listFolders',
    replying(
      ({ query, path }) => path === '/folders' && Number(query.offset) > 25,
      reply => ({ ...reply, headers: { 'X-Total-Count': '0' } }),
    ),
  ],
  [
    'a link to a path that does not exist',
    'list-links listFolders',
    replying(
      ({ path }) => path === '/folders',
      reply => ({
        ...reply,
        headers: {
          ...reply.headers,
          ...(reply.headers?.Link && { Link: reply.headers.Link.replace('/folders', '/v0/all') }),
        },
      }),
    ),
  ],
  [
    'a HEAD that counts otherwise than GET',
    'head-as-get countFolders',
    (call, next) => {
      const reply = next(call);
      return call.method === 'HEAD' ? { ...reply, headers: { ...reply.headers, 'X-Total-Count': '1' } } : reply;
    },
  ],
  [
    'a search that does not look into notes',
    'list-search listFolders',
    only('q', (row, wanted) => has(row.name, wanted)),
  ],
  [
    'a search of beginnings alone',
    'list-search listFolders',
    only('q', (row, wanted) => [row.name, row.note].some(one => has(String(one).slice(0, wanted.length), wanted))),
  ],
  [
    'a search that distinguishes letters',
    'list-search listFolders',
    only('q', (row, wanted) => `${row.name} ${row.note}`.includes(wanted)),
  ],
  [
    'a search without letters beyond ASCII',
    'list-search listFolders',
    only('q', (_, wanted) => /^[ -~]*$/.test(wanted)),
  ],
  [
    'records whose keys have another length that cannot be got',
    'get-as-listed getFolder',
    (call, next) => (call.method === 'GET' && /^\/folders\/\d{4}$/.test(call.path) ? { status: 404 } : next(call)),
  ],
  [
    'pages that go on with the next time, and leave out what has the same',
    'created-paged listPages',
    (call, next) => {
      const offset = Number(call.query.offset ?? 0);
      const reply = next(call);
      if (!/\/pages$/.test(call.path) || call.method !== 'GET' || offset === 0) return reply;
      const [before] = next({ ...call, query: { offset: String(offset - 1), limit: '1' } }).body as Row[];
      return { ...reply, body: (reply.body as Row[]).filter(({ at }) => at !== before?.at) };
    },
  ],
  ['addresses that are kept in small letters, and not found in others', 'addresses-found listFolders', keepingSmall],
];

test.each(BROKEN)('%s breaks the law %s', async (_, law, twist) => {
  const { violations } = await judgeFolders([law.split(' ')[0] ?? ''], twist);
  expect(violations.map(({ check, operation }) => `${check} ${operation}`)).toContain(law);
  expect(violations.every(({ warning }) => warning)).toBe(true);
});

const LAWS = [...new Set(BROKEN.map(([, law]) => law.split(' ')[0] ?? ''))];

const HARMLESS: readonly [what: string, twist: FolderTwist][] = [
  ['a server that keeps them all', (call, next) => next(call)],
  [
    'a search that finds more',
    (call, next) => next(call.query.q === 'Summer' ? { ...call, query: { limit: call.query.limit ?? '10' } } : call),
  ],
  ['an empty page that is refused', (call, next) => (Number(call.query.offset) > 40 ? { status: 404 } : next(call))],
  [
    'links with the path of a proxy before them',
    replying(
      () => true,
      reply => ({
        ...reply,
        headers: {
          ...reply.headers,
          ...(reply.headers?.Link && { Link: reply.headers.Link.replace('</', '</outside/') }),
        },
      }),
    ),
  ],
  [
    'addresses that are kept in small letters, and found in any',
    (call, next, data) => {
      const { owner } = call.query;
      return keepingSmall(
        owner === undefined ? call : { ...call, query: { ...call.query, owner: owner.toLowerCase() } },
        next,
        data,
      );
    },
  ],
  ['a HEAD without the total', (call, next) => (call.method === 'HEAD' ? { ...next(call), headers: {} } : next(call))],
  [
    'times of periods that are kept in whole seconds',
    asking(query =>
      Object.fromEntries(
        Object.entries(query).map(([name, value]) => [name, name === 'since' ? value.replace(/\.\d+/, '') : value]),
      ),
    ),
  ],
];

test.each(HARMLESS)('%s breaks none of these laws', async (_, twist) => {
  const { violations, cases } = await judgeFolders(LAWS, twist);
  expect(violations).toEqual([]);
  expect(cases.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(20);
});
