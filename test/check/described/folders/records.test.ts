import { expect, test } from 'vitest';
import { etagOf, type FolderTwist, judgeFolders, type Row } from './server.js';

/** Changes what is sent with a method. */
function sending(method: string, change: (body: Row, path: string) => Record<string, unknown>): FolderTwist {
  return (call, next) => next(call.method === method ? { ...call, body: change(call.body as Row, call.path) } : call);
}

/** Does something more when a call has succeeded. */
function afterwards(
  isMeant: (call: Parameters<FolderTwist>[0]) => boolean,
  act: (row: Row, data: Parameters<FolderTwist>[2]) => void,
): FolderTwist {
  return (call, next, data) => {
    const reply = next(call);
    if (isMeant(call) && reply.status < 300) act(reply.body as Row, data);
    return reply;
  };
}

const isClose = ({ path }: { path: string }) => path.endsWith('/close');
const idOf = (path: string) => Number(path.split('/')[2]);
const mapValues = (body: Record<string, unknown>, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, change(value)]));

/** What was deleted, by the servers that do not delete all of it. */
function remembering(list: (deleted: Row[]) => FolderTwist): FolderTwist {
  const deleted: Row[] = [];
  const twist = list(deleted);
  return (call, next, data) => {
    const row = call.method === 'DELETE' ? data.folders.get(idOf(call.path)) : undefined;
    const reply = twist(call, next, data);
    if (row && reply.status === 204) deleted.push(row);
    return reply;
  };
}

let seconds = 0;

const BROKEN: readonly [what: string, law: string, twist: FolderTwist][] = [
  [
    'a zero that is lost',
    'create-keeps createFolder',
    sending('POST', body => (body.size === 0 ? { ...body, size: null } : body)),
  ],
  [
    'letters beyond ASCII that are lost',
    'create-keeps createFolder',
    sending('POST', body =>
      mapValues(body, value => (typeof value === 'string' ? value.replace(/[^ -~]/gu, '?') : value)),
    ),
  ],
  [
    'an offset that is cut off',
    'create-keeps createFolder',
    sending('POST', body =>
      mapValues(body, value => (typeof value === 'string' ? value.replace(/(T[\d:.]+)[+-]\d\d:\d\d$/, '$1Z') : value)),
    ),
  ],
  [
    'a list of which two items are kept',
    'create-keeps createFolder',
    sending('POST', body => (Array.isArray(body.tags) ? { ...body, tags: body.tags.slice(0, 2) } : body)),
  ],
  [
    'an update that ignores false and zero',
    'update-keeps changeFolder',
    sending('PATCH', body =>
      Object.fromEntries(Object.entries(body).filter(([, value]) => value !== false && value !== 0)),
    ),
  ],
  [
    'an update that changes the next record',
    'update-keeps changeFolder',
    (call, next, data) => {
      const reply = next(call);
      const other = data.folders.get(idOf(call.path) + 1);
      if (call.method === 'PATCH' && reply.status === 200 && other)
        data.folders.set(other.id, { ...other, ...call.body, code: other.code });
      return reply;
    },
  ],
  [
    'an update that changes the record before',
    'update-keeps changeFolder',
    (call, next, data) => {
      const reply = next(call);
      const other = data.folders.get(idOf(call.path) - 1);
      if (call.method === 'PATCH' && reply.status === 200 && other)
        data.folders.set(other.id, { ...other, ...call.body, code: other.code });
      return reply;
    },
  ],
  [
    'a replacement with a new time of creation',
    'replace-drops replaceFolder',
    afterwards(
      ({ method }) => method === 'PUT',
      (row, { folders }) => {
        seconds += 1;
        folders.set(row.id, { ...row, created_at: new Date(Date.UTC(2027, 0, 1) + seconds * 1000).toISOString() });
      },
    ),
  ],
  [
    'a value that is accepted twice',
    'taken-values createFolder',
    (call, next, { folders }) => {
      const isTaken = call.method === 'POST' && [...folders.values()].some(({ code }) => code === call.body.code);
      return isTaken ? next({ ...call, body: { ...call.body, code: `DUP-${100_000 + folders.size}` } }) : next(call);
    },
  ],
  [
    'a record that is refused for a taken value, and kept',
    'taken-values createFolder',
    (call, next, { folders }) => {
      const reply = next(call);
      if (reply.status === 409) next({ ...call, body: { ...call.body, code: `DUP-${100_000 + folders.size}` } });
      return reply;
    },
  ],
  [
    'an earlier page that is not listed',
    'created-together createPage',
    (call, next, { pages }) => {
      const reply = next(call);
      const page = reply.body as Row;
      const isEarlier = [...pages.values()].some(
        other => other.folder_id === page?.folder_id && other.id !== page.id && String(other.at) > String(page.at),
      );
      if (call.method === 'POST' && call.path.endsWith('/pages') && reply.status === 201 && isEarlier)
        pages.delete(page.id);
      return reply;
    },
  ],
  [
    'every tenth page missing',
    'created-together createPage',
    (call, next) => {
      const reply = next(call);
      return call.method === 'GET' && call.path.endsWith('/pages') && Array.isArray(reply.body)
        ? { ...reply, body: reply.body.filter((_, at) => at % 10 !== 9) }
        : reply;
    },
  ],
  [
    'an old value that goes on being searched',
    'updated-found changeFolder',
    (() => {
      const names = new Map<number, unknown>();
      return (call, next, { folders }) => {
        if (call.query.q === undefined) {
          for (const { id, name } of folders.values()) if (!names.has(id)) names.set(id, name);
          return next(call);
        }
        const now = [...folders.values()];
        for (const row of now) folders.set(row.id, { ...row, name: names.get(row.id) ?? row.name });
        const reply = next(call);
        for (const row of now) folders.set(row.id, row);
        return reply;
      };
    })(),
  ],
  [
    'a deleted record that a filter finds',
    'deleted-gone deleteFolder',
    remembering(deleted => (call, next) => {
      const reply = next(call);
      return call.path === '/folders' && call.query.kind !== undefined && Array.isArray(reply.body)
        ? { ...reply, body: [...reply.body, ...deleted.filter(({ kind }) => kind === call.query.kind)] }
        : reply;
    }),
  ],
  [
    'a list below a deleted record',
    'deleted-below deleteFolder',
    remembering(deleted => (call, next) => {
      const isGone = /^\/folders\/\d+\/pages$/.test(call.path) && deleted.some(({ id }) => id === idOf(call.path));
      return isGone && call.method === 'GET' ? { status: 200, body: [] } : next(call);
    }),
  ],
  [
    'an action that takes tags away',
    'actions-set closeFolder',
    afterwards(isClose, (row, { folders }) => folders.set(row.id, { ...row, tags: [] })),
  ],
  [
    'an action on two records',
    'actions-set closeFolder',
    afterwards(isClose, (_, { folders }) => {
      const last = [...folders.values()].at(-1);
      if (last) folders.set(last.id, { ...last, state: 'closed' });
    }),
  ],
  [
    'an ETag that stays after an action',
    'etag-changes closeFolder',
    (call, next) => {
      const reply = next(call);
      const row = reply.body as Row | undefined;
      return reply.headers?.ETag && row ? { ...reply, headers: { ETag: etagOf({ ...row, state: '' }) } } : reply;
    },
  ],
  [
    'a deletion for an old ETag',
    'etag-changes deleteFolder',
    (call, next) => next(call.method === 'DELETE' ? { ...call, headers: {} } : call),
  ],
  [
    '304 for an old ETag',
    'etags changeFolder',
    (call, next) => {
      const reply = next(call);
      return call.method === 'GET' && call.headers['if-none-match'] && reply.status === 200 ? { status: 304 } : reply;
    },
  ],
];

test.each(BROKEN)('%s breaks the law %s', async (_, law, twist) => {
  const { violations } = await judgeFolders([law.split(' ')[0] ?? ''], twist);
  expect(violations.map(({ check, operation }) => `${check} ${operation}`)).toContain(law);
});

const LAWS = [...new Set(BROKEN.map(([, law]) => law.split(' ')[0] ?? ''))];

const HARMLESS: readonly [what: string, twist: FolderTwist][] = [
  ['a server that keeps them all', (call, next) => next(call)],
  [
    'false, zero and empty lists that are left out',
    (call, next) => {
      const reply = next(call);
      const isEmpty = (value: unknown) => value === 0 || value === false;
      const leaveOut = (row: unknown) =>
        Object.fromEntries(Object.entries(row as Row).filter(([name, value]) => name !== 'size' || !isEmpty(value)));
      if (reply.body === undefined) return reply;
      return { ...reply, body: Array.isArray(reply.body) ? reply.body.map(leaveOut) : leaveOut(reply.body) };
    },
  ],
  [
    'an action that sets a time and a flag',
    afterwards(isClose, (row, { folders }) =>
      folders.set(row.id, { ...row, shared: false, opened_at: '2026-06-01T00:00:00Z' }),
    ),
  ],
  [
    'a taken value that is refused with 400',
    (call, next) => {
      const reply = next(call);
      return reply.status === 409 ? { status: 400 } : reply;
    },
  ],
];

test.each(HARMLESS)('%s breaks none of these laws', async (_, twist) => {
  const { violations } = await judgeFolders(LAWS, twist);
  expect(violations.filter(({ warning }) => warning)).toEqual([]);
});
