import type { Case } from '../model/case.js';
import { type Check, defineCheck } from '../model/check.js';
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
