import type { IncomingMessage } from 'node:http';
import { Problem } from '../../kernel/index.js';
import type { RequestIssue } from '../port/handler.js';
import { bodyReadBefore } from './body-read-before.js';
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
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length)));
    // a disconnect may cause only one of the two; after `end` both are ignored
    request.on('close', () => reject(new RequestAborted()));
    request.on('error', () => reject(new RequestAborted()));
  });
}
