import type { Match, Operation } from '../contract/index.js';
import type { BodyView, Describe, Entry } from '../journal/index.js';
import { pointerOf } from '../kernel/index.js';
import type { Flaw } from './behaviour.js';
import type { Cast } from './cast.js';
import type { Endpoint } from './endpoints.js';
import { readBody } from './read-body.js';
import { readQuery } from './read-query.js';

/** What an exchange did that its contract does not allow, with the place of the contract and the statement behind it. */
export type Violation = {
  in: 'query' | 'body' | 'answer';
  /** Where in the query or the body, as a JSON pointer. */
  pointer: string;
  message: string;
  schemaPath?: string | undefined;
  statement?: { id: string; says: string } | undefined;
};

/** What tells of the exchanges in a journal how they look to the contract: their violations, or the nearest operations. */
export function describer({ cast, depth }: { cast: () => Cast; depth: number }): Describe {
  return entry => {
    const { method: sent, path, operation } = entry.exchange;
    const method = sent === 'HEAD' ? 'GET' : sent;
    const { matcher } = cast();
    const found = matcher.match(method, path);
    if (!found || operation === undefined) return { violations: [], nearest: matcher.nearest(method, path) };
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
    pointer: pointerOf(flaw.path),
    message: messageOf(flaw),
    ...carriedBy(flaw.schemaPath, operation),
  }));
}

function messageOf({ expected }: Flaw): string {
  return `must be ${expected}`;
}

function answerViolations({ exchange, responseBody }: Entry, operation: Operation): Violation[] {
  const bytes = wholeOf(responseBody);
  if (exchange.status === 0 || bytes === undefined || exchange.method === 'HEAD') return [];
  const { responseHeaders, status } = exchange;
  const mediaType = responseHeaders[responseHeaders.indexOf('Content-Type') + 1] ?? '';
  const violations = operation.violations({ status, mediaType, body: parsed(bytes) });
  return violations.map(({ path, message, schemaPath }) => ({
    in: 'answer',
    pointer: pointerOf(path),
    message,
    ...carriedBy(schemaPath, operation),
  }));
}

function carriedBy(schemaPath: string | undefined, operation: Operation): Pick<Violation, 'schemaPath' | 'statement'> {
  if (schemaPath === undefined) return {};
  const statement = operation.statementAt(schemaPath);
  return { schemaPath, ...(statement && { statement: { id: statement.id, says: statement.says } }) };
}

/** A body as far as it can be judged: not if only its beginning is left. */
function wholeOf(body: BodyView | undefined): Uint8Array | undefined {
  return body === undefined || body === 'lost' || body.bytes.length < body.length ? undefined : body.bytes;
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
