import type { Entry } from '../entry.js';
import { formatEntry } from '../entry-json.js';

type SeenHeaders = Readonly<Record<string, string | readonly string[]>>;
type Message = { headers: SeenHeaders; body?: unknown; bodyTruncated?: true; bodyBytes?: number; bodyLost?: true };
type Formatted = {
  id: number;
  at: string;
  milliseconds: number;
  request: Message & { method: string; url: string };
  response: (Message & { status: number }) | null;
  operation?: string;
};

const VERSION = 'HTTP/1.1';

/** Writes entries as one entry each of an HTTP archive (HAR 1.2), without their secrets, as `formatEntry` shows them. */
export function writeHarEntry(entry: Entry, server: string): object {
  const { id, at, milliseconds, request, response, operation } = formatEntry(entry) as unknown as Formatted;
  const { origin = server } = entry.exchange;
  const url = request.url.startsWith('/') ? origin + request.url : request.url;
  const query = URL.canParse(url) ? [...new URL(url).searchParams] : [];
  return {
    startedDateTime: at,
    time: milliseconds,
    request: {
      method: request.method,
      url,
      httpVersion: VERSION,
      cookies: [],
      headers: listHeaders(request.headers),
      queryString: query.map(([name, value]) => ({ name, value })),
      ...(request.body !== undefined && { postData: { mimeType: typeOf(request), text: textOf(request) } }),
      headersSize: -1,
      bodySize: sizeOf(request),
    },
    response: {
      status: response?.status ?? 0,
      statusText: '',
      httpVersion: VERSION,
      cookies: [],
      headers: response ? listHeaders(response.headers) : [],
      content: {
        size: response ? sizeOf(response) : 0,
        mimeType: response ? typeOf(response) : '',
        ...(response?.body !== undefined && { text: textOf(response) }),
        ...(response?.bodyTruncated && { comment: 'Only the beginning is kept.' }),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: milliseconds, receive: 0 },
    comment: `request ${id}${operation === undefined ? '' : `, ${operation}`}`,
  };
}

function listHeaders(headers: SeenHeaders): object[] {
  return Object.entries(headers).flatMap(([name, values]) => [values].flat().map(value => ({ name, value })));
}

function typeOf({ headers }: Message): string {
  return String(headers['content-type'] ?? headers['Content-Type'] ?? '');
}

function textOf({ body }: Message): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** The bytes of a body; -1 where that is not known. */
function sizeOf(message: Message): number {
  if (message.bodyLost) return -1;
  if (message.body === undefined) return 0;
  return message.bodyBytes ?? Buffer.byteLength(textOf(message));
}
