import type { Exchange } from '../../journal/index.js';
import { Problem } from '../../kernel/index.js';
import { isSandboxName } from '../../store/index.js';
import type { HeaderList } from '../context/header-list.js';
import type { ResponseContext } from '../context/recording.js';
import type { ApiResponse } from '../port/api.js';
import { ACCEPTED_CODINGS } from '../request/content-codings.js';
import { type CommonHeaders, writeHead } from './write-head.js';

/** The mock's own response headers: its information beside the documented body. */
export const OPERATION = 'Understudy-Operation';
export const CERTAINTY = 'Understudy-Certainty';
const SANDBOX = 'Understudy-Sandbox';
/** Says that the request has created its sandbox. */
export const SANDBOX_CREATED = 'Understudy-Sandbox-Created';
const RULE = 'Understudy-Rule';
export const NEXT_RESET = 'Understudy-Next-Reset';

/** The headers of every JSON response. */
export const JSON_HEADERS: HeaderList = ['Content-Type', 'application/json'];
const PROBLEM_HEADERS: HeaderList = ['Content-Type', 'application/problem+json'];

/** The header that names the sandbox of a request; empty without a sandbox, or where its name is invalid. */
export function sandboxHeader({ sandbox }: Pick<Exchange, 'sandbox'>): HeaderList {
  return sandbox !== undefined && isSandboxName(sandbox) ? [SANDBOX, sandbox] : NONE;
}

/** The header that names the rule that changed a response; empty where none did. */
export function ruleHeader({ rule }: Pick<Exchange, 'rule'>): HeaderList {
  return rule === undefined ? NONE : [RULE, rule];
}

/** The header that names the operation of a request; empty where none matched. */
export function operationHeader({ api, operation }: Pick<Exchange, 'api' | 'operation'>): HeaderList {
  return operation === undefined ? NONE : [OPERATION, operationName(api, operation)];
}

/** The name of an operation as a header may have it: an operation id of a description may have any characters. */
export function operationName(api: string | undefined, operation: string): string {
  return `${api}.${encodeURI(operation.toWellFormed())}`;
}

const NONE: HeaderList = [];

/** Sends a response. `headers` are all of its headers except `Content-Length`; `common` has them where many responses do. */
export function sendResponse(
  context: ResponseContext,
  { status, body }: Pick<ApiResponse, 'status' | 'body'>,
  headers: HeaderList,
  common?: CommonHeaders,
): void {
  send(context, { status, body, headers, common });
}

/** Sends a problem, with `members` beside those that every problem has. */
export function sendProblem(
  context: ResponseContext,
  problem: Problem,
  { headers = [], members }: { headers?: HeaderList; members?: object } = {},
): void {
  const body = JSON.stringify({ ...problem.toJSON(), ...members });
  context.recording.exchange.respondedBy = 'problem';
  context.recording.problem = problem;
  send(context, { status: problem.status, body, headers: [...PROBLEM_HEADERS, ...headers] });
}

/** Responds to `OPTIONS`. The response depends on the request headers that `varying` names. */
export function sendOptions(
  { response, recording, cors }: ResponseContext,
  headers: HeaderList,
  varying: readonly string[],
): void {
  recording.exchange.respondedBy = 'preflight';
  recording.exchange.responseHeaders = writeHead(response, { status: 204, headers, varying, cors });
  response.end();
}

type OutgoingResponse = {
  status: number;
  body: ApiResponse['body'];
  headers: HeaderList;
  common?: CommonHeaders | undefined;
};

function send(
  { response, recording, cors }: ResponseContext,
  { status, body, headers, common }: OutgoingResponse,
): void {
  if (response.headersSent || response.destroyed) return;
  const length = BODILESS.has(status) ? undefined : Buffer.byteLength(body);
  recording.bodies.response = body;
  recording.exchange.responseHeaders = writeHead(response, { status, headers, common, length, cors });
  response.end(body);
}

/** Responses with these statuses have no body and no `Content-Length`. */
const BODILESS = new Set([204, 304]);

/** Turns any thrown value, expected or not, into a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Problem('handler-failed', `Failed to respond: ${reason}.`, { cause: error });
}

/** The headers that HTTP requires in the response for some problems. */
export function headersOf({ code }: Problem): readonly string[] {
  return HEADERS[code] ?? [];
}

const HEADERS: Partial<Record<Problem['code'], readonly string[]>> = {
  'content-coding-unknown': ['Accept-Encoding', ACCEPTED_CODINGS],
  // Node also closes the connection when it refuses such a request
  'headers-too-large': ['Connection', 'close'],
  'control-token-wrong': ['WWW-Authenticate', 'Bearer'],
  'store-unavailable': ['Retry-After', '1'],
  'store-unusable': ['Retry-After', '60'],
  'write-in-doubt': ['Retry-After', '1'],
};
