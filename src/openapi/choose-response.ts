import type { Content, DescribedOperation, DescribedResponse } from './operation.js';
import { isJson } from './request/media-type.js';

/** A documented response, and the status with which it is sent. */
export type ChosenResponse = { status: number; response: DescribedResponse };

/**
 * The response to a request in which nothing is wrong: the first 2xx of the description, or else a range 2XX or `default`
 * with 200, or else the first redirection. Undefined where the description has only errors.
 */
export function chooseSuccess({ responses }: DescribedOperation): ChosenResponse | undefined {
  const byStatus = (first: string) =>
    responses
      .filter(({ status }) => /^\d{3}$/.test(status) && status.startsWith(first))
      .map(response => ({ status: Number(response.status), response }));
  const named = (wanted: string, status: number) => {
    const response = responses.find(({ status }) => status === wanted);
    return response ? [{ status, response }] : [];
  };
  return [...byStatus('2'), ...named('2XX', 200), ...named('default', 200), ...byStatus('3'), ...named('3XX', 303)][0];
}

/** What the description says of a status: that status, its range, or `default`. */
export function findResponse({ responses }: DescribedOperation, status: number): DescribedResponse | undefined {
  const range = `${Math.floor(status / 100)}XX`;
  return [String(status), range, 'default'].flatMap(
    wanted => responses.find(({ status }) => status === wanted) ?? [],
  )[0];
}

/** The content of a body that is JSON; where the description has none, its first content. */
export function chooseJson(contents: readonly Content[]): Content | undefined {
  return contents.find(({ mediaType }) => isJson(mediaType)) ?? contents[0];
}

/** Whether HTTP forbids a body. */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

/** The first of some statuses that the description names itself, or else a range or `default` that allows the first one. */
export function chooseError(operation: DescribedOperation, statuses: readonly number[]): ChosenResponse | undefined {
  const exact = statuses.flatMap(status => {
    const response = operation.responses.find(one => one.status === String(status));
    return response ? [{ status, response }] : [];
  })[0];
  if (exact) return exact;
  const [status = 400] = statuses;
  const response = findResponse(operation, status);
  return response && { status, response };
}
