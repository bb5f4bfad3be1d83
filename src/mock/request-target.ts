/** The path, with repeated slashes folded into one, and the query. A proxy's absolute URL loses its origin. */
export function targetOf(url: string): { path: string; search: string } {
  const relative = url.startsWith('/') ? url : url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '');
  const at = relative.indexOf('?');
  const path = at < 0 ? relative : relative.slice(0, at);
  return {
    path: path.includes('//') ? path.replace(/\/{2,}/g, '/') : path,
    search: at < 0 ? '' : relative.slice(at + 1),
  };
}
