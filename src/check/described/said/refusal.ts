import type { TargetExchange } from '../../../target/index.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../model/check.js';
import { isSuccess } from '../known/read-records.js';
import type { LawRun } from '../law.js';

/** What is wrong with a request that must be refused. */
export type RefusedRequest = {
  /** What was sent, as the rest of a sentence: `a text of 101 characters as name`. */
  sends: string;
  /** What the description wants, in words. */
  wants: string;
  parameter?: string;
  place: string;
  /** What a response shows wrongly where the request is accepted, as `response-body` names it. */
  shows?: string;
  /** What many operations or places may have in common. */
  families?: readonly string[];
};

/**
 * Judges the response to a request that must be refused: with any 4xx, because a server may find something else wrong first. A
 * refusal shows something only if the operation accepts other requests.
 */
export function judgeRefusal(
  { operation, requirement, exchanges, known }: Pick<LawRun, 'operation' | 'requirement' | 'exchanges' | 'known'>,
  { sends, wants, parameter, place, shows, families = [] }: RefusedRequest,
): Finding[] {
  const exchange = exchanges.at(-1);
  const about = parameter === undefined ? {} : { parameter };
  if (isSuccess(exchange)) {
    const got = `${exchange?.response?.status} ${formatValue(exchange?.response?.json ?? exchange?.response?.text)}`;
    const message = `A request with ${sends} is accepted.`;
    return [
      fails(requirement, {
        ...about,
        message,
        expected: `a 4xx: ${wants}`,
        got,
        place,
        causes: [place, ...(shows === undefined ? [] : [shows])],
        families,
      }),
    ];
  }
  if (!isRefused(exchange))
    return [inconclusive(requirement, 'The response neither accepts nor refuses the request.', about)];
  if (!known.accepted.has(operation.id)) {
    return [
      inconclusive(requirement, `No request to ${operation.id} was accepted, so that a refusal shows nothing.`, about),
    ];
  }
  return [passes(requirement, about)];
}

function isRefused(exchange: TargetExchange | undefined): boolean {
  const status = exchange?.response?.status ?? 0;
  return status >= 400 && status < 500;
}
