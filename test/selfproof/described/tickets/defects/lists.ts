import { editJson, editReplies } from '../../edits.js';
import type { Defect } from '../../planted.js';
import type { Json } from '../../serving/call.js';
import { comment, create, get, list, old, remove } from '../calls.js';
import { reply } from '../operations.js';
import { createUuid, timeAt } from '../records.js';
import { type Tickets, writeCursor } from '../tickets.js';

const SECOND = 1_000;
const NEXT_PAGE = list('?limit=10&cursor={next_cursor}');
const THREE_PAGES = [list('?limit=10'), NEXT_PAGE, NEXT_PAGE];

/** Lists that do not show what their parameters mean. */
export const LISTS: readonly Defect<Tickets>[] = [
  {
    id: 'cursor-repeats',
    says: 'A page begins with the last ticket of the page before.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: ({ after }) => ({
      after: (rows, position, order) => [
        ...rows.filter(({ id }) => id === position.id),
        ...after(rows, position, order),
      ],
    }),
    walk: THREE_PAGES,
  },
  {
    id: 'cursor-skips',
    says: 'Between the second and the third page a ticket is skipped.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: ({ after }) => ({
      after: (rows, position, order) => {
        const rest = after(rows, position, order);
        const seen = rows.length - rest.length;
        return seen >= 20 && seen < 30 ? rest.slice(1) : rest;
      },
    }),
    walk: THREE_PAGES,
  },
  {
    id: 'cursor-skips-same-second',
    says: 'The cursor knows only times: of records that were created in the same second, some are skipped.',
    certainty: 'derived',
    operation: 'listComments',
    plant: ({ after, now }) => ({
      after: (rows, position, order) =>
        after(rows, position, order).filter(({ created_at }) => created_at !== position.created_at),
      now: () => timeAt(Math.floor(Date.parse(now()) / (60 * SECOND)) * 60 * SECOND),
    }),
    walk: [
      comment(old(12), { body: 'One' }),
      comment(old(12), { body: 'Two' }),
      get(`${old(12)}/comments?limit=1`),
      get(`${old(12)}/comments?limit=1&cursor={next_cursor}`),
    ],
  },
  {
    id: 'cursor-without-end',
    says: 'The last page has a cursor, which leads to the last page again.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: ({ nextCursor, after }) => ({
      nextCursor: (shown, rest) => {
        const last = shown.at(-1);
        return nextCursor(shown, rest) ?? (last ? writeCursor(last) : null);
      },
      after: (rows, position, order) => {
        const rest = after(rows, position, order);
        return rest.length > 0 ? rest : rows.slice(-1);
      },
    }),
    walk: [list('?limit=50'), list('?limit=50&cursor={next_cursor}')],
  },
  {
    id: 'first-page-short',
    says: 'If limit is sent, the last row of a full page is missing, and comes on no other page.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: editJson({ of: 'listTickets', status: 200, if: ({ query }) => query.has('limit') }, (json, { query }) => {
      const data = json.data as unknown[];
      return { ...json, data: data.length === Number(query.get('limit')) ? data.slice(0, -1) : data };
    }),
    walk: THREE_PAGES,
  },
  {
    id: 'limit-ignored-later',
    says: 'From the second page on limit is ignored.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: desk => ({
      after: (rows, position, order) => Object.assign([...desk.after(rows, position, order)], { isLater: true }),
      slice: (rows, limit) => desk.slice(rows, 'isLater' in rows ? 20 : limit),
    }),
    walk: THREE_PAGES,
  },
  {
    id: 'ascending-descends',
    says: 'order=asc has the newest first.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: ({ order, after }) => ({
      order: rows => order(rows, 'desc'),
      after: (rows, position) => after(rows, position, 'desc'),
    }),
    walk: [list('?order=asc')],
  },
  {
    id: 'later-pages-ascend',
    says: 'Each page but the first of a descending list is in ascending order.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: editJson(
      { of: 'listTickets', status: 200, if: ({ query }) => query.has('cursor') && query.get('order') !== 'asc' },
      json => ({ ...json, data: (json.data as Json[]).toReversed() }),
    ),
    walk: THREE_PAGES,
  },
  {
    id: 'ids-of-one-kind',
    says: 'Tickets whose id begins with e or f are listed, and cannot be got.',
    certainty: 'derived',
    operation: 'getTicket',
    plant: desk =>
      editReplies({ of: 'getTicket', status: 200, if: ({ params }) => /^[ef]/.test(params.ticket_id ?? '') }, () => ({
        ...reply(404, { error: { code: 'not_found', message: 'There is no such ticket.' } }),
      }))(desk),
    walk: Array.from({ length: 30 }, (_, at) => get(old(at))),
  },
  {
    id: 'comments-of-next-ticket',
    says: 'The comments on a ticket end with the first comment on another one.',
    certainty: 'derived',
    operation: 'listComments',
    plant: ({ commentsOf, comments }) => ({
      commentsOf: ticket => {
        const other = [...comments.values()].find(({ ticket_id }) => ticket_id !== ticket);
        return other ? [...commentsOf(ticket), other] : commentsOf(ticket);
      },
    }),
    walk: [get(`${old(6)}/comments`)],
  },
  {
    id: 'tenth-comment-missing',
    says: 'Every tenth comment is missing from the list.',
    certainty: 'derived',
    operation: 'listComments',
    plant: editJson({ of: 'listComments', status: 200 }, json => ({
      ...json,
      data: (json.data as unknown[]).filter((_, at) => at % 10 !== 9),
    })),
    walk: [get(`${old(9)}/comments`)],
  },
  {
    id: 'comments-of-unknown-ticket',
    says: 'The comments on an unknown ticket are an empty list.',
    certainty: 'derived',
    operation: 'listComments',
    plant: editReplies({ of: 'listComments', status: 404 }, () => reply(200, { data: [], next_cursor: null })),
    walk: [get(`/api/tickets/${createUuid('nothing', 1)}/comments`)],
  },
  {
    id: 'comment-of-any-ticket',
    says: 'A comment can be got under any ticket.',
    certainty: 'derived',
    operation: 'getComment',
    plant: ({ comments, finish, show }) => ({
      finish: (sent, call) => {
        const found = comments.get(call.params.comment_id ?? '');
        return call.operation === 'getComment' && sent.status === 404 && found
          ? reply(200, show(found))
          : finish(sent, call);
      },
    }),
    walk: [get(`${old(2)}/comments/${createUuid('comment on 1', 0)}`)],
  },
  {
    id: 'deleted-listed-filtered',
    says: 'A deleted ticket is still found by filters for a priority.',
    certainty: 'derived',
    operation: 'deleteTicket',
    plant: desk => {
      const deleted: Tickets['tickets'] = new Map();
      return {
        removeTicket: id => {
          const ticket = desk.tickets.get(id);
          if (ticket) deleted.set(id, ticket);
          desk.removeTicket(id);
        },
        select: (rows, filters, query) =>
          desk.select(query.priority === undefined ? rows : [...rows, ...deleted.values()], filters, query),
      };
    },
    walk: [create(), remove(`/api/tickets/${createUuid('ticket', 1_001)}`), list('?priority=2')],
  },
];
