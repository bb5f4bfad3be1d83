import type { IncomingMessage } from 'node:http';
import { Problem } from '../../kernel/index.js';

/** A request after the body parser of a host app: with the parsed body, and from some parsers with the bytes. */
type ParsedRequest = IncomingMessage & { body?: unknown; rawBody?: unknown };

/**
 * The bytes of a body that middleware before the mock has read; undefined where the body has not been read yet.
 * Throws `body-read-before` where the bytes cannot be restored from the parsed body.
 */
export function bodyReadBefore(request: ParsedRequest): Buffer | undefined {
  if (!request.readableDidRead && !request.readableEnded) return undefined;
  const { body, rawBody } = request;
  if (Buffer.isBuffer(rawBody)) return rawBody;
  if (body instanceof Uint8Array) return Buffer.from(body);
  const text =
    typeof body === 'string' ? body : isForm(request) ? textOfForm(body, request) : textOfJson(body, request);
  if (text !== undefined) return Buffer.from(text);
  if (!hasBody(request)) return Buffer.alloc(0);
  const options = isForm(request) ? { fix: FORM_FIX } : {};
  throw new Problem('body-read-before', 'Middleware of the host app has read the body before the mock.', options);
}

const FORM_FIX =
  'Send it with `Content-Type: application/json`, or put the mock before the middleware that reads forms, such as `express.urlencoded()`.';

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Writes a parsed body as JSON. An empty object may come from a parser of file uploads, which leaves it for any body. */
function textOfJson(body: unknown, { headers }: IncomingMessage): string | undefined {
  if (body === undefined) return undefined;
  const text = JSON.stringify(body);
  const isEmptied = text === '{}' && !EMPTY_IS_EMPTY.test(headers['content-type'] ?? '');
  return isEmptied ? undefined : text;
}

/** Media types for which an empty object means an empty body. */
const EMPTY_IS_EMPTY = /\bjson\b|^application\/x-www-form-urlencoded\b/i;

function isForm({ headers }: IncomingMessage): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
}

/**
 * Restores a body from what a form parser made of it. By default curl sends JSON with the media type of forms, and the parser
 * splits it into names and values. The text is certain if it has the length of the body and no space: a space may have been a plus.
 */
function textOfForm(body: unknown, request: IncomingMessage): string | undefined {
  const [[name, value] = ['', ''], ...more] = Object.entries(body ?? {});
  if (!/^\s*[[{]/.test(name)) return textOfJson(body, request);
  const text = value === '' ? name : `${name}=${value}`;
  const isWhole = more.length === 0 && String(Buffer.byteLength(text)) === request.headers['content-length'];
  return isWhole && !text.includes(' ') ? text : undefined;
}
