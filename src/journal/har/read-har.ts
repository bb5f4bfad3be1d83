import type { Exchange, SentBodies } from '../exchange.js';

type Pair = { name: string; value: string };

/** What is read of an entry of an HTTP archive (HAR 1.2). */
export type HarEntry = {
  startedDateTime?: string;
  time?: number;
  request: { method: string; url: string; headers?: readonly Pair[]; postData?: { text?: string } };
  response: {
    status: number;
    headers?: readonly Pair[];
    content?: { text?: string; encoding?: string };
  };
};

/** Headers that no longer fit the decoded body, and the names that HTTP/2 has instead of a first line. */
const LEFT_OUT = /^(:.*|content-encoding|content-length|transfer-encoding)$/i;

/** Where an exchange belongs: the path that this mock has for it, and its operation. */
export type HarPlace = { path: string; api: string; operation: string };

/** Reads an entry as an exchange with another server, at the place that it has here. */
export function readHarEntry(
  { startedDateTime = '', time = 0, request, response }: HarEntry,
  { path, api, operation }: HarPlace,
): { exchange: Exchange; bodies: SentBodies } {
  const { origin, pathname, search } = new URL(request.url);
  const started = Date.parse(startedDateTime);
  const requestHeaders: Record<string, string> = {};
  for (const { name, value } of kept(request.headers)) {
    const before = requestHeaders[name.toLowerCase()];
    requestHeaders[name.toLowerCase()] = before === undefined ? value : `${before}, ${value}`;
  }
  const { text, encoding } = response.content ?? {};
  return {
    exchange: {
      method: request.method.toUpperCase(),
      url: pathname + search,
      prefix: '',
      origin,
      path,
      search: search.slice(1),
      requestHeaders,
      status: response.status,
      responseHeaders: kept(response.headers).flatMap(({ name, value }) => [name, value]),
      startedAt: Number.isNaN(started) ? 0 : started,
      milliseconds: Math.max(0, time),
      api,
      operation,
      respondedBy: 'imported',
      unknownParameters: [],
      emptyParameters: [],
      unknownFields: [],
    },
    bodies: {
      request: request.postData?.text === undefined ? undefined : Buffer.from(request.postData.text),
      response: text === undefined ? undefined : Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8'),
    },
  };
}

function kept(headers: readonly Pair[] = []): readonly Pair[] {
  return headers.filter(({ name }) => !LEFT_OUT.test(name));
}
