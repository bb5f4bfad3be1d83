/** A header's value: text, or, as `shown`, a variable of the shell: `$UNDERSTUDY_TOKEN`. */
type ShownValue = string | { readonly shown: string };

type CurlRequest = {
  method: string;
  url: string;
  /** Parameters to add to the query of the URL. */
  query?: readonly (readonly [name: string, value: ShownValue])[];
  headers: readonly (readonly [name: string, value: ShownValue])[];
  body?: string | undefined;
  /** Whether curl decodes the content coding of the response. */
  compressed?: boolean;
};

/** Formats a curl command that sends the request, to paste into a shell. */
export function curlCommand({ method, url, query = [], headers, body, compressed = false }: CurlRequest): string {
  const parts = [compressed ? 'curl -sS --compressed' : 'curl -sS', ...methodFlag(method, body)];
  for (const [name, value] of headers) parts.push(`-H ${formatHeader(name, value)}`);
  if (body !== undefined) parts.push(`--data-raw ${quote(body)}`);
  // without --path-as-is curl would drop /./ and /../; --globoff keeps it from reading [] and {} in a URL
  return [...parts, '--path-as-is', '--globoff', quote(url) + formatQuery(url, query)].join(' ');
}

/** The rest of a query. A secret stands in double quotes, in which the shell replaces its variable. */
function formatQuery(url: string, query: NonNullable<CurlRequest['query']>): string {
  return query
    .map(([name, value], at) => {
      const start = `${at > 0 || url.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=`;
      return typeof value === 'string' ? quote(start + encodeURIComponent(value)) : `${quote(start)}"${value.shown}"`;
    })
    .join('');
}

/** With a body, curl sends a POST unless -X names another method; with -X HEAD it waits for a body that never comes. */
function methodFlag(method: string, body: string | undefined): string[] {
  if (method === 'GET' && body === undefined) return [];
  return [method === 'HEAD' && body === undefined ? '-I' : `-X ${method}`];
}

/** A header without a value needs a semicolon: with a colon curl leaves it out. */
function formatHeader(name: string, value: ShownValue): string {
  if (value === '') return quote(`${name};`);
  if (typeof value === 'string') return quote(`${name}: ${value}`);
  // a name may contain characters that have a meaning for the shell
  return /^[\w-]+$/.test(name) ? `"${name}: ${value.shown}"` : `${quote(`${name}: `)}"${value.shown}"`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, sign => REFERENCES[sign] ?? sign);
}
