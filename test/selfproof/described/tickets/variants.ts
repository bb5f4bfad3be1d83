import { dropHeader, editJson, editReplies, setHeaders } from '../edits.js';
import { createFormVariants } from '../form-variants.js';
import type { Variant } from '../planted.js';
import { Refusal } from '../serving/call.js';
import { isUuid } from '../serving/formats.js';
import { act, anonymous, comment, create, created, get, list, old, remove, replace, send } from './calls.js';
import { createUuid, type Row } from './records.js';
import type { Tickets } from './tickets.js';

/** What the description of the tickets leaves open, in another way. */
export const VARIANTS: readonly Variant<Tickets>[] = [
  ...createFormVariants([
    list('?limit=3'),
    get(old(1)),
    get('/api/tickets/17'),
    create(),
    comment(old(8), { body: 'Déjà vu' }),
  ]),
  {
    id: 'weak-etags',
    says: 'ETags are weak.',
    plant: editReplies({}, sent => {
      const { ETag } = sent.headers;
      return ETag ? { ...sent, headers: { ...sent.headers, ETag: `W/${ETag}` } } : sent;
    }),
    walk: [get(old(1)), get(old(1), { 'If-None-Match': '{etag}' }), replace(old(1), {}, { 'If-Match': '{etag}' })],
  },
  {
    id: 'etag-with-each-write',
    says: 'An ETag is the number of the version, and grows by more than one.',
    plant: () => {
      const versions = new Map<string, { row: string; version: number }>();
      return {
        etag: ticket => {
          const row = JSON.stringify(ticket);
          const known = versions.get(ticket.id);
          if (known?.row === row) return `"v${known.version}"`;
          const version = (known?.version ?? 0) + 3;
          versions.set(ticket.id, { row, version });
          return `"v${version}"`;
        },
      };
    },
    walk: [get(old(1)), replace(old(1)), get(old(1))],
  },
  {
    id: 'other-uuids',
    says: 'New ids are UUIDs of version 7.',
    plant: ({ newId }) => ({ newId: kind => newId(kind).replace(/-4(...)-/, '-7$1-') }),
    walk: [create()],
  },
  {
    id: 'cursor-is-the-id',
    says: 'A cursor is the id of the last record.',
    plant: desk => ({
      nextCursor: (shown, rest) => (rest.length > shown.length ? (shown.at(-1)?.id ?? null) : null),
      readCursor: text => desk.tickets.get(text) ?? desk.comments.get(text),
    }),
    walk: [list(), list('?cursor={next_cursor}')],
  },
  {
    id: 'empty-last-page',
    says: 'A full last page has a cursor, which leads to an empty page.',
    plant: ({ nextCursor }) => ({
      nextCursor: (shown, rest) => {
        const last = shown.at(-1);
        const isFull = shown.length > 0 && shown.length === rest.length;
        return isFull && last
          ? Buffer.from(`${last.created_at} ${last.id}`).toString('base64url')
          : nextCursor(shown, rest);
      },
    }),
    walk: [list('?limit=50&order=asc'), list('?limit=50&order=asc&cursor={next_cursor}')],
  },
  {
    id: 'unknown-parameters-refused',
    says: 'A parameter that the description does not name is refused.',
    plant: desk =>
      editReplies({ of: ['listTickets', 'listComments'], status: 200 }, (sent, { operation, query }) => {
        const known = { ...desk.rules.paging, ...(operation === 'listTickets' && desk.rules.tickets) };
        const field = [...query.keys()].find(name => !Object.hasOwn(known, name));
        if (field === undefined) return sent;
        return desk.refuse(new Refusal(400, 'Unknown parameter.', [{ field, message: 'is not known' }]));
      })(desk),
    walk: [list('?colour=red')],
  },
  {
    id: 'all-is-json',
    says: 'Accept is ignored: clients that want no JSON get it, too.',
    plant: ({ receive }) => ({
      receive: sent => {
        const { headers, ...call } = receive(sent);
        return { ...call, headers: { ...headers, accept: 'application/json' } };
      },
    }),
    walk: [get(old(1), { Accept: 'application/xml' })],
  },
  {
    id: 'without-fields',
    says: 'A refusal does not name the wrong fields, which the description does not require.',
    plant: editJson({ status: 400 }, () => ({ error: { code: 'bad_request', message: 'Bad request.' } })),
    walk: [create({ priority: 9 })],
  },
  {
    id: 'odd-ids-missing',
    says: 'An id that is no UUID is answered with 404, which is documented beside 400.',
    plant: ({ refuse, finish }) => ({
      finish: (sent, call) => {
        const ids = Object.values(call.params);
        return sent.status === 400 && !ids.every(isUuid)
          ? refuse(new Refusal(404, 'There is no such ticket.'))
          : finish(sent, call);
      },
    }),
    walk: [get('/api/tickets/17'), remove('/api/tickets/17')],
  },
  {
    id: 'methods-unknown',
    says: 'A method that a path does not have is answered with 404.',
    plant: editReplies({ status: 405 }, ({ json, headers }) => ({ status: 404, json, headers })),
    walk: [send('PATCH', old(1), {})],
  },
  {
    id: 'without-allow',
    says: 'A 405 has no Allow.',
    plant: dropHeader({ status: 405 }, 'Allow'),
    walk: [send('PATCH', old(1), {})],
  },
  {
    id: 'options-served',
    says: 'OPTIONS is answered with 204 for any path.',
    plant: editReplies({ if: ({ method }) => method === 'OPTIONS' }, () => ({
      status: 204,
      headers: { Allow: 'GET, POST, PUT, DELETE, OPTIONS', 'Access-Control-Allow-Origin': '*' },
    })),
    walk: [
      { ...list(), method: 'OPTIONS' },
      { ...anonymous(get(old(1))), method: 'OPTIONS' },
    ],
  },
  {
    id: 'challenge',
    says: 'A 401 has WWW-Authenticate, which the description does not name.',
    plant: setHeaders({ status: 401 }, { 'WWW-Authenticate': 'ApiKey' }),
    walk: [anonymous(list())],
  },
  {
    id: 'times-with-offset',
    says: 'Times have the offset of India.',
    plant: ({ show }) => ({
      show: row => {
        const times = Object.entries(show(row)).filter(([name, value]) => name.endsWith('_at') && value !== null);
        return { ...show(row), ...Object.fromEntries(times.map(([name, value]) => [name, inIndia(String(value))])) };
      },
    }),
    walk: [list()],
  },
  {
    id: 'times-at-once',
    says: 'Many records are created in the same second.',
    plant: ({ now }) => {
      const fixed = now();
      return { now: () => fixed };
    },
    walk: [create(), create({ reference: 'LAB-78' })],
  },
  {
    id: 'others-create',
    says: 'Another client creates a ticket after every second request.',
    isUnsteady: true,
    plant: desk => {
      let calls = 0;
      return editReplies({}, sent => {
        calls += 1;
        if (calls % 2 === 0) addOfAnother(desk, calls);
        return sent;
      })(desk);
    },
    walk: [get('/api/stats'), get('/api/stats'), get('/api/stats')],
  },
  {
    id: 'others-close',
    says: 'Another client closes old tickets meanwhile.',
    isUnsteady: true,
    plant: desk =>
      editReplies({}, sent => {
        const open = [...desk.tickets.values()].slice(0, 60).find(({ status }) => status === 'open');
        if (open) desk.tickets.set(open.id, { ...open, status: 'closed', closed_at: open.updated_at });
        return sent;
      })(desk),
    walk: [get('/api/stats'), get('/api/stats')],
  },
  {
    id: 'other-message',
    says: 'The message of a 404 says that a ticket was deleted.',
    plant: editJson({ status: 404 }, () => ({
      error: { code: 'not_found', message: 'It does not exist, or was deleted.' },
    })),
    walk: [create(), act(created(), 'close'), remove(created()), get(created())],
  },
  {
    id: 'label-in-any-letters',
    says: 'The filters for a label and for an assignee find small and capital letters.',
    plant: ({ filters }) => ({
      filters: {
        ...filters,
        label: (row, wanted) =>
          (row.labels as string[]).some(label => label.toLowerCase() === String(wanted).toLowerCase()),
        assignee: (row, wanted) => String(row.assignee).toLowerCase() === String(wanted).toLowerCase(),
      },
    }),
    walk: [list('?assignee=IDA.BERG@shop.example')],
  },
  {
    id: 'close-lowers-priority',
    says: 'To close a ticket gives it the last priority.',
    plant: desk => ({
      act: (ticket, changes) => desk.act(ticket, changes.status === 'closed' ? { ...changes, priority: 5 } : changes),
    }),
    walk: [create(), act(created(), 'close')],
  },
  {
    id: 'taken-is-bad',
    says: 'A taken reference is refused as a bad request.',
    plant: desk => ({
      finish: (sent, call) =>
        sent.status === 409 && call.operation === 'createTicket'
          ? desk.refuse(new Refusal(400, 'The reference is taken.'))
          : sent,
    }),
    walk: [create(), create()],
  },
  {
    id: 'last-modified',
    says: 'A 304 has a date of change.',
    plant: editReplies({ status: 304 }, sent => ({
      ...sent,
      headers: { ...sent.headers, 'Last-Modified': 'Mon, 09 Mar 2026 10:00:00 GMT' },
    })),
    walk: [get(old(1)), get(old(1), { 'If-None-Match': '{etag}' })],
  },
];

const INDIA = 5.5 * 60 * 60 * 1000;

function inIndia(time: string): string {
  return `${new Date(Date.parse(time) + INDIA).toISOString().slice(0, 19)}+05:30`;
}

function addOfAnother(desk: Tickets, calls: number): void {
  const now = desk.now();
  const model = desk.tickets.get(createUuid('ticket', 4)) as Row;
  const ticket = {
    ...model,
    id: createUuid('of another', calls),
    reference: `XX-${calls}`,
    created_at: now,
    updated_at: now,
  };
  desk.tickets.set(ticket.id, ticket);
}
