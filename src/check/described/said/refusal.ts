import type { TargetExchange } from '../../../target/index.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../model/check.js';
import { isSuccess } from '../known/read-records.js';
import type { LawRun } from '../law.js';
import { type StatedRefusal, statedRefusal } from '../stated-refusal.js';

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
  /** Its body alone is wrong: then the refusal is as a person has said it, where one has. */
  isWrongBody?: true;
};

/**
 * Judges the response to a request that must be refused: with any 4xx, because a server may find something else wrong first, unless
 * a person has said how wrong input is refused. A refusal shows something only if the operation accepts other requests.
 */
export function judgeRefusal(
  { operation, requirement, exchanges, known }: Pick<LawRun, 'operation' | 'requirement' | 'exchanges' | 'known'>,
  { sends, wants, parameter, place, shows, families = [], isWrongBody }: RefusedRequest,
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
  const stated = isWrongBody && statedRefusal(operation, known.api);
  const unlike = stated && findUnlike(exchange, { stated, sends, parameter });
  return [unlike ? fails(requirement, { ...about, ...unlike, place }) : passes(requirement, about)];
}

type Refused = { stated: StatedRefusal; sends: string; parameter: string | undefined };

/** What of a refusal is not as a person has said it. */
function findUnlike(exchange: TargetExchange | undefined, { stated, sends, parameter }: Refused) {
  const { status = 0, json, text } = exchange?.response ?? {};
  if (!stated.statuses.includes(status)) {
    const message = `A request with ${sends} is refused with ${status}.`;
    return { message, expected: stated.statuses.join(' or '), got: `${status} ${formatValue(json ?? text)}` };
  }
  const names = parameter === undefined || parameter === 'body' ? undefined : stated.listNames(json);
  const isNamed = (name: string) =>
    name === parameter || name.startsWith(`${parameter}.`) || parameter?.startsWith(`${name}.`);
  if (names === undefined || names.some(isNamed)) return undefined;
  const message = `The refusal of a request with ${sends} does not name ${parameter}.`;
  return { message, expected: `an error about ${parameter}`, got: formatValue(names) };
}

function isRefused(exchange: TargetExchange | undefined): boolean {
  const status = exchange?.response?.status ?? 0;
  return status >= 400 && status < 500;
}
