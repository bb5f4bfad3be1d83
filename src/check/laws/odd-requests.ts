import type { Case } from '../model/case.js';
import { type Check, defineCheck, defineStatusCheck } from '../model/check.js';
import { noServerError } from './every-response.js';

/** A request for which no document describes a response. */
type OddRequest<K> = Omit<Case<K>, 'statements' | 'expect'>;

/** Requests that may get any response but a 5xx; the checks of every response judge them. */
export function survivesOddRequests<K>(
  requests: readonly OddRequest<K>[],
  statements: readonly string[] = [],
): Check<K> {
  const { id, says } = noServerError;
  return defineCheck<K>({ id, says, cases: requests.map(request => ({ ...request, statements })), judge: () => [] });
}

/** Requests with bodies that are not JSON objects; the steps expect a 4xx, because no document says which. */
export function refusesMalformedBodies<K>(statement: string, requests: readonly OddRequest<K>[]): Check<K> {
  return defineStatusCheck({
    id: 'malformed-body',
    says: 'A body that is not a JSON object is refused with a 4xx.',
    cases: requests.map(request => ({ ...request, statements: [statement] })),
  });
}
