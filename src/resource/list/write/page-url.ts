/** Changes of a query, by parameter; undefined takes a parameter away. */
export type QueryChange = Readonly<Record<string, string | undefined>>;

/** How URLs in responses are written: whole, from the root of the server, or only the query. */
export type UrlForm = 'absolute' | 'rooted' | 'query';

/** The URL of a request with another page: all other parameters stay as they were sent. */
export function pageUrl(
  { url, search }: { url: string; search: string },
  { change, form }: { change: QueryChange; form: UrlForm },
): string {
  const query = changeQuery(search, change);
  const start = form === 'query' ? '' : form === 'rooted' ? url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '') : url;
  if (query !== '') return `${start}?${query}`;
  return start === '' ? '?' : start;
}

function changeQuery(search: string, change: QueryChange): string {
  const left = new Map(Object.entries(change));
  const pairs = search.split('&').flatMap(pair => {
    if (pair === '') return [];
    const name = decode(pair.split('=', 1)[0] as string);
    if (!Object.hasOwn(change, name)) return [escapeRaw(pair)];
    const value = left.get(name);
    left.delete(name);
    return value === undefined ? [] : [writePair(name, value)];
  });
  const added = [...left].flatMap(([name, value]) => (value === undefined ? [] : [writePair(name, value)]));
  return [...pairs, ...added].join('&');
}

function writePair(name: string, value: string): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** Encodes what clients send without encoding, but no URL may have: brackets, and percent signs that begin nothing. */
function escapeRaw(pair: string): string {
  return pair
    .replace(/[^\w\-.~!$'()*+,;:@/?%=]/gu, char => encodeURIComponent(char.toWellFormed()))
    .replace(/%(?![\da-f]{2})/gi, '%25');
}
