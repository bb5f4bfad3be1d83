import type { Finished } from '../mock/index.js';

/** Parameters whose values are nobody's business, wherever a client puts them. */
const SECRET = /passw|token|secret|key/i;

/** The most characters of a URL that are printed. */
const LONGEST = 200;

/** One short line on a request: method, URL, status, time. A request that broke off has no status. */
export function logLine({ method, url, status, milliseconds }: Finished): string {
  const shown = redacted(url);
  const cut = shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
  return `${method} ${cut} ${status || 'broken off'} ${milliseconds.toFixed(1)} ms\n`;
}

function redacted(url: string): string {
  const at = url.indexOf('?');
  if (at < 0 || !isSuspect(url)) return url;
  const parts = url
    .slice(at + 1)
    .split('&')
    .map(part => {
      const name = part.split('=', 1)[0] ?? '';
      return name.length < part.length && SECRET.test(decoded(name)) ? `${name}=…` : part;
    });
  return `${url.slice(0, at)}?${parts.join('&')}`;
}

/** Whether a URL may hold such a parameter, whose name may be percent-encoded. */
function isSuspect(url: string): boolean {
  if (SECRET.test(url)) return true;
  if (!url.includes('%')) return false;
  try {
    return SECRET.test(decodeURIComponent(url));
  } catch {
    return true;
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
