import { randomBytes } from 'node:crypto';
import { Problem } from '../../kernel/index.js';
import type { FaultName, RuleResponse } from '../../rules/index.js';
import { type HeaderList, mergeHeaders } from '../context/header-list.js';
import { type MatchedRequest, type Overrides, partsOf, type RequestContext } from '../context/request-context.js';
import type { ApiResponse } from '../port/api.js';
import { CERTAINTY, JSON_HEADERS, operationHeader, sendProblem, sendResponse } from '../response/send-response.js';
import { writeHead } from '../response/write-head.js';

/**
 * Applies the overrides that do not need the operation: a fault, a rule's own response, a rate limit. Returns whether one of
 * them applied.
 */
export function applyOverrides(context: RequestContext, { fault, response, retryAfter }: Overrides): boolean {
  if (fault !== undefined) {
    context.recording.exchange.respondedBy = 'rule';
    context.recording.exchange.fault = fault;
    injectFault(context, fault);
    return true;
  }
  if (response && 'status' in response) {
    sendRuleResponse(context, response);
    return true;
  }
  if (retryAfter !== undefined) {
    const problem = new Problem('rate-limited', 'A rule allows fewer requests in this time.');
    const operation = operationHeader(context.recording.exchange);
    sendProblem(context, problem, {
      headers: [...context.headers, ...operation, 'Retry-After', String(retryAfter)],
    });
    context.recording.exchange.respondedBy = 'rule';
    return true;
  }
  return false;
}

function sendRuleResponse(context: RequestContext, { status, headers, json: body }: CustomResponse): void {
  context.recording.exchange.respondedBy = 'rule';
  const json = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const ours = [
    ...JSON_HEADERS,
    ...context.headers,
    ...operationHeader(context.recording.exchange),
    CERTAINTY,
    'generated',
  ];
  sendResponse(context, { status, body: json }, mergeHeaders(ours, Object.entries(headers).flat()));
}

/** A response that a rule gives in full, instead of naming a documented outcome. */
type CustomResponse = Extract<RuleResponse, { status: number }>;

/**
 * The documented outcome that a preference or a rule asks for, with the headers that the rule adds; undefined where the
 * handler responds. Throws `outcome-unknown`.
 */
export function forcedResponse(
  context: MatchedRequest,
  { outcome, response }: Overrides,
): { response: ApiResponse; headers: HeaderList } | undefined {
  const ruled = response && 'code' in response ? response : undefined;
  const code = outcome?.code ?? ruled?.code;
  if (code === undefined) return undefined;
  const { api, operation } = context.match.value;
  const { example, isDynamic } = outcome ?? {};
  const made = api.outcome(operation, { status: code, example, isDynamic, request: partsOf(context) });
  if (made) return { response: made, headers: Object.entries(ruled?.headers ?? {}).flat() };
  const documented = [...operation.statuses].map(status => {
    const names = operation.examples(status);
    return names.length > 0 ? `${status} (${names.join(', ')})` : String(status);
  });
  throw new Problem(
    'outcome-unknown',
    `${operation.id} documents no outcome ${code}${example === undefined ? '' : `, example ${example}`}.`,
    { fix: `It documents ${documented.join('; ')}.` },
  );
}

type FaultContext = Pick<RequestContext, 'response' | 'cors'>;

/** How many random bytes are sent. */
const RANDOM_BYTES = 512;

/** Breaks a connection instead of sending a response. The faults and their names are WireMock's. */
export function injectFault(context: FaultContext, fault: FaultName): void {
  const { response, cors } = context;
  const { socket } = response;
  if (!socket) {
    // responses to earlier requests on the same connection have not been sent yet
    response.once('socket', () => injectFault(context, fault));
    return;
  }
  if (socket.writableEnded) {
    // the client has half-closed the connection: nothing can be written, a reset is impossible, and without this the socket
    // would stay open for ever
    socket.destroy();
    return;
  }
  switch (fault) {
    case 'CONNECTION_RESET_BY_PEER':
      socket.resetAndDestroy();
      return;
    case 'EMPTY_RESPONSE':
      socket.destroy();
      return;
    case 'MALFORMED_RESPONSE_CHUNK':
      writeHead(response, { status: 200, headers: ['Transfer-Encoding', 'chunked'], cors });
      response.flushHeaders();
      socket.write('no length of a chunk\r\n');
      socket.destroySoon();
      return;
    case 'RANDOM_DATA_THEN_CLOSE':
      socket.write(randomBytes(RANDOM_BYTES));
      socket.destroySoon();
  }
}
