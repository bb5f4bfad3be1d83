import type { IncomingMessage } from 'node:http';
import { Problem } from '../kernel/index.js';

/** What is wrong with a request whose URL and headers have, as Node counts them, more bytes than they may have. */
export function largeHead({ url = '', rawHeaders }: IncomingMessage, most: number): Problem | undefined {
  let bytes = url.length;
  for (const text of rawHeaders) bytes += text.length;
  if (bytes < most) return undefined;
  return new Problem('headers-too-large', `The URL and the headers have ${bytes} bytes, not fewer than ${most}.`);
}
