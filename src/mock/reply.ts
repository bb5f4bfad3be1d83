import type { ServerResponse } from 'node:http';
import type { Problem } from '../kernel/index.js';
import { takeBack } from './answer-bytes.js';
import type { Answer } from './behaviour.js';

/** Our own answer headers: what we have to say beside the documented body. */
export const UNKNOWN_PARAMETERS = 'Understudy-Unknown-Parameters';
export const UNKNOWN_FIELDS = 'Understudy-Unknown-Fields';
export const CERTAINTY = 'Understudy-Certainty';

/** Header names and values. */
export type Headers = Readonly<Record<string, string>>;

/** Names and values in turn, as Node takes them without looking at each object's keys. */
type HeaderList = readonly string[];

/** Headers of every answer: a page from any origin may read it, with the headers that are not readable by default. */
const EVERY_ANSWER: Headers = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': `Allow, Retry-After, ${UNKNOWN_PARAMETERS}, ${UNKNOWN_FIELDS}, ${CERTAINTY}`,
};
const JSON_HEADERS = listed({ ...EVERY_ANSWER, 'Content-Type': 'application/json' });
const PROBLEM_HEADERS = listed({ ...EVERY_ANSWER, 'Content-Type': 'application/problem+json' });

/** How long, in seconds, a browser may remember the answer to a preflight. */
const PREFLIGHT_SECONDS = 600;

/** Sends an API's answer. */
export function replyAnswer(response: ServerResponse, { status, json }: Answer, headers?: Headers): void {
  send(response, { status, body: json, headers: headers ? [...JSON_HEADERS, ...listed(headers)] : JSON_HEADERS });
}

/** Sends a failure of ours, with `extra` members beside those of every problem. */
export function replyProblem(
  response: ServerResponse,
  problem: Problem,
  extra: { headers?: Headers; members?: object } = {},
): void {
  const body = JSON.stringify({ ...problem.toJSON(), ...extra.members });
  send(response, { status: problem.status, body, headers: [...PROBLEM_HEADERS, ...listed(extra.headers ?? {})] });
}

/** Answers `OPTIONS`, a browser's preflight above all, which carries no token. */
export function replyOptions(
  response: ServerResponse,
  { allow, asked }: { allow: string; asked: string | undefined },
): void {
  response.writeHead(204, {
    ...EVERY_ANSWER,
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PATCH, DELETE',
    ...(asked && { 'Access-Control-Allow-Headers': asked }),
    'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
    Vary: 'Access-Control-Request-Headers',
    ...(allow && { Allow: allow }),
  });
  response.end();
}

function send(
  response: ServerResponse,
  { status, body, headers }: { status: number; body: Answer['json']; headers: HeaderList },
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, [...headers, 'Content-Length', String(Buffer.byteLength(body))]);
  if (typeof body === 'string') response.end(body);
  else if (body.length < MOST_WITH_HEADERS) response.end(lettersOf(body), 'latin1');
  else response.end(body, () => takeBack(body));
}

/** So short a body goes out in one piece with the headers, which Node does with text only: a letter for each byte. */
const MOST_WITH_HEADERS = 4096;

function lettersOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}

function listed(headers: Headers): HeaderList {
  return Object.entries(headers).flat();
}
