import { createHash } from 'node:crypto';

/** The record of a ticket or a comment. */
export type Row = { id: string; created_at: string } & Record<string, unknown>;

const SUBJECTS = ['printer', 'screen', 'Wi-Fi', 'badge', 'café till', 'server', 'phone', 'scanner', 'Überweisung'];
const TROUBLES = ['is offline', 'is slow', 'shows an error', 'was moved', 'makes a noise', 'needs a permit', 'is lost'];
const PREFIXES = ['NET', 'OPS', 'HR', 'SHOP'];
const PEOPLE = ['kim@desk.example', 'lou@desk.example', 'max@desk.example', 'Ida.Berg@shop.example'];
const LABELS = ['net', 'network', 'printer', 'urgent', 'night-shift', 'access'];

const FIRST_CREATED = Date.parse('2026-01-05T07:40:12Z');
const MINUTE = 60_000;
const TICKETS = 67;
/** The place of the ticket that has more comments than fit on a page. */
const MUCH_DISCUSSED = 9;

export function startingTickets(): Row[] {
  return Array.from({ length: TICKETS }, (_, at) => {
    const created = FIRST_CREATED + at * 613 * MINUTE;
    const isClosed = at % 3 === 1;
    return {
      id: createUuid('ticket', at),
      reference: `${PREFIXES[at % PREFIXES.length]}-${100 + at * 17}`,
      title: `The ${SUBJECTS[(at * 4) % SUBJECTS.length]} ${TROUBLES[(at * 3) % TROUBLES.length]}`,
      description: at % 4 === 2 ? null : `Seen ${1 + (at % 5)} times since ${at} o'clock.`,
      priority: 1 + ((at * 7) % 5),
      assignee: at % 5 === 3 ? null : PEOPLE[(at * 3) % PEOPLE.length],
      labels: LABELS.filter((_, label) => (at * 5 + label * 2) % 7 < 2).slice(0, 4),
      status: isClosed ? 'closed' : 'open',
      closed_at: isClosed ? timeAt(created + 90 * MINUTE) : null,
      created_at: timeAt(created),
      updated_at: timeAt(isClosed ? created + 90 * MINUTE : created),
    };
  });
}

export function startingComments(): Row[] {
  return startingTickets().flatMap((ticket, at) =>
    Array.from({ length: at === MUCH_DISCUSSED ? 27 : at % 4 }, (_, comment) => ({
      id: createUuid(`comment on ${at}`, comment),
      ticket_id: ticket.id,
      author: PEOPLE[(at + comment) % PEOPLE.length],
      body: `Step ${comment + 1}: ${SUBJECTS[(at + comment * 2) % SUBJECTS.length]} looked at.`,
      internal: (at + comment) % 3 === 0,
      created_at: timeAt(Date.parse(ticket.created_at) + (comment + 1) * 7 * MINUTE),
    })),
  );
}

/** Always the same id of version 4 for the same name and number. */
export function createUuid(name: string, number: number): string {
  const hex = createHash('sha256').update(`${name} ${number}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A time in whole seconds. */
export function timeAt(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
