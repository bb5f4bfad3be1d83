import { Problem } from '../kernel/index.js';
import type { RuleAnswer } from '../rules/index.js';
import type { Arrangement } from './arrange.js';
import type { Answer } from './behaviour.js';
import type { Endpoint } from './endpoints.js';
import { injectFault } from './inject-fault.js';
import { overlaid } from './overlaid.js';
import { CERTAINTY, type HeaderList, JSON_HEADERS, operationHeader, replyAnswer, replyProblem } from './reply.js';
import type { Underway } from './underway.js';

/**
 * Meets a request with what does not need its operation: a broken connection, a rule's own answer, a refusal for there
 * being too many. Answers whether that was so.
 */
export function enactWithoutOperation(underway: Underway, { fault, answer, retryAfter }: Arrangement): boolean {
  if (fault !== undefined) {
    underway.seen.exchange.answeredBy = 'rule';
    underway.seen.exchange.fault = fault;
    injectFault(underway.response, fault);
    return true;
  }
  if (answer && 'status' in answer) {
    replyRule(underway, answer);
    return true;
  }
  if (retryAfter !== undefined) {
    const problem = new Problem('rate-limited', 'Too many requests came within the time of a rule.');
    const operation = operationHeader(underway.seen.exchange);
    replyProblem(underway, problem, {
      headers: [...underway.headers, ...operation, 'Retry-After', String(retryAfter)],
    });
    underway.seen.exchange.answeredBy = 'rule';
    return true;
  }
  return false;
}

function replyRule(underway: Underway, { status, headers, json: body }: OwnAnswer): void {
  underway.seen.exchange.answeredBy = 'rule';
  const json = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const ours = [
    ...JSON_HEADERS,
    ...underway.headers,
    ...operationHeader(underway.seen.exchange),
    CERTAINTY,
    'generated',
  ];
  replyAnswer(underway, { status, json }, overlaid(ours, Object.entries(headers).flat()));
}

/** What a rule answers, other than a documented outcome. */
type OwnAnswer = Extract<RuleAnswer, { status: number }>;

/**
 * The documented outcome that was ordered of a request's operation, with the headers that a rule adds; undefined where its
 * behaviour is to answer. Throws `outcome-unknown`.
 */
export function orderedAnswer(
  { api, operation }: Endpoint,
  { outcome, answer }: Arrangement,
): { answer: Answer; headers: HeaderList } | undefined {
  const ruled = answer && 'code' in answer ? answer : undefined;
  const code = outcome?.code ?? ruled?.code;
  if (code === undefined) return undefined;
  const example = outcome?.example;
  const examples = operation.examples(code);
  if (examples.length > 0 && (example === undefined || examples.includes(example))) {
    const answer = api.outcome(operation, { status: code, ...(example !== undefined && { example }) });
    return { answer, headers: Object.entries(ruled?.headers ?? {}).flat() };
  }
  const documented = [...operation.statuses].map(status => `${status} (${operation.examples(status).join(', ')})`);
  throw new Problem(
    'outcome-unknown',
    `${operation.id} documents no outcome ${code}${example === undefined ? '' : `, example ${example}`}.`,
    { fix: `It documents ${documented.join('; ')}.` },
  );
}
