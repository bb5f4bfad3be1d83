import { editReplies, editRule } from '../../edits.js';
import type { Defect } from '../../planted.js';
import type { Json } from '../../serving/call.js';
import { act, COMMENT, comment, create, created, get, list, old, oldComment, remove, send } from '../calls.js';
import { reply } from '../operations.js';
import { createUuid, type Row } from '../records.js';
import type { Tickets } from '../tickets.js';

/** Creates, actions and deletes that do something else than their names say. */
export const WRITES: readonly Defect<Tickets>[] = [
  {
    id: 'labels-lost',
    says: 'Of the labels of a new ticket only two are kept.',
    certainty: 'derived',
    operation: 'createTicket',
    plant: editCreated(values =>
      Array.isArray(values.labels) ? { ...values, labels: values.labels.slice(0, 2) } : values,
    ),
    walk: [create()],
  },
  {
    id: 'assignee-in-small-letters',
    says: 'The assignee of a new ticket is kept in small letters.',
    certainty: 'derived',
    operation: 'createTicket',
    plant: editCreated(values =>
      typeof values.assignee === 'string' ? { ...values, assignee: values.assignee.toLowerCase() } : values,
    ),
    walk: [create({ assignee: 'Lou@Desk.Example' })],
  },
  {
    id: 'title-and-description-swapped',
    says: 'The title and the description of a new ticket are swapped, if both were sent.',
    certainty: 'derived',
    operation: 'createTicket',
    plant: editCreated(values =>
      values.description ? { ...values, title: values.description, description: values.title } : values,
    ),
    walk: [create()],
  },
  {
    id: 'comment-trimmed',
    says: 'The body of a new comment loses the spaces around it.',
    certainty: 'derived',
    operation: 'createComment',
    plant: editCreated(values => ('body' in values ? { ...values, body: String(values.body).trim() || '-' } : values)),
    walk: [comment(old(1), { body: ' Yes. ' })],
  },
  {
    id: 'comment-without-accents',
    says: 'A new comment has question marks instead of letters beyond ASCII.',
    certainty: 'derived',
    operation: 'createComment',
    plant: editCreated(values =>
      'body' in values ? { ...values, body: String(values.body).replace(/[^ -~]/gu, '?') } : values,
    ),
    walk: [comment(old(1), { body: 'Café' })],
  },
  {
    id: 'internal-by-default',
    says: 'A new comment is internal unless internal is sent, while the default is false.',
    certainty: 'derived',
    operation: 'createComment',
    plant: editRule('comment', 'internal', rule => ({ ...rule, default: true })),
    walk: [comment(old(1))],
  },
  {
    id: 'comment-elsewhere',
    says: 'A new comment is kept at another ticket than the one in the path.',
    certainty: 'derived',
    operation: 'createComment',
    plant: desk => ({
      finish: (sent, { operation }) => {
        const { id } = (sent.json ?? {}) as Json;
        const row = operation === 'createComment' ? desk.comments.get(String(id)) : undefined;
        if (row) desk.comments.set(row.id, { ...row, ticket_id: createUuid('ticket', 5) });
        return sent;
      },
    }),
    walk: [comment(old(1)), get(`${old(1)}/comments`)],
  },
  {
    id: 'taken-reference',
    says: 'A reference that another ticket has is accepted.',
    certainty: 'derived',
    operation: 'createTicket',
    plant: () => ({ isTaken: () => false }),
    walk: [create(), create()],
  },
  {
    id: 'taken-reference-kept',
    says: 'A new ticket whose reference is taken is refused, and kept under a free one.',
    certainty: 'derived',
    operation: 'createTicket',
    plant: desk =>
      editReplies({ of: 'createTicket', status: 409 }, (sent, { body }) => {
        const id = desk.newId('ticket');
        const { title } = JSON.parse(body.toString());
        desk.tickets.set(id, { ...lastOf(desk), id, title, reference: `DUP-${desk.tickets.size}` });
        return sent;
      })(desk),
    walk: [create(), create(), list()],
  },
  {
    id: 'refused-create-kept',
    says: 'A ticket that is refused is created all the same, if it has a title and a free reference.',
    certainty: 'derived',
    operation: 'createTicket',
    plant: desk =>
      editReplies({ of: 'createTicket', status: 400 }, (sent, { body }) => {
        const { title, reference } = parseMembers(body);
        if (typeof title !== 'string' || desk.isTaken(reference, undefined) || !REFERENCE.test(`${reference}`))
          return sent;
        const id = desk.newId('ticket');
        desk.tickets.set(id, { ...lastOf(desk), id, title, reference });
        return sent;
      })(desk),
    walk: [create({ priority: 9 }), get('/api/stats')],
  },
  {
    id: 'close-shown-only',
    says: 'The response to an action shows the ticket closed, and it stays open.',
    certainty: 'derived',
    operation: 'closeTicket',
    plant: desk => ({
      act: (ticket, changes) => {
        if (changes.status === 'closed') queueMicrotask(() => desk.tickets.set(ticket.id, ticket));
        return desk.act(ticket, changes);
      },
    }),
    walk: [act(old(2), 'close'), get(old(2))],
  },
  {
    id: 'close-unassigns',
    says: 'To close a ticket takes its labels away.',
    certainty: 'derived',
    operation: 'closeTicket',
    plant: desk => ({ act: (ticket, changes) => desk.act(ticket, { ...changes, labels: [] }) }),
    walk: [create(), act(created(), 'close')],
  },
  {
    id: 'close-of-two',
    says: 'To close a ticket closes the one that was created last, too.',
    certainty: 'derived',
    operation: 'closeTicket',
    plant: desk => ({
      act: (ticket, changes) => {
        const last = lastOf(desk);
        if (changes.status === 'closed') desk.tickets.set(last.id, { ...last, ...changes });
        return desk.act(ticket, changes);
      },
    }),
    walk: [create(), create({ reference: 'LAB-78' }), act(created(), 'close'), get(created(1))],
  },
  {
    id: 'comments-outlive-ticket',
    says: 'The comments on a deleted ticket can still be listed.',
    certainty: 'derived',
    operation: 'deleteTicket',
    plant: desk => {
      const deleted = new Set<string>();
      return {
        removeTicket: id => {
          deleted.add(id);
          desk.removeTicket(id);
        },
        finish: (sent, { operation, params }) =>
          operation === 'listComments' && sent.status === 404 && deleted.has(params.ticket_id ?? '')
            ? reply(200, { data: [], next_cursor: null })
            : sent,
      };
    },
    walk: [create(), remove(created()), get(`${created()}/comments`)],
  },
  {
    id: 'delete-of-all-comments',
    says: 'The delete of a comment deletes all comments on its ticket.',
    certainty: 'derived',
    operation: 'deleteComment',
    plant: desk => ({
      removeComment: id => {
        const ticket = desk.comments.get(id)?.ticket_id;
        for (const row of desk.comments.values()) if (row.ticket_id === ticket) desk.comments.delete(row.id);
      },
    }),
    walk: [remove(oldComment(9, 0)), get(`${old(9)}/comments`)],
  },
  {
    id: 'deleted-comment-listed',
    says: 'A deleted comment cannot be got, and is still listed.',
    certainty: 'derived',
    operation: 'deleteComment',
    plant: desk => {
      const deleted: Row[] = [];
      return {
        removeComment: id => {
          const row = desk.comments.get(id);
          if (row) deleted.push(row);
          desk.removeComment(id);
        },
        order: (rows, order) => {
          const ticket = rows[0]?.ticket_id;
          const gone = ticket === undefined ? [] : deleted.filter(row => row.ticket_id === ticket);
          return desk.order([...rows, ...gone], order);
        },
      };
    },
    walk: [remove(oldComment(9, 0)), get(`${old(9)}/comments`)],
  },
  {
    id: 'comment-on-unknown-ticket',
    says: 'A comment on an unknown ticket is answered as if it had been created.',
    certainty: 'derived',
    operation: 'createComment',
    plant: desk =>
      editReplies({ of: 'createComment', status: 404 }, (_, { params, path }) => {
        const id = desk.newId('comment');
        const json = { id, ticket_id: params.ticket_id, internal: false, created_at: desk.now(), ...COMMENT };
        return reply(201, json, { Location: `${path}/${id}` });
      })(desk),
    walk: [send('POST', `/api/tickets/${createUuid('nothing', 1)}/comments`, COMMENT)],
  },
];

function editCreated(edit: (values: Json) => Json) {
  return (): Partial<Tickets> => ({ create: edit });
}

function lastOf(desk: Tickets): Row {
  return [...desk.tickets.values()].at(-1) as Row;
}

const REFERENCE = /^[A-Z]{2,4}-[0-9]{1,5}$/;

function parseMembers(body: Buffer): Json {
  try {
    return JSON.parse(body.toString()) ?? {};
  } catch {
    return {};
  }
}
