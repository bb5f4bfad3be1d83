import type { Json } from '../serving/call.js';
import type { Step } from '../steps.js';
import { createUuid } from './records.js';
import { KEY } from './tickets.js';

type Headers = Readonly<Record<string, string>>;

const CREDENTIALS = { 'X-Api-Key': KEY };
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** A body that creates a ticket. */
export const TICKET: Json = {
  reference: 'LAB-77',
  title: 'The badge is lost',
  description: 'Since Monday.',
  priority: 2,
  assignee: 'lou@desk.example',
  labels: ['urgent', 'access', 'net'],
};

export const COMMENT: Json = { author: 'kim@desk.example', body: 'I look into it.' };

/** The path of a ticket that is there from the start. */
export function old(at: number): string {
  return `/api/tickets/${createUuid('ticket', at)}`;
}

/** The path of the first ticket that is created, or of a later one. */
export function created(later = 0): string {
  return `/api/tickets/${createUuid('ticket', 1_001 + later)}`;
}

/** The path of a comment that is there from the start. */
export function oldComment(ticket: number, comment: number): string {
  return `${old(ticket)}/comments/${createUuid(`comment on ${ticket}`, comment)}`;
}

/** The id of the first comment that is created. */
export const NEW_COMMENT = createUuid('comment', 1_001);

export function get(path: string, headers: Headers = {}): Step {
  return { method: 'GET', path, headers: { ...CREDENTIALS, ...headers } };
}

export function list(query = ''): Step {
  return get(`/api/tickets${query}`);
}

export function remove(path: string, headers: Headers = {}): Step {
  return { method: 'DELETE', path, headers: { ...CREDENTIALS, ...headers } };
}

/** Sends JSON, or text as it is. */
export function send(method: string, path: string, body: unknown, headers: Headers = {}): Step {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method, path, headers: { ...CREDENTIALS, ...JSON_TYPE, ...headers }, body: text };
}

export function create(more: Json = {}): Step {
  return send('POST', '/api/tickets', { ...TICKET, ...more });
}

export function replace(path: string, more: Json = {}, headers: Headers = {}): Step {
  return send('PUT', path, { ...TICKET, ...more }, headers);
}

export function comment(path: string, more: Json = {}): Step {
  return send('POST', `${path}/comments`, { ...COMMENT, ...more });
}

/** Performs an action: `close` or `reopen`. */
export function act(path: string, action: string): Step {
  return { method: 'POST', path: `${path}/${action}`, headers: CREDENTIALS };
}

/** The step without credentials. */
export function anonymous({ headers, ...step }: Step): Step {
  const { 'X-Api-Key': key, ...others } = headers;
  return { ...step, headers: others };
}
