import type { ServerResponse } from 'node:http';
import type { Exchange } from '../../journal/index.js';
import type { Problem } from '../../kernel/index.js';
import { isSandboxName } from '../../store/index.js';
import type { HeaderList } from '../context/header-list.js';
import type { Recording, ResponseContext } from '../context/recording.js';
import type { ApiResponse } from '../port/handler.js';
import { writeHead } from './write-head.js';

/** Our own answer headers: what we have to say beside the documented body. */
export const UNKNOWN_PARAMETERS = 'Understudy-Unknown-Parameters';
export const REPEATED_PARAMETERS = 'Understudy-Repeated-Parameters';
export const UNKNOWN_FIELDS = 'Understudy-Unknown-Fields';
export const OPERATION = 'Understudy-Operation';
export const CERTAINTY = 'Understudy-Certainty';
const SANDBOX = 'Understudy-Sandbox';
const RULE = 'Understudy-Rule';

/** Headers of every answer that is JSON. */
export const JSON_HEADERS: HeaderList = ['Content-Type', 'application/json'];
const PROBLEM_HEADERS: HeaderList = ['Content-Type', 'application/problem+json'];

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

/** Sends an answer with all of its headers but for the length. */
export function sendResponse(
  { response, recording }: ResponseContext,
  { status, json }: Pick<ApiResponse, 'status' | 'json'>,
  headers: HeaderList,
): void {
  send(response, { recording, status, body: json, headers });
}

/** Sends a failure of ours, with `extra` members beside those of every problem. */
export function sendProblem(
  { response, recording }: ResponseContext,
  problem: Problem,
  { headers = [], members }: { headers?: HeaderList; members?: object } = {},
): void {
  const body = JSON.stringify({ ...problem.toJSON(), ...members });
  recording.exchange.respondedBy = 'problem';
  recording.problem = problem;
  send(response, { recording, status: problem.status, body, headers: [...PROBLEM_HEADERS, ...headers] });
}

/** Answers `OPTIONS`; its response also depends on the request headers in `varying`. */
export function sendOptions(
  { response, recording }: ResponseContext,
  headers: HeaderList,
  varying: readonly string[],
): void {
  recording.exchange.respondedBy = 'preflight';
  recording.exchange.responseHeaders = writeHead(response, { status: 204, headers, varying });
  response.end();
}

type Sent = { recording: Recording; status: number; body: ApiResponse['json']; headers: HeaderList };

function send(response: ServerResponse, { recording, status, body, headers }: Sent): void {
  if (response.headersSent || response.destroyed) return;
  const sized = BODILESS.has(status) ? headers : [...headers, 'Content-Length', String(Buffer.byteLength(body))];
  recording.bodies.response = body;
  recording.exchange.responseHeaders = writeHead(response, { status, headers: sized });
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
