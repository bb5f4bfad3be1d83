import { type Exchange, NO_RESPONSE } from './steps.js';
import type { Validator } from './validator.js';

/** The statuses of what breaks a description. */
export const INVALID: readonly number[] = [400, 415, 422];

/** What of a server the description forbids, in exchanges that a faithful server had, too. */
export function findBreaches(
  validator: Validator,
  { faithful, planted }: { faithful: readonly Exchange[]; planted: readonly Exchange[] },
): string[] {
  return planted.flatMap((exchange, at) => {
    const { status, step } = exchange;
    const wanted = faithful[at]?.status ?? NO_RESPONSE;
    if (status === NO_RESPONSE) return ['no response'];
    if (status >= 500) return [`status ${status}`];
    if (!validator.find(step)) return status < 400 ? ['what is not described is there'] : [];
    const isInvalid = validator.findRequestIssues(step).length > 0;
    return [
      ...validator.findResponseIssues(exchange),
      ...(status < 300 && isInvalid ? ['an invalid request is accepted'] : []),
      ...(INVALID.includes(status) && !isInvalid && wanted < 300 ? ['a valid request is refused'] : []),
      ...(wanted === 401 && status !== 401 ? ['wrong credentials are accepted'] : []),
    ];
  });
}
