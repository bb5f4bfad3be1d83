import { editCalls, editJson, editReplies } from '../../edits.js';
import type { Defect } from '../../planted.js';
import { act, create, created, get, old, remove, replace } from '../calls.js';
import type { Row } from '../records.js';
import type { Tickets } from '../tickets.js';

const STALE = { 'If-Match': '"0123456789abcdef"' };

/** Replacements that are none, and ETags that do not fit. */
export const REPLACEMENTS: readonly Defect<Tickets>[] = [
  {
    id: 'replace-keeps-description',
    says: 'A replacement without a description keeps the old one.',
    certainty: 'derived',
    operation: 'replaceTicket',
    plant: keepIfAbsent('description', null),
    walk: [create(), replace(created(), { description: undefined })],
  },
  {
    id: 'replace-keeps-labels',
    says: 'A replacement without labels keeps the old ones.',
    certainty: 'derived',
    operation: 'replaceTicket',
    plant: desk => ({
      replace: (ticket, values) =>
        desk.replace(ticket, (values.labels as unknown[]).length === 0 ? { ...values, labels: ticket.labels } : values),
    }),
    walk: [create(), replace(created(), { labels: undefined })],
  },
  {
    id: 'replace-adds-labels',
    says: 'A replacement adds its labels to those that are there.',
    certainty: 'derived',
    operation: 'replaceTicket',
    plant: desk => ({
      replace: (ticket, values) => {
        const all = new Set([...(ticket.labels as string[]), ...(values.labels as string[])]);
        return desk.replace(ticket, { ...values, labels: [...all].slice(0, 4) });
      },
    }),
    walk: [create(), replace(created(), { labels: ['printer'] })],
  },
  {
    id: 'replace-renews-created-at',
    says: 'A replacement has the time of creation of a new ticket.',
    certainty: 'derived',
    operation: 'replaceTicket',
    plant: desk => ({ replace: (ticket, values) => ({ ...desk.replace(ticket, values), created_at: desk.now() }) }),
    walk: [create(), replace(created())],
  },
  {
    id: 'replace-renews-id',
    says: 'A replacement gets a new id.',
    certainty: 'derived',
    operation: 'replaceTicket',
    plant: desk => ({ replace: (ticket, values) => ({ ...desk.replace(ticket, values), id: desk.newId('ticket') }) }),
    walk: [create(), replace(created())],
  },
  {
    id: 'replace-shown-only',
    says: 'The response to a replacement has the new title, and the ticket keeps the old one.',
    certainty: 'derived',
    operation: 'replaceTicket',
    plant: desk =>
      editJson({ of: 'replaceTicket', status: 200 }, (json, { body }) => {
        const ticket = desk.tickets.get(String(json.id));
        if (ticket) desk.tickets.set(ticket.id, { ...ticket, title: 'The first title' });
        return { ...json, title: JSON.parse(body.toString()).title };
      })(desk),
    walk: [replace(old(1)), get(old(1))],
  },
  {
    id: 'etag-of-replaced',
    says: 'The ETag of a ticket stays when it is replaced.',
    certainty: 'derived',
    operation: 'replaceTicket',
    plant: desk => ({ etag: ({ id, status }) => desk.etag({ id, status, created_at: '' }) }),
    walk: [get(old(1)), replace(old(1)), get(old(1))],
  },
  {
    id: 'etag-of-closed',
    says: 'The ETag of a ticket stays when it is closed.',
    certainty: 'derived',
    operation: 'closeTicket',
    plant: desk => ({
      etag: ({ status, closed_at, updated_at, ...others }) => desk.etag(others as Row),
    }),
    walk: [get(old(2)), act(old(2), 'close')],
  },
  {
    id: 'etag-of-all',
    says: 'The ETag of a ticket is never known: If-None-Match is ignored.',
    certainty: 'derived',
    operation: 'getTicket',
    plant: editCalls('GET', call => ({ ...call, headers: { ...call.headers, 'if-none-match': '"never"' } })),
    walk: [get(old(1)), get(old(1), { 'If-None-Match': '{etag}' })],
  },
  {
    id: 'old-etag-304',
    says: 'Any If-None-Match is answered with 304.',
    certainty: 'derived',
    operation: 'getTicket',
    plant: editCalls('GET', call =>
      call.headers['if-none-match'] ? { ...call, headers: { ...call.headers, 'if-none-match': '*' } } : call,
    ),
    walk: [get(old(1), { 'If-None-Match': '"0123456789abcdef"' })],
  },
  {
    id: 'stale-replace',
    says: 'A replacement ignores If-Match.',
    certainty: 'derived',
    operation: 'replaceTicket',
    plant: editCalls('PUT', call => ({ ...call, headers: { ...call.headers, 'if-match': '*' } })),
    walk: [replace(old(1), {}, STALE)],
  },
  {
    id: 'stale-delete',
    says: 'A delete ignores If-Match.',
    certainty: 'derived',
    operation: 'deleteTicket',
    plant: editCalls('DELETE', call => ({ ...call, headers: { ...call.headers, 'if-match': '*' } })),
    walk: [remove(old(1), STALE)],
  },
  {
    id: 'stale-replace-kept',
    says: 'A replacement with an old ETag is refused with 412, and changes the title.',
    certainty: 'derived',
    operation: 'replaceTicket',
    plant: desk =>
      editReplies({ of: 'replaceTicket', status: 412 }, (sent, { params, body }) => {
        const ticket = desk.tickets.get(params.ticket_id ?? '');
        if (ticket) desk.tickets.set(ticket.id, { ...ticket, title: JSON.parse(body.toString()).title });
        return sent;
      })(desk),
    walk: [replace(old(1), {}, STALE), get(old(1))],
  },
];

/** A replacement in which a member that has its default keeps the old value. */
function keepIfAbsent(name: string, absent: unknown) {
  return (desk: Tickets): Partial<Tickets> => ({
    replace: (ticket, values) =>
      desk.replace(ticket, values[name] === absent ? { ...values, [name]: ticket[name] } : values),
  });
}
