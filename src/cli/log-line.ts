import { redactUrl } from '../journal/index.js';
import type { Finished } from '../mock/index.js';

/** The most characters of a URL that are printed. */
const LONGEST = 200;

/** One short line on a request: method, URL without its secrets, status, time. A request that broke off has no status. */
export function logLine({ method, url, status, milliseconds }: Finished): string {
  // looking for secrets in a URL of any length would cost more than the request
  const shown = cut(redactUrl(cut(url)));
  return `${method} ${shown} ${status || 'broken off'} ${milliseconds.toFixed(1)} ms\n`;
}

function cut(url: string): string {
  return url.length > LONGEST ? `${url.slice(0, LONGEST)}…` : url;
}
