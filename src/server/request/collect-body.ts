import type { IncomingMessage } from 'node:http';
import { Problem } from '../../kernel/index.js';
import type { RequestIssue } from '../../openapi/index.js';

import { decode, parseCodings } from './content-codings.js';

/** The bytes of a body, or what is wrong with it as a whole. An operation without a body ignores the latter. */
export type CollectedBody = Buffer | RequestIssue | Problem;

/** Collects the bytes of a request's body. Throws `RequestAborted`. */
export type BodyCollector = (request: IncomingMessage) => Promise<CollectedBody>;

/** The client disconnected before its request was complete: there is no client to respond to. */
export class RequestAborted extends Error {}

/** Creates a collector for bodies of any media type, up to a limit of bytes, which also decodes their content codings. */
export function bodyCollector(limit: number): BodyCollector {
  // data that cannot be compressed get a little longer
  const maxCompressed = limit + Math.ceil(limit / 256) + 1024;
  return async request => {
    try {
      const before = bodyReadBefore(request);
      if (before) return before.length > limit ? LARGER : before;
      const codings = parseCodings(request.headers['content-encoding']);
      const sent = await bytesOf(request, codings.length > 0 ? maxCompressed : limit);
      if (sent === undefined) return LARGER;
      if (codings.length === 0 || sent.length === 0) return sent;
      const decoded = await decode(sent, { codings, limit });
      return decoded === 'larger' ? LARGER : decoded === 'broken' ? BROKEN : decoded;
    } catch (error) {
      if (error instanceof Problem) return error;
      // a body that the host app has parsed may be nested too deeply for JSON.stringify
      if (error instanceof RangeError) return TOO_DEEP;
      throw error;
    } finally {
      // the rest of the body is read and dropped, so that the client gets to read the response
      request.resume();
    }
  };
}

const LARGER: RequestIssue = { place: 'body', path: [], expected: 'smaller' };
const BROKEN: RequestIssue = { place: 'body', path: [], expected: 'json' };
const TOO_DEEP: RequestIssue = { place: 'body', path: [], expected: 'shallower' };

/** Reads the body as sent; undefined as soon as it is longer than the limit. */
function bytesOf(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) return resolve(undefined);
    if (request.destroyed) return reject(new RequestAborted());
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= limit) return;
      request.off('data', take);
      resolve(undefined);
    };
    request.on('data', take);
    let isWhole = false;
    request.on('end', () => {
      isWhole = true;
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length));
    });
    // every request closes, and an error with its stack costs much
    const abort = () => isWhole || reject(new RequestAborted());
    // a disconnect may cause only one of the two
    request.on('close', abort);
    request.on('error', abort);
  });
}

/** A request after the body parser of a host app: with the parsed body, and from some parsers with the bytes. */
type ParsedRequest = IncomingMessage & { body?: unknown; rawBody?: unknown };

/**
 * The bytes of a body that middleware before the mock has read; undefined where the body has not been read yet.
 * Throws `body-read-before` where the bytes cannot be restored from the parsed body.
 */
function bodyReadBefore(request: ParsedRequest): Buffer | undefined {
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
