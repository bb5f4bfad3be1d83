import type { ServerResponse } from 'node:http';
import type { HeaderList } from '../context/header-list.js';
import { withCors } from './cors.js';

/**
 * Writes the head of a response, with what lets pages read it, and answers all of its headers. Middleware of a host app may
 * have put a `writeHead` of its own in the place of Node's, of which many misread flat lists: that finds the headers set.
 */
export function writeHead(
  response: ServerResponse,
  { status, headers, varying }: { status: number; headers: HeaderList; varying?: readonly string[] },
): HeaderList {
  const all = withCors(headers, response, varying);
  if (!Object.hasOwn(response, 'writeHead')) {
    response.writeHead(status, all);
    return all;
  }
  for (let at = 0; at < all.length; at += 2) response.setHeader(all[at] as string, all[at + 1] as string);
  response.writeHead(status);
  return all;
}
