import type { ServerResponse } from 'node:http';
import type { HeaderList } from '../context/header-list.js';
import { withCors } from './cors.js';

/**
 * Writes the head of a response with its CORS headers, and returns all of its headers. Middleware of a host app may have
 * replaced Node's `writeHead`. Many replacements misread a flat list; for these the headers are set one by one.
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
