import type { ServerResponse } from 'node:http';
import type { Exchange } from '../journal/index.js';
import type { Problem } from '../kernel/index.js';
import { isSandboxName } from '../store/index.js';
import type { Answer } from './behaviour.js';
import type { Seen } from './seen.js';

/** Our own answer headers: what we have to say beside the documented body. */
export const UNKNOWN_PARAMETERS = 'Understudy-Unknown-Parameters';
export const UNKNOWN_FIELDS = 'Understudy-Unknown-Fields';
export const OPERATION = 'Understudy-Operation';
export const CERTAINTY = 'Understudy-Certainty';
const SANDBOX = 'Understudy-Sandbox';
const RULE = 'Understudy-Rule';

/** Header names and values in turn, as Node takes them without looking at each object's keys. */
export type HeaderList = readonly string[];

/** What is answered, and what is told of it once it has been. */
export type Replying = { readonly response: ServerResponse; readonly seen: Seen };

/** Headers of every answer: a page from any origin may read it, with all of its headers. */
const EVERY_ANSWER: HeaderList = ['Access-Control-Allow-Origin', '*', 'Access-Control-Expose-Headers', '*'];
/** Headers of every answer that is JSON. */
export const JSON_HEADERS: HeaderList = [...EVERY_ANSWER, 'Content-Type', 'application/json'];
const PROBLEM_HEADERS: HeaderList = [...EVERY_ANSWER, 'Content-Type', 'application/problem+json'];

/** The header that names the sandbox of a request; nothing where it has none, or none that there can be. */
export function sandboxHeader({ sandbox }: Pick<Exchange, 'sandbox'>): HeaderList {
  return sandbox !== undefined && isSandboxName(sandbox) ? [SANDBOX, sandbox] : NONE;
}

/** The header that names the rule that had a part in an answer; nothing where none had. */
export function ruleHeader({ rule }: Pick<Exchange, 'rule'>): HeaderList {
  return rule === undefined ? NONE : [RULE, rule];
}

/** The header that names the operation of a request; nothing where none was found. */
export function operationHeader({ api, operation }: Pick<Exchange, 'api' | 'operation'>): HeaderList {
  return operation === undefined ? NONE : [OPERATION, `${api}.${operation}`];
}

const NONE: HeaderList = [];

/** How long, in seconds, a browser may remember the answer to a preflight. */
const PREFLIGHT_SECONDS = 600;

/** Sends an answer with all of its headers but for the length. */
export function replyAnswer(
  { response, seen }: Replying,
  { status, json }: Pick<Answer, 'status' | 'json'>,
  headers: HeaderList,
): void {
  send(response, { seen, status, body: json, headers });
}

/** Sends a failure of ours, with `extra` members beside those of every problem. */
export function replyProblem(
  { response, seen }: Replying,
  problem: Problem,
  { headers = [], members }: { headers?: HeaderList; members?: object } = {},
): void {
  const body = JSON.stringify({ ...problem.toJSON(), ...members });
  seen.exchange.answeredBy = 'problem';
  seen.problem = problem;
  send(response, { seen, status: problem.status, body, headers: [...PROBLEM_HEADERS, ...headers] });
}

/** Answers `OPTIONS`, a browser's preflight above all, which carries no token. */
export function replyOptions(
  { response, seen }: Replying,
  { allow, asked }: { allow: string; asked: string | undefined },
): void {
  const headers = [
    ...EVERY_ANSWER,
    ...['Access-Control-Allow-Methods', 'GET, HEAD, POST, PATCH, DELETE'],
    ...(asked ? ['Access-Control-Allow-Headers', asked] : []),
    ...['Access-Control-Max-Age', String(PREFLIGHT_SECONDS)],
    ...['Vary', 'Access-Control-Request-Headers'],
    ...(allow ? ['Allow', allow] : []),
  ];
  seen.exchange.answeredBy = 'preflight';
  seen.exchange.responseHeaders = headers;
  response.writeHead(204, headers);
  response.end();
}

type Sent = { seen: Seen; status: number; body: Answer['json']; headers: HeaderList };

function send(response: ServerResponse, { seen, status, body, headers }: Sent): void {
  if (response.headersSent || response.destroyed) return;
  const all = BODILESS.has(status) ? [...headers] : [...headers, 'Content-Length', String(Buffer.byteLength(body))];
  seen.exchange.responseHeaders = all;
  seen.bodies.response = body;
  response.writeHead(status, all);
  if (typeof body === 'string' || body.length >= MOST_WITH_HEADERS) response.end(body);
  else response.end(lettersOf(body), 'latin1');
}

/** Answers with these statuses have no body, and say no length. */
const BODILESS = new Set([204, 304]);

/** So short a body goes out in one piece with the headers, which Node does with text only: a letter for each byte. */
const MOST_WITH_HEADERS = 4096;

function lettersOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}
