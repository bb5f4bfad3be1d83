import type { Finished } from '../mock/index.js';

/** Parameters whose values are nobody's business, wherever a client puts them. */
const SECRETS = /([?&][^=&]*(?:passw|token|secret|key)[^=&]*=)[^&]*/gi;

/** One short line on a request: method, URL, status, time. A request that broke off has no status. */
export function logLine({ method, url, status, milliseconds }: Finished): string {
  return `${method} ${url.replace(SECRETS, '$1…')} ${status || 'broken off'} ${milliseconds.toFixed(1)} ms\n`;
}
