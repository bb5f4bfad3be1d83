import type { IncomingMessage } from 'node:http';
import { Problem } from '../../kernel/index.js';

/** How many characters of a URL that is too long are kept. */
const MAX_SHOWN_URL = 200;

/** The problem of a URL that is too long. Cuts that URL, so that no log and no journal has all of it. */
export function cutLongUrl(request: IncomingMessage, max: number): Problem | undefined {
  const { url = '' } = request;
  if (url.length <= max) return undefined;
  // ASCII only, because parts of it may become headers
  request.url = `${url.slice(0, MAX_SHOWN_URL)}...`;
  return new Problem('url-too-long', `The URL has ${url.length} characters, more than ${max}.`);
}

/** The problem of a URL and headers that are too large together, counted as Node counts them. */
export function largeHead({ url = '', rawHeaders }: IncomingMessage, max: number): Problem | undefined {
  let bytes = url.length;
  for (const text of rawHeaders) bytes += text.length;
  if (bytes < max) return undefined;
  return new Problem('headers-too-large', `The URL and the headers have ${bytes} bytes, not fewer than ${max}.`);
}
