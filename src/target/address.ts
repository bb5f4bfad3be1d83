import { Problem } from '../kernel/index.js';

/**
 * What stands before the documented base path. Without a scheme, an address of this machine is taken as http. Throws
 * `target-invalid`.
 */
export function targetUrl(address: string, basePath: string): string {
  if (address.trim() === '') throw unusable('an empty URL', 'it names no server');
  const written = withScheme(address.trim());
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url?.username || url?.password) throw unusable('that address', 'it holds credentials, which go into --token');
  if (!url || !/^https?:$/.test(url.protocol)) throw unusable(repeatable(address), 'it is no HTTP URL');
  if (url.search || url.hash) throw unusable(url.origin + url.pathname, 'it has a query or a fragment');
  const path = url.pathname.replace(/\/+$/, '');
  return url.origin + (path.endsWith(basePath) ? path.slice(0, path.length - basePath.length) : path);
}

/** Whether a URL leads to this machine, by its name. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

/** A name or an address, perhaps with a port and a path: `localhost:8000/api`, `[::1]:8000`, `example.com`. */
const WITHOUT_SCHEME = /^(?:\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)*)(?::\d{1,5})?(?:\/.*)?$/i;

function withScheme(address: string): string {
  if (!WITHOUT_SCHEME.test(address)) return address;
  const url = `http://${address}`;
  // a word alone may be a mistake of any kind
  const isHost = URL.canParse(url) && (isLoopback(url) || /[.:]/.test(new URL(url).host));
  if (!isHost) return address;
  if (isLoopback(url)) return url;
  throw new Problem('target-invalid', `Failed to use ${repeatable(address)} as a target: it has no scheme.`, {
    fix: `Write https://${repeatable(address)}, or http://${repeatable(address)} where that is what it speaks.`,
  });
}

/** An address, unless it could hold a secret. */
function repeatable(address: string): string {
  return /[@?#]/.test(address) ? 'that address' : address;
}

function unusable(address: string, reason: string): Problem {
  return new Problem('target-invalid', `Failed to use ${address} as a target: ${reason}.`);
}
