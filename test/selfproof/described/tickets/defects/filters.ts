import type { Defect } from '../../planted.js';
import { list, send } from '../calls.js';
import { timeAt } from '../records.js';
import type { Filter, Tickets } from '../tickets.js';

/** Filters that find too much or too little. */
export const FILTERS: readonly Defect<Tickets>[] = [
  {
    id: 'next-page-unfiltered',
    says: 'From the second page on the status is not filtered.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: ({ select }) => ({
      select: (rows, filters, { status, ...query }) =>
        select(rows, filters, query.cursor === undefined && status !== undefined ? { ...query, status } : query),
    }),
    walk: [list('?status=open&limit=10'), list('?status=open&limit=10&cursor={next_cursor}')],
  },
  {
    id: 'open-finds-all',
    says: 'status=open finds all tickets.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: replaceFilter('status', (row, wanted) => wanted === 'open' || row.status === wanted),
    walk: [list('?status=open')],
  },
  {
    id: 'assignee-by-domain',
    says: 'The filter for an assignee compares only what comes after the @.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: replaceFilter('assignee', (row, wanted) => domainOf(row.assignee) === domainOf(wanted)),
    walk: [list('?assignee=lou@desk.example')],
  },
  {
    id: 'label-by-part',
    says: 'The filter for a label finds labels that begin with it, too.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: replaceFilter('label', (row, wanted) =>
      (row.labels as string[]).some(label => label.startsWith(String(wanted))),
    ),
    walk: [list('?label=net&limit=50')],
  },
  {
    id: 'label-first-only',
    says: 'The filter for a label looks only at the first label of a ticket.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: replaceFilter('label', (row, wanted) => (row.labels as string[])[0] === wanted),
    walk: [list('?label=urgent')],
  },
  {
    id: 'priority-at-least',
    says: 'The filter for a priority finds the larger ones, too.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: replaceFilter('priority', (row, wanted) => Number(row.priority) >= Number(wanted)),
    walk: [list('?priority=3')],
  },
  {
    id: 'after-as-text',
    says: 'created_after compares times as text.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: replaceFilter('created_after', (row, wanted) => row.created_at > String(wanted)),
    walk: [list('?order=asc&created_after=2026-01-06T00:00:00%2B09:00')],
  },
  {
    id: 'after-whole-days',
    says: 'created_after looks only at the day.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: replaceFilter(
      'created_after',
      (row, wanted) => row.created_at.slice(0, 10) > timeAt(Date.parse(String(wanted))).slice(0, 10),
    ),
    walk: [list('?order=asc&created_after=2026-01-05T12:00:00Z')],
  },
  {
    id: 'before-ignored-with-after',
    says: 'created_before is ignored if created_after is sent.',
    certainty: 'derived',
    operation: 'listTickets',
    plant: ({ select }) => ({
      select: (rows, filters, query) => {
        const { created_before, ...others } = query;
        return select(rows, filters, others.created_after === undefined ? query : others);
      },
    }),
    walk: [list('?created_after=2026-01-06T00:00:00Z&created_before=2026-01-09T00:00:00Z')],
  },
  {
    id: 'default-priority-unfound',
    says: 'No filter finds a new ticket whose priority is the default.',
    certainty: 'derived',
    operation: 'createTicket',
    plant: ({ create: keep, show }) => ({
      create: values => keep(values.priority === 3 ? { ...values, priority: null } : values),
      show: row => (row.priority === null ? { ...show(row), priority: 3 } : show(row)),
    }),
    walk: [
      send('POST', '/api/tickets', { reference: 'LAB-77', title: 'Of default priority' }),
      list('?priority=3&limit=1'),
    ],
  },
];

function replaceFilter(name: string, filter: Filter) {
  return ({ filters }: Tickets): Partial<Tickets> => ({ filters: { ...filters, [name]: filter } });
}

function domainOf(address: unknown): string | undefined {
  return String(address).split('@')[1];
}
