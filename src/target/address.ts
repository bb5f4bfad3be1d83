import { Problem } from '../kernel/index.js';

/**
 * The part of a URL before the documented base path. An address of this machine without a scheme means http. Throws
 * `target-invalid`.
 */
export function targetUrl(address: string, basePath: string): string {
  if (address.trim() === '') throw unusable('an empty URL', 'it names no server');
  const written = withScheme(address.trim());
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url?.username || url?.password) throw unusable('that address', 'it holds credentials; give them with --token');
  if (!url || !/^https?:$/.test(url.protocol)) throw unusable(repeatable(address), 'it is not an HTTP URL');
  if (url.search || url.hash) throw unusable(url.origin + url.pathname, 'it has a query or a fragment');
  const path = url.pathname.replace(/\/+$/, '');
  return url.origin + (path.endsWith(basePath) ? path.slice(0, path.length - basePath.length) : path);
}

/** Whether the host name of a URL means this machine. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

/** A name or an address, with or without port and path: `localhost:8000/api`, `[::1]:8000`, `example.com`. */
const WITHOUT_SCHEME = /^(?:\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)*)(?::\d{1,5})?(?:\/.*)?$/i;

function withScheme(address: string): string {
  if (!WITHOUT_SCHEME.test(address)) return address;
  const url = `http://${address}`;
  // a single word is more likely a mistake than a host name
  const isHost = URL.canParse(url) && (isLoopback(url) || /[.:]/.test(new URL(url).host));
  if (!isHost) return address;
  if (isLoopback(url)) return url;
  throw new Problem('target-invalid', `Failed to use ${repeatable(address)} as a target: it has no scheme.`, {
    fix: `Write https://${repeatable(address)}, or http://${repeatable(address)} if the server speaks http.`,
  });
}

/** An address as an error may show it: not if it could hold a secret. */
function repeatable(address: string): string {
  return /[@?#]/.test(address) ? 'that address' : address;
}

function unusable(address: string, reason: string): Problem {
  return new Problem('target-invalid', `Failed to use ${address} as a target: ${reason}.`);
}
