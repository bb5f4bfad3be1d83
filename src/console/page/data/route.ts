/** What the address says after the number sign: the page, and what is shown there. */
export type PageRoute = { page: string; params: Readonly<Record<string, string>> };

/** Parses the part of an address from the number sign on: `#/requests?q=status:4xx&id=7`. */
export function parseRoute(hash: string): PageRoute {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  return { page: path || 'requests', params: Object.fromEntries(new URLSearchParams(search)) };
}

/** Formats an address. Empty parameters are left out, so that one state has one address. */
export function formatRoute({ page, params }: PageRoute): string {
  const kept = Object.entries(params).filter(([, value]) => value !== '');
  // these signs are plain in a fragment, and filters are easier to read with them
  const search = String(new URLSearchParams(kept)).replace(/%3A/g, ':').replace(/%2F/g, '/').replace(/%2C/g, ',');
  return `#/${page}${search === '' ? '' : `?${search}`}`;
}

/** The parts of a page's name, decoded: `data`, `shop` and `orders` of `data/shop/orders`. */
export function partsOf(page: string): string[] {
  return page.split('/').map(decodePart);
}

/** A part of a path as text; as it is where it is not encoded rightly. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
