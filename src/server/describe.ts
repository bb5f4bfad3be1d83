import type { Match, Operation } from '../contract/index.js';
import { type BodyView, type DescribeExchange, type Entry, isUnmatched } from '../journal/index.js';
import { formatPointer } from '../kernel/index.js';
import type { ApiSet, Endpoint } from './port/api-set.js';
import type { RequestIssue } from './port/handler.js';
import { readBody } from './request/read-body.js';
import { readQuery } from './request/read-query.js';
import { methodOf } from './request/request-target.js';
import { nearest } from './unmatched/unmatched.js';

/** What an exchange did that its contract does not allow, with the place of the contract and the statement behind it. */
export type Violation = {
  in: 'query' | 'body' | 'answer';
  /** Where in the query, the body or the answer's body, as a JSON pointer. */
  pointer: string;
  message: string;
  schemaPath?: string | undefined;
  statement?: { id: string; says: string } | undefined;
};

/** What tells of the exchanges in a journal how they look to the contract: their violations, or the nearest operations. */
export function describer({ apiSet, depth }: { apiSet: () => ApiSet; depth: number }): DescribeExchange {
  return entry => {
    const { path, prefix } = entry.exchange;
    const method = methodOf(entry.exchange);
    const { matcher } = apiSet();
    if (isUnmatched(entry.exchange)) return { violations: [], nearest: nearest(matcher, { method, path, prefix }) };
    const found = matcher.match(method, path);
    if (!found) return { violations: [] };
    return {
      violations: [...requestViolations(entry, found, depth), ...answerViolations(entry, found.value.operation)],
    };
  };
}

function requestViolations({ exchange, requestBody }: Entry, { value }: Match<Endpoint>, depth: number): Violation[] {
  const { operation, api } = value;
  const { flaws } = readQuery(exchange.search, value);
  const bytes = wholeOf(requestBody);
  const body = bytes && operation.body ? readBody(Buffer.from(bytes), { operation, api, depth }).flaws : [];
  return [...flaws, ...body].map(flaw => ({
    in: flaw.place,
    pointer: shownPointer(flaw.path),
    message: MESSAGES[flaw.expected] ?? `must be ${flaw.expected}`,
    ...carriedBy(flaw.schemaPath, operation),
  }));
}

const MESSAGES: Partial<Record<RequestIssue['expected'], string>> = {
  array: 'must be a list',
  boolean: 'must be true or false',
  choice: 'must be one of the documented values',
  datetime: 'must be a time',
  integer: 'must be an integer in its range',
  json: 'must be JSON',
  number: 'must be a number',
  object: 'must be an object',
  required: 'is missing',
  shallower: 'is nested too deeply',
  string: 'must be text',
};

function answerViolations({ exchange, responseBody }: Entry, operation: Operation): Violation[] {
  const { responseHeaders, status, method, respondedBy } = exchange;
  // a problem is our own failure, and none of the API's
  if (status === 0 || method === 'HEAD' || respondedBy === 'problem' || isPartial(responseBody)) return [];
  const bytes = wholeOf(responseBody) ?? new Uint8Array();
  const violations = operation.violations({ status, mediaType: mediaTypeOf(responseHeaders), body: parsed(bytes) });
  return violations.map(({ path, message, schemaPath }) => ({
    in: 'answer',
    pointer: shownPointer(path),
    message,
    ...carriedBy(schemaPath, operation),
  }));
}

/** A pointer may go through names that a client has chosen. */
function shownPointer(path: RequestIssue['path']): string {
  const pointer = formatPointer(path);
  return pointer.length > LONGEST_POINTER ? `${pointer.slice(0, LONGEST_POINTER)}…` : pointer;
}

const LONGEST_POINTER = 1000;

/** Without its parameters, such as the charset. */
function mediaTypeOf(headers: readonly string[]): string {
  const at = headers.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === 'content-type');
  const [type = ''] = at < 0 ? [] : (headers[at + 1] ?? '').split(';');
  return type.trim().toLowerCase();
}

function carriedBy(schemaPath: string | undefined, operation: Operation): Pick<Violation, 'schemaPath' | 'statement'> {
  if (schemaPath === undefined) return {};
  const statement = operation.statementAt(schemaPath);
  return { schemaPath, ...(statement && { statement: { id: statement.id, says: statement.says } }) };
}

/** A body as far as it can be judged: not if only its beginning is left. */
function wholeOf(body: BodyView | undefined): Uint8Array | undefined {
  return body === undefined || body === 'lost' || isPartial(body) ? undefined : body.bytes;
}

function isPartial(body: BodyView | undefined): boolean {
  return body === 'lost' || (body !== undefined && body.bytes.length < body.length);
}

/** What is no JSON is judged as a text. */
function parsed(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
