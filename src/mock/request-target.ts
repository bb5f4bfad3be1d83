/** The path, with repeated slashes folded into one, and the query. */
export function targetOf(url: string): { path: string; search: string } {
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  return {
    path: path.includes('//') ? path.replace(/\/{2,}/g, '/') : path,
    search: at < 0 ? '' : url.slice(at + 1),
  };
}

/** A request target without the origin that clients of a proxy put before it: `http://host/path` is `/path`. */
export function withoutOrigin(url: string): string {
  if (url.startsWith('/')) return url;
  const relative = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '');
  return relative.startsWith('/') || relative === '*' ? relative : `/${relative}`;
}
