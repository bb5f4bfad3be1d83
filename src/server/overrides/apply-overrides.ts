import { Problem } from '../../kernel/index.js';
import type { RuleResponse } from '../../rules/index.js';
import type { HeaderList } from '../context/header-list.js';
import { mergeHeaders } from '../context/header-list.js';
import type { Overrides, RequestContext } from '../context/request-context.js';
import type { Endpoint } from '../port/api-set.js';
import type { ApiResponse } from '../port/handler.js';
import { CERTAINTY, JSON_HEADERS, operationHeader, sendProblem, sendResponse } from '../response/send-response.js';
import { injectFault } from './inject-fault.js';

/**
 * Applies the overrides that do not need the operation: a fault, a rule's own response, a rate limit. Returns whether one of
 * them applied.
 */
export function applyOverrides(context: RequestContext, { fault, response, retryAfter }: Overrides): boolean {
  if (fault !== undefined) {
    context.recording.exchange.respondedBy = 'rule';
    context.recording.exchange.fault = fault;
    injectFault(context.response, fault);
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
  sendResponse(context, { status, json }, mergeHeaders(ours, Object.entries(headers).flat()));
}

/** A response that a rule gives in full, instead of naming a documented outcome. */
type CustomResponse = Extract<RuleResponse, { status: number }>;

/**
 * The documented outcome that a preference or a rule asks for, with the headers that the rule adds; undefined where the
 * handler responds. Throws `outcome-unknown`.
 */
export function forcedResponse(
  { api, operation }: Endpoint,
  { outcome, response }: Overrides,
): { response: ApiResponse; headers: HeaderList } | undefined {
  const ruled = response && 'code' in response ? response : undefined;
  const code = outcome?.code ?? ruled?.code;
  if (code === undefined) return undefined;
  const example = outcome?.example;
  const examples = operation.examples(code);
  if (examples.length > 0 && (example === undefined || examples.includes(example))) {
    const response = api.outcome(operation, { status: code, ...(example !== undefined && { example }) });
    return { response, headers: Object.entries(ruled?.headers ?? {}).flat() };
  }
  const documented = [...operation.statuses].map(status => `${status} (${operation.examples(status).join(', ')})`);
  throw new Problem(
    'outcome-unknown',
    `${operation.id} documents no outcome ${code}${example === undefined ? '' : `, example ${example}`}.`,
    { fix: `It documents ${documented.join('; ')}.` },
  );
}
