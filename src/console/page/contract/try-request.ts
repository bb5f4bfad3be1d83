import type { SeenHeaders } from '../data/admin-types.js';
import type { BundledDescription } from '../detail/describe-operation.js';
import { resolve } from '../detail/outline-schema.js';
import { type FoundOperation, parametersOf } from './places.js';
import { examplesOf, sampleValue } from './sample-value.js';

export type TryRequest = { method: string; url: string; headers: Readonly<Record<string, string>>; body?: string };
export type TryResult =
  | { status: number; milliseconds: number; headers: SeenHeaders; body: unknown }
  | { failure: string };

type Placed = { name?: string; in?: string };

/** Puts values into a path, the query and the headers. Empty ones are left out; those that the path needs are named. */
export function fillPath(path: string, parameters: readonly Placed[], values: Readonly<Record<string, string>>) {
  const missing: string[] = [];
  const filled = path.replace(/\{([^}]+)\}/g, (whole, name: string) => {
    const value = values[name] ?? '';
    if (value !== '') return encodeURIComponent(value);
    missing.push(name);
    return whole;
  });
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const { name = '', in: place } of parameters) {
    const value = values[name] ?? '';
    if (value === '') continue;
    if (place === 'query') query.append(name, value);
    if (place === 'header') headers[name] = value;
  }
  const search = String(query);
  return { url: filled + (search === '' ? '' : `?${search}`), headers, missing };
}

type Content = Record<string, { schema?: object; example?: unknown; examples?: Record<string, { value?: unknown }> }>;

/** The JSON of a body to begin with: an example of the description, or what its schema needs. Undefined where there is none. */
export function bodyOf(document: BundledDescription, found: FoundOperation): string | undefined {
  const request = resolve(document, found.item.requestBody) as { content?: Content } | undefined;
  const media = Object.values(request?.content ?? {})[0];
  const inBody = parametersOf(document, found).find(({ input }) => input.in === 'body')?.input;
  if (!media && !inBody) return undefined;
  const [example = sampleValue(document, media?.schema ?? inBody?.schema)] = examplesOf(media ?? {});
  return JSON.stringify(example, null, 2);
}

/** Sends a request as a client of the API does: without cookies, and without the token of the control plane. */
export async function sendTry({ method, url, headers, body }: TryRequest): Promise<TryResult> {
  const start = performance.now();
  try {
    const response = await fetch(url, {
      method,
      credentials: 'omit',
      cache: 'no-store',
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      milliseconds: Math.round(performance.now() - start),
      headers: Object.fromEntries(response.headers),
      body: text === '' ? undefined : parse(text),
    };
  } catch {
    return { failure: 'No response came: the connection was closed, or the server does not run.' };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The command of a shell that sends the same request. */
export function commandOfTry({ method, url, headers, body }: TryRequest): string {
  const all = { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers };
  const lines = [
    `curl -X ${method} ${quote(location.origin + url)}`,
    ...Object.entries(all).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quote(body)}`]),
  ];
  return lines.join(' \\\n  ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
