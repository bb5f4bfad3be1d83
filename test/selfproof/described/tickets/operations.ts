import { type Call, type Json, type Operation, Refusal, type Reply } from '../serving/call.js';
import { isUuid } from '../serving/formats.js';
import { isObject, readJson } from '../serving/read-body.js';
import { checkMembers, fillDefaults, type Rules, readTexts } from '../serving/rules.js';
import type { Row } from './records.js';
import type { Order, Tickets } from './tickets.js';

const TICKET = '/api/tickets/{ticket_id}';

/** What the help desk does, by the operations of its description. */
export const OPERATIONS: readonly Operation<Tickets>[] = [
  {
    id: 'listTickets',
    method: 'GET',
    path: '/api/tickets',
    handle: (desk, call) => {
      accept(call);
      const query = readQuery(call, { ...desk.rules.paging, ...desk.rules.tickets });
      return list(desk, desk.select([...desk.tickets.values()], desk.filters, query), {
        ...query,
        order: query.order as Order,
      });
    },
  },
  {
    id: 'createTicket',
    method: 'POST',
    path: '/api/tickets',
    handle: (desk, call) => {
      accept(call);
      const values = readObject(call, desk.rules.ticket);
      if (desk.isTaken(values.reference, undefined)) throw taken();
      const created_at = desk.now();
      const state = { status: 'open', closed_at: null, created_at, updated_at: created_at };
      const ticket = { id: desk.newId('ticket'), ...state, ...desk.create(values) };
      desk.tickets.set(ticket.id, ticket);
      return showTicket(desk, ticket, { status: 201, location: `/api/tickets/${ticket.id}` });
    },
  },
  {
    id: 'getTicket',
    method: 'GET',
    path: TICKET,
    handle: (desk, call) => {
      accept(call);
      const ticket = findTicket(desk, call);
      const known = call.headers['if-none-match'];
      if (known !== undefined && desk.isNamed(desk.etag(ticket), known)) {
        return { status: 304, headers: { ETag: desk.etag(ticket) } };
      }
      return showTicket(desk, ticket);
    },
  },
  {
    id: 'replaceTicket',
    method: 'PUT',
    path: TICKET,
    handle: (desk, call) => {
      accept(call);
      const ticket = findTicket(desk, call);
      const values = readObject(call, desk.rules.ticket);
      checkIfMatch(desk, ticket, call);
      if (desk.isTaken(values.reference, ticket.id)) throw taken();
      return keep(desk, { ...desk.replace(ticket, values), updated_at: desk.now() });
    },
  },
  {
    id: 'deleteTicket',
    method: 'DELETE',
    path: TICKET,
    handle: (desk, call) => {
      const ticket = findTicket(desk, call);
      checkIfMatch(desk, ticket, call);
      desk.removeTicket(ticket.id);
      return { status: 204, headers: {} };
    },
  },
  {
    id: 'closeTicket',
    method: 'POST',
    path: `${TICKET}/close`,
    handle: (desk, call) => {
      accept(call);
      const ticket = findTicket(desk, call);
      if (ticket.status === 'closed') throw new Refusal(409, 'The ticket is closed.');
      const now = desk.now();
      return keep(desk, desk.act(ticket, { status: 'closed', closed_at: now, updated_at: now }));
    },
  },
  {
    id: 'reopenTicket',
    method: 'POST',
    path: `${TICKET}/reopen`,
    handle: (desk, call) => {
      accept(call);
      const ticket = findTicket(desk, call);
      if (ticket.status === 'open') throw new Refusal(409, 'The ticket is open.');
      return keep(desk, desk.act(ticket, { status: 'open', closed_at: null, updated_at: desk.now() }));
    },
  },
  {
    id: 'listComments',
    method: 'GET',
    path: `${TICKET}/comments`,
    handle: (desk, call) => {
      accept(call);
      const { id } = findTicket(desk, call);
      return list(desk, desk.commentsOf(id), { ...readQuery(call, desk.rules.paging), order: 'asc' });
    },
  },
  {
    id: 'createComment',
    method: 'POST',
    path: `${TICKET}/comments`,
    handle: (desk, call) => {
      accept(call);
      const { id: ticket_id } = findTicket(desk, call);
      const values = desk.create(readObject(call, desk.rules.comment));
      const comment = { id: desk.newId('comment'), ticket_id, ...values, created_at: desk.now() };
      desk.comments.set(comment.id, comment);
      const location = `/api/tickets/${ticket_id}/comments/${comment.id}`;
      return reply(201, desk.show(comment), { Location: location });
    },
  },
  {
    id: 'getComment',
    method: 'GET',
    path: `${TICKET}/comments/{comment_id}`,
    handle: (desk, call) => {
      accept(call);
      return reply(200, desk.show(findComment(desk, call)));
    },
  },
  {
    id: 'deleteComment',
    method: 'DELETE',
    path: `${TICKET}/comments/{comment_id}`,
    handle: (desk, call) => {
      desk.removeComment(findComment(desk, call).id);
      return { status: 204, headers: {} };
    },
  },
  {
    id: 'getStats',
    method: 'GET',
    path: '/api/stats',
    handle: (desk, call) => {
      accept(call);
      const count = (status: string) => [...desk.tickets.values()].filter(row => row.status === status).length;
      return reply(200, { open: count('open'), closed: count('closed') });
    },
  },
];

export function reply(status: number, json: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, json };
}

function showTicket(desk: Tickets, ticket: Row, { status = 200, location = '' } = {}): Reply {
  return reply(status, desk.show(ticket), { ...(location && { Location: location }), ETag: desk.etag(ticket) });
}

function keep(desk: Tickets, ticket: Row): Reply {
  desk.tickets.set(ticket.id, ticket);
  return showTicket(desk, ticket);
}

function list(desk: Tickets, found: readonly Row[], query: Json & { order: Order }): Reply {
  const ordered = desk.order(found, query.order);
  const position = query.cursor === undefined ? undefined : desk.readCursor(String(query.cursor));
  if (query.cursor !== undefined && !position) throw new Refusal(400, 'The cursor is not one of this list.');
  const rest = position ? desk.after(ordered, position, query.order) : ordered;
  const shown = desk.slice(rest, Number(query.limit));
  return reply(200, { data: shown.map(row => desk.show(row)), next_cursor: desk.nextCursor(shown, rest) });
}

/** Refuses clients that name media types among which JSON is not. */
function accept({ headers }: Call): void {
  const accepted = (headers.accept ?? '*/*').split(',').filter(range => !/;\s*q=0(\.0*)?\s*$/.test(range));
  const isJson = (range: string) => /^\s*(\*\/\*|application\/\*|application\/json)\s*(;|$)/i.test(range);
  if (!accepted.some(isJson)) throw new Refusal(406, 'There is only JSON.');
}

function findTicket(desk: Tickets, { params }: Call): Row {
  const id = params.ticket_id ?? '';
  if (!isUuid(id)) throw new Refusal(400, 'The id of a ticket is a UUID.');
  const ticket = desk.tickets.get(id.toLowerCase());
  if (!ticket) throw new Refusal(404, 'There is no such ticket.');
  return ticket;
}

function findComment(desk: Tickets, call: Call): Row {
  const { id: ticket } = findTicket(desk, call);
  const id = call.params.comment_id ?? '';
  if (!isUuid(id)) throw new Refusal(400, 'The id of a comment is a UUID.');
  const comment = desk.commentsOf(ticket).find(each => each.id === id.toLowerCase());
  if (!comment) throw new Refusal(404, 'There is no such comment.');
  return comment;
}

function checkIfMatch(desk: Tickets, ticket: Row, { headers }: Call): void {
  const wanted = headers['if-match'];
  if (wanted !== undefined && !desk.isNamed(desk.etag(ticket), wanted)) {
    throw new Refusal(412, 'The ticket has another ETag.');
  }
}

function readQuery({ query }: Call, rules: Rules): Json {
  const { values, errors } = readTexts(query, rules);
  if (errors.length > 0) throw new Refusal(400, 'Some parameters are not as documented.', errors);
  return values;
}

function readObject(call: Call, rules: Rules): Json {
  const sent = readJson(call, ['application/json']);
  if (!isObject(sent)) throw new Refusal(400, 'The body must be an object.');
  const errors = checkMembers(sent, rules);
  if (errors.length > 0) throw new Refusal(400, 'Some members are not as documented.', errors);
  return fillDefaults(sent, rules);
}

function taken(): Refusal {
  return new Refusal(409, 'Another ticket has this reference.');
}
