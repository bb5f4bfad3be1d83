import { type Content, chooseContent, type DescribedOperation } from '../../openapi/index.js';
import type { ApiResponse } from '../../server/index.js';
import type { Refuse } from './refuse.js';

/** The contents of the successful responses, where a header Accept allows none of them. */
export function findUnacceptable(
  { responses }: DescribedOperation,
  accept: string | undefined,
): readonly Content[] | undefined {
  if (accept === undefined || accept === '*/*') return undefined;
  const successes = responses.filter(({ status }) => status.startsWith('2'));
  const isAcceptable = successes.some(({ contents }) => contents.length === 0 || chooseContent(contents, accept));
  return isAcceptable || successes.length === 0 ? undefined : successes.flatMap(({ contents }) => contents);
}

/** Refuses a request that accepts none of some contents. */
export function refuseAccept(operation: DescribedOperation, contents: readonly Content[], refuse: Refuse): ApiResponse {
  const types = contents.map(({ mediaType }) => mediaType).join(' or ');
  const message = `The header Accept allows none of the responses: ${types}.`;
  return refuse(operation, { statuses: [406], message });
}
