import {
  dropConstraints,
  dropHeader,
  editBody,
  editCalls,
  editJson,
  editReplies,
  editRule,
  letIn,
} from '../../edits.js';
import type { Defect } from '../../planted.js';
import type { Json } from '../../serving/call.js';
import { act, anonymous, comment, create, created, get, list, old, oldComment, replace, send } from '../calls.js';
import type { Tickets } from '../tickets.js';

const crash = () => ({ status: 500, headers: { 'Content-Type': 'text/plain' }, text: 'null has no members' });

/** What the description says, and the server does not do. */
export const SAID: readonly Defect<Tickets>[] = [
  {
    id: 'create-202',
    says: 'A new ticket is answered with 202.',
    certainty: 'explicit',
    operation: 'createTicket',
    plant: editReplies({ of: 'createTicket', status: 201 }, reply => ({ ...reply, status: 202 })),
    walk: [create()],
  },
  {
    id: 'get-without-etag',
    says: 'A ticket that is got has no ETag.',
    certainty: 'explicit',
    operation: 'getTicket',
    plant: dropHeader({ of: 'getTicket', status: 200 }, 'ETag'),
    walk: [get(old(1))],
  },
  {
    id: 'close-without-key',
    says: 'A ticket is closed without a key.',
    certainty: 'explicit',
    operation: 'closeTicket',
    plant: letIn(({ operation }) => operation === 'closeTicket'),
    walk: [anonymous(act(old(2), 'close'))],
  },
  {
    id: 'empty-key',
    says: 'An empty key is accepted.',
    certainty: 'explicit',
    operation: 'listTickets',
    plant: letIn(({ headers }) => headers['x-api-key'] === ''),
    walk: [get('/api/tickets', { 'X-Api-Key': '' })],
  },
  {
    id: 'any-key-comments',
    says: 'Any key adds a comment.',
    certainty: 'explicit',
    operation: 'createComment',
    plant: letIn(({ operation, headers }) => operation === 'createComment' && headers['x-api-key'] !== undefined),
    walk: [{ ...comment(old(1)), headers: { 'X-Api-Key': 'of-another', 'Content-Type': 'application/json' } }],
  },
  {
    id: 'stats-without-key',
    says: 'The numbers of tickets are shown without a key.',
    certainty: 'explicit',
    operation: 'getStats',
    plant: letIn(({ operation }) => operation === 'getStats'),
    walk: [anonymous(get('/api/stats'))],
  },
  {
    id: 'comment-without-ticket',
    says: 'A comment that is got does not say its ticket.',
    certainty: 'explicit',
    operation: 'getComment',
    plant: editJson({ of: 'getComment', status: 200 }, ({ ticket_id, ...json }) => json),
    walk: [get(oldComment(1, 0))],
  },
  {
    id: 'never-closed-is-empty',
    says: 'closed_at is an empty text, and not null, where a ticket is open.',
    certainty: 'explicit',
    operation: 'listTickets',
    plant: () => ({ show: row => ('closed_at' in row ? { ...row, closed_at: row.closed_at ?? '' } : row) }),
    walk: [list()],
  },
  {
    id: 'closed-in-capitals',
    says: 'The response to an action shows the status in capitals.',
    certainty: 'explicit',
    operation: 'closeTicket',
    plant: editJson({ of: 'closeTicket', status: 200 }, json => ({
      ...json,
      status: String(json.status).toUpperCase(),
    })),
    walk: [act(old(2), 'close')],
  },
  {
    id: 'end-is-false',
    says: 'next_cursor is false, and not null, on the last page.',
    certainty: 'explicit',
    operation: 'listTickets',
    plant: editJson({ of: 'listTickets', status: 200 }, json => ({ ...json, next_cursor: json.next_cursor ?? false })),
    walk: [list('?priority=2&limit=50')],
  },
  {
    id: 'count-as-text',
    says: 'The number of open tickets is text.',
    certainty: 'explicit',
    operation: 'getStats',
    plant: editJson({ of: 'getStats', status: 200 }, json => ({ ...json, open: `${json.open}` })),
    walk: [get('/api/stats')],
  },
  {
    id: 'comment-numbered',
    says: 'New comments have short ids that are no UUIDs.',
    certainty: 'explicit',
    operation: 'createComment',
    plant: ({ newId }) => {
      let last = 0;
      return {
        newId: kind => {
          last += 1;
          return kind === 'comment' ? `c-${last}` : newId(kind);
        },
      };
    },
    walk: [comment(old(1))],
  },
  {
    id: 'error-without-code',
    says: 'A 404 has no code.',
    certainty: 'explicit',
    operation: 'getTicket',
    plant: editJson({ status: 404 }, json => ({ error: { message: (json.error as Json).message } })),
    walk: [get(created())],
  },
  {
    id: 'refused-media-500',
    says: 'Accept: application/xml is answered with 500.',
    certainty: 'explicit',
    operation: 'listTickets',
    plant: editReplies({ of: 'listTickets', status: 406 }, crash),
    walk: [get('/api/tickets', { Accept: 'application/xml' })],
  },
  {
    id: 'priority-six',
    says: 'A priority of 6 is accepted.',
    certainty: 'explicit',
    operation: 'createTicket',
    plant: editRule('ticket', 'priority', rule => ({ ...rule, maximum: 6 })),
    walk: [create({ priority: 6 })],
  },
  {
    id: 'priority-of-text',
    says: 'A priority that is text is accepted as a number.',
    certainty: 'explicit',
    operation: 'createTicket',
    plant: editCalls('POST', call =>
      editBody(call, json =>
        /^\d$/.test(String(json.priority)) ? { ...json, priority: Number(json.priority) } : json,
      ),
    ),
    walk: [create({ priority: '4' })],
  },
  {
    id: 'any-label',
    says: 'A label may have capitals and spaces.',
    certainty: 'explicit',
    operation: 'createTicket',
    plant: editRule('ticket', 'labels', rule => ({ ...rule, items: { type: 'string' } })),
    walk: [create({ labels: ['Very Urgent'] })],
  },
  {
    id: 'any-assignee',
    says: 'An assignee that is no address is accepted.',
    certainty: 'explicit',
    operation: 'createTicket',
    plant: dropConstraints('ticket', 'assignee', 'format'),
    walk: [create({ assignee: 'somebody' })],
  },
  {
    id: 'replace-without-title',
    says: 'A ticket is replaced without a title, and gets one.',
    certainty: 'explicit',
    operation: 'replaceTicket',
    plant: editCalls('PUT', call => editBody(call, json => ({ title: 'Untitled', ...json }))),
    walk: [send('PUT', old(1), { reference: 'LAB-77' })],
  },
  {
    id: 'replace-long-description',
    says: 'A replaced ticket may have a description of any length.',
    certainty: 'explicit',
    operation: 'replaceTicket',
    plant: dropConstraints('ticket', 'description', 'maxLength'),
    walk: [replace(old(1), { description: 'x'.repeat(1_001) })],
  },
  {
    id: 'status-accepted',
    says: 'A new ticket may be sent with a status, which the description does not have there.',
    certainty: 'explicit',
    operation: 'createTicket',
    plant: ({ rules }) => ({
      rules: { ...rules, ticket: { ...rules.ticket, status: { type: 'string', oneOf: ['open', 'closed'] } } },
    }),
    walk: [create({ status: 'closed' })],
  },
  {
    id: 'limit-zero',
    says: 'limit=0 is an empty list.',
    certainty: 'explicit',
    operation: 'listTickets',
    plant: editRule('paging', 'limit', rule => ({ ...rule, minimum: 0 })),
    walk: [list('?limit=0')],
  },
  {
    id: 'any-time',
    says: 'created_before takes any text, and then finds nothing.',
    certainty: 'explicit',
    operation: 'listTickets',
    plant: dropConstraints('tickets', 'created_before', 'format'),
    walk: [list('?created_before=tomorrow')],
  },
  {
    id: 'odd-id-500',
    says: 'The id of a ticket that is no UUID is answered with 500.',
    certainty: 'explicit',
    operation: 'getTicket',
    plant: editReplies({ of: 'getTicket', status: 400 }, crash),
    walk: [get('/api/tickets/17')],
  },
  {
    id: 'null-comment-500',
    says: 'null as the body of a comment is answered with 500.',
    certainty: 'explicit',
    operation: 'createComment',
    plant: editReplies({ of: 'createComment', if: ({ body }) => body.toString() === 'null' }, crash),
    walk: [send('POST', `${old(1)}/comments`, 'null')],
  },
  {
    id: 'long-comment',
    says: 'A comment may have 501 characters.',
    certainty: 'explicit',
    operation: 'createComment',
    plant: editRule('comment', 'body', rule => ({ ...rule, maxLength: 501 })),
    walk: [comment(old(1), { body: 'x'.repeat(501) })],
  },
  {
    id: 'form-as-comment',
    says: 'A comment in a media type that is not documented is read as JSON.',
    certainty: 'explicit',
    operation: 'createComment',
    plant: editCalls('POST', call =>
      call.path.endsWith('/comments')
        ? { ...call, headers: { ...call.headers, 'content-type': 'application/json' } }
        : call,
    ),
    walk: [
      send(
        'POST',
        `${old(1)}/comments`,
        { author: 'kim@desk.example', body: 'Done.' },
        { 'Content-Type': 'text/plain' },
      ),
    ],
  },
  {
    id: 'closed-close-hangs',
    says: 'To close a ticket that is closed is never answered.',
    certainty: 'explicit',
    operation: 'closeTicket',
    plant: editReplies({ of: 'closeTicket', status: 409 }, reply => ({ ...reply, fate: 'hang' })),
    walk: [act(old(1), 'close')],
    hangs: true,
  },
  {
    id: 'patch-200',
    says: 'PATCH, which no operation has, is answered with 200.',
    certainty: 'explicit',
    operation: 'getTicket',
    plant: editReplies({ status: 405, if: ({ method }) => method === 'PATCH' }, reply => ({
      ...reply,
      status: 200,
      json: {},
    })),
    walk: [send('PATCH', old(1), { title: 'Patched' })],
  },
];
