import type { Operation } from '../contract/index.js';
import { type BodyView, type DescribeExchange, type Entry, isUnmatched } from '../journal/index.js';
import { formatPointer } from '../kernel/index.js';
import type { Match, RequestIssue } from '../openapi/index.js';

import { type ApiSet, type Endpoint, findEndpoint } from './port/api-set.js';
import { methodOf } from './request/request-head.js';
import { messageOf } from './response/diagnostics.js';
import { parseLoosely } from './response/send-operation-response.js';
import { nearest } from './unmatched/refuse-unmatched.js';

/** One thing in an exchange that the contract does not allow, with its place in the contract and its statement. */
export type ExchangeViolation = {
  in: RequestIssue['place'] | 'response';
  /** The place in the parameters, the request body or the response body, as a JSON pointer. */
  pointer: string;
  message: string;
  schemaPath?: string | undefined;
  statement?: { id: string; says: string } | undefined;
};

/** Creates the function that adds to a journal entry its violations of the contract, or the nearest operations. */
export function describer({ apiSet, depth }: { apiSet: () => ApiSet; depth: number }): DescribeExchange {
  return entry => {
    const { path, prefix, callback } = entry.exchange;
    // its path is one of another server
    if (callback) return { violations: [] };
    const method = methodOf(entry.exchange);
    const { matcher } = apiSet();
    if (isUnmatched(entry.exchange)) return { violations: [], nearest: nearest(matcher, { method, path, prefix }) };
    const found = findEndpoint({ matcher }, entry.exchange);
    if (!found) return { violations: [] };
    return {
      violations: [...requestViolations(entry, found, depth), ...responseViolations(entry, found.value.operation)],
    };
  };
}

function requestViolations(
  { exchange, requestBody }: Entry,
  { value, parameters }: Match<Endpoint>,
  depth: number,
): ExchangeViolation[] {
  const { operation, api } = value;
  const { search, requestHeaders: headers } = exchange;
  const { issues } = api.readParameters(operation, { path: parameters, search, headers });
  const bytes = wholeOf(requestBody);
  const body =
    bytes && operation.body ? api.readBody(operation, { bytes: Buffer.from(bytes), headers, depth }).issues : [];
  return [...issues, ...body].map(issue => ({
    in: issue.place,
    pointer: shownPointer(issue.path),
    message: messageOf(issue),
    ...carriedBy(issue.schemaPath, operation),
  }));
}

function responseViolations({ exchange, responseBody }: Entry, operation: Operation): ExchangeViolation[] {
  const { responseHeaders, status, method, respondedBy } = exchange;
  // a problem is the mock's own failure, not the API's
  if (status === 0 || method === 'HEAD' || respondedBy === 'problem' || isPartial(responseBody)) return [];
  const bytes = wholeOf(responseBody) ?? new Uint8Array();
  const violations = operation.violations({
    status,
    mediaType: mediaTypeOf(responseHeaders),
    body: parseLoosely(Buffer.from(bytes).toString()),
  });
  return violations.map(({ path, message, schemaPath }) => ({
    in: 'response',
    pointer: shownPointer(path),
    message,
    ...carriedBy(schemaPath, operation),
  }));
}

/** Cuts a long pointer: its names may come from the client. */
function shownPointer(path: RequestIssue['path']): string {
  const pointer = formatPointer(path);
  return pointer.length > MAX_POINTER ? `${pointer.slice(0, MAX_POINTER)}…` : pointer;
}

const MAX_POINTER = 1000;

/** The media type without parameters, such as the charset. */
function mediaTypeOf(headers: readonly string[]): string {
  const at = headers.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === 'content-type');
  const [type = ''] = at < 0 ? [] : (headers[at + 1] ?? '').split(';');
  return type.trim().toLowerCase();
}

function carriedBy(
  schemaPath: string | undefined,
  operation: Operation,
): Pick<ExchangeViolation, 'schemaPath' | 'statement'> {
  if (schemaPath === undefined) return {};
  const statement = operation.statementAt(schemaPath);
  return { schemaPath, ...(statement && { statement: { id: statement.id, says: statement.says } }) };
}

/** The body, if the journal has all of it: a part of a body cannot be validated. */
function wholeOf(body: BodyView | undefined): Uint8Array | undefined {
  return body === undefined || body === 'lost' || isPartial(body) ? undefined : body.bytes;
}

function isPartial(body: BodyView | undefined): boolean {
  return body === 'lost' || (body !== undefined && body.bytes.length < body.length);
}
