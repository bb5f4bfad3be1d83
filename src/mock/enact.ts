import { STATUS_CODES } from 'node:http';
import { Problem } from '../kernel/index.js';
import type { RuleAnswer } from '../rules/index.js';
import type { Arrangement } from './arrange.js';
import type { Answer } from './behaviour.js';
import type { Endpoint } from './endpoints.js';
import { injectFault } from './inject-fault.js';
import { JSON_HEADERS, replyAnswer, replyProblem } from './reply.js';
import type { Underway } from './underway.js';

/**
 * Meets a request with what does not need its operation's behaviour: a broken connection, a rule's own answer, a refusal
 * for there being too many. Answers whether that was so.
 */
export function enactWithoutOperation(underway: Underway, { fault, answer, retryAfter }: Arrangement): boolean {
  if (fault !== undefined) {
    underway.seen.exchange.answeredBy = 'rule';
    injectFault(underway.response, fault);
    return true;
  }
  if (answer !== undefined) {
    replyRule(underway, answer);
    return true;
  }
  if (retryAfter !== undefined) {
    const problem = new Problem('rate-limited', 'Too many requests came within the time of a rule.');
    replyProblem(underway, problem, { headers: [...underway.headers, 'Retry-After', String(retryAfter)] });
    underway.seen.exchange.answeredBy = 'rule';
    return true;
  }
  return false;
}

function replyRule(underway: Underway, { status, headers, body }: RuleAnswer): void {
  underway.seen.exchange.answeredBy = 'rule';
  const json = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  replyAnswer(underway, { status, json }, [...JSON_HEADERS, ...underway.headers, ...Object.entries(headers).flat()]);
}

/**
 * The answer that a request's operation gives to order: a documented outcome, or that the token has expired; undefined
 * where its behaviour is to answer. Throws `outcome-unknown`.
 */
export function orderedAnswer({ api, operation }: Endpoint, { outcome, isExpired }: Arrangement): Answer | undefined {
  if (isExpired) return operation.isOpen ? undefined : api.expired(operation);
  if (!outcome) return undefined;
  const { status, example } = outcome;
  const examples = operation.examples(status);
  if (examples.length > 0 && (example === undefined || examples.includes(example)))
    return api.outcome(operation, outcome);
  const documented = [...operation.statuses].map(
    code => `${code} ${STATUS_CODES[code] ?? ''} (${operation.examples(code).join(', ')})`,
  );
  throw new Problem(
    'outcome-unknown',
    `${operation.id} documents no outcome ${status}${example === undefined ? '' : `, example ${example}`}.`,
    { fix: `It documents ${documented.join('; ')}.` },
  );
}
