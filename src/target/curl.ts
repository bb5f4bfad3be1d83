import { curlCommand } from '../kernel/index.js';
import type { ExchangeHead } from './exchange.js';

/**
 * A command that sends the request again, to paste into a shell; secrets stand in it as variables of that shell. Where
 * the body of the response was packed, curl unpacks it.
 */
export function curlOf({ request: { method, headers, body }, url, reply }: ExchangeHead): string {
  const isPacked = reply !== undefined && /[^\s,]/.test(reply.headers['content-encoding'] ?? '');
  return curlCommand({ method, url, headers: Object.entries(headers), body, compressed: isPacked });
}
