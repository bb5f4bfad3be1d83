import { type Entry, formatEntry, redactUrl } from '../../journal/index.js';

/** The parts of a formatted entry that a rule is made of. */
type Formatted = {
  request: { url: string };
  response: null | { status: number; headers: Record<string, string | string[]>; body?: unknown; bodyTruncated?: true };
};

/** Drafts a rule that gives the requests like this one the response that it got; a broken connection where it got none. */
export function draftRule(entry: Entry): object {
  const { api, operation, method, path } = entry.exchange;
  const { request, response } = formatEntry(entry) as Formatted;
  const match = {
    ...(operation === undefined ? { method } : { operation: `${api}.${operation}` }),
    urlPath: redactUrl(path),
    ...parametersOf(request.url),
  };
  return response === null ? { match, fault: 'EMPTY_RESPONSE' } : { match, response: responseOf(response) };
}

/** The parameters with one value, without secrets. */
function parametersOf(url: string): object {
  const parameters = new URLSearchParams(url.split(/\?(.*)/s)[1]);
  const wanted = [...parameters].filter(
    ([name, value]) => parameters.getAll(name).length === 1 && value !== '[redacted]',
  );
  if (wanted.length === 0) return {};
  const patterns = wanted.slice(0, MAX_PARAMETERS).map(([name, value]) => [name, { equalTo: value }]);
  return { queryParameters: Object.fromEntries(patterns) };
}

/** Criteria may name so many. */
const MAX_PARAMETERS = 20;

function responseOf({ status, headers, body, bodyTruncated }: NonNullable<Formatted['response']>): object {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return {
    status,
    ...(typeof type === 'string' && { headers: { 'Content-Type': type } }),
    ...(body !== undefined && !bodyTruncated && { body }),
  };
}
