import type { IncomingMessage } from 'node:http';
import { Problem } from '../../kernel/index.js';

/** As much of a URL that is too long is still told of, in characters. */
const MOST_TOLD = 200;

/**
 * What is wrong with a request whose URL is longer than it may be. The rest of that URL is cut off, so that no log and no
 * journal has it.
 */
export function cutLongUrl(request: IncomingMessage, most: number): Problem | undefined {
  const { url = '' } = request;
  if (url.length <= most) return undefined;
  // nothing but ASCII: parts of it may become headers
  request.url = `${url.slice(0, MOST_TOLD)}...`;
  return new Problem('url-too-long', `The URL has ${url.length} characters, more than ${most}.`);
}

/** What is wrong with a request whose URL and headers have, as Node counts them, more bytes than they may have. */
export function largeHead({ url = '', rawHeaders }: IncomingMessage, most: number): Problem | undefined {
  let bytes = url.length;
  for (const text of rawHeaders) bytes += text.length;
  if (bytes < most) return undefined;
  return new Problem('headers-too-large', `The URL and the headers have ${bytes} bytes, not fewer than ${most}.`);
}
