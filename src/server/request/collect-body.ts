import type { IncomingMessage } from 'node:http';
import { Problem } from '../../kernel/index.js';
import type { RequestIssue } from '../port/handler.js';
import { bodyReadBefore } from './body-read-before.js';
import { decode, parseCodings } from './content-codings.js';

/** The bytes of a body; or what is wrong with it as a whole, which is no matter to what needs no body. */
export type CollectedBody = Buffer | RequestIssue | Problem;

/** Collects the bytes of a request's body, or tells what is wrong with it as a whole. Throws `RequestAborted`. */
export type BodyCollector = (request: IncomingMessage) => Promise<CollectedBody>;

/** The client went away before its request was complete: nobody is left to be answered. */
export class RequestAborted extends Error {}

/** Collects the bytes of request bodies within a limit, whatever their media type, with their content codings undone. */
export function bodyCollector(limit: number): BodyCollector {
  // what cannot be packed gets longer by that, if only a little
  const mostPacked = limit + Math.ceil(limit / 256) + 1024;
  return async request => {
    try {
      const before = bodyReadBefore(request);
      if (before) return before.length > limit ? LARGER : before;
      const codings = parseCodings(request.headers['content-encoding']);
      const sent = await bytesOf(request, codings.length > 0 ? mostPacked : limit);
      if (sent === undefined) return LARGER;
      if (codings.length === 0 || sent.length === 0) return sent;
      const decoded = await decode(sent, { codings, limit });
      return decoded === 'larger' ? LARGER : decoded === 'broken' ? BROKEN : decoded;
    } catch (error) {
      if (error instanceof Problem) return error;
      // what a host app has parsed may be too deep to be written again
      if (error instanceof RangeError) return TOO_DEEP;
      throw error;
    } finally {
      // what the client still sends is let go by, so that it gets to read the answer
      request.resume();
    }
  };
}

const LARGER: RequestIssue = { place: 'body', path: [], expected: 'smaller' };
const BROKEN: RequestIssue = { place: 'body', path: [], expected: 'json' };
const TOO_DEEP: RequestIssue = { place: 'body', path: [], expected: 'shallower' };

/** All that a request sends; undefined as soon as that is more than the limit. */
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
    // either may be all that tells of a client that went away; after the end neither matters
    request.on('close', () => reject(new RequestAborted()));
    request.on('error', () => reject(new RequestAborted()));
  });
}
