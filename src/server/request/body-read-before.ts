import type { IncomingMessage } from 'node:http';
import { Problem } from '../../kernel/index.js';

/** What middleware of a host app leaves behind: what it made of the body, and by some the bytes themselves. */
type LeftBehind = IncomingMessage & { body?: unknown; rawBody?: unknown };

/**
 * The body of a request that middleware before the mock has read, as bytes; undefined where nobody has read it yet.
 * Throws `body-read-before` where what middleware has made of it does not tell any more what was sent.
 */
export function bodyReadBefore(request: LeftBehind): Buffer | undefined {
  if (!request.readableDidRead && !request.readableEnded) return undefined;
  const { body, rawBody } = request;
  if (Buffer.isBuffer(rawBody)) return rawBody;
  if (body instanceof Uint8Array) return Buffer.from(body);
  const text =
    typeof body === 'string' ? body : isForm(request) ? textOfForm(body, request) : textOfJson(body, request);
  if (text !== undefined) return Buffer.from(text);
  if (!hasBody(request)) return Buffer.alloc(0);
  const options = isForm(request) ? { fix: FORM_FIX } : {};
  throw new Problem('body-read-before', 'Something in the host app has read the body before the mock could.', options);
}

const FORM_FIX =
  'Send it with `Content-Type: application/json`, or put the mock before the middleware that reads forms, such as `express.urlencoded()`.';

/** Whether the client sent a body at all. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** What was parsed is JSON again. Nothing, or the empty object that a parser of files leaves, tells nothing of a body. */
function textOfJson(body: unknown, { headers }: IncomingMessage): string | undefined {
  if (body === undefined) return undefined;
  const text = JSON.stringify(body);
  const isEmptied = text === '{}' && !EMPTY_IS_EMPTY.test(headers['content-type'] ?? '');
  return isEmptied ? undefined : text;
}

/** Media types of which a parser makes an empty object of nothing but an empty body. */
const EMPTY_IS_EMPTY = /\bjson\b|^application\/x-www-form-urlencoded\b/i;

function isForm({ headers }: IncomingMessage): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
}

/**
 * What a parser of forms has made of a body. Of JSON, which curl sends as a form unless it is told otherwise, it made names
 * and values: the text is known if it is as long as the body was, and has no space, which may have been a plus.
 */
function textOfForm(body: unknown, request: IncomingMessage): string | undefined {
  const [[name, value] = ['', ''], ...more] = Object.entries(body ?? {});
  if (!/^\s*[[{]/.test(name)) return textOfJson(body, request);
  const text = value === '' ? name : `${name}=${value}`;
  const isWhole = more.length === 0 && String(Buffer.byteLength(text)) === request.headers['content-length'];
  return isWhole && !text.includes(' ') ? text : undefined;
}
