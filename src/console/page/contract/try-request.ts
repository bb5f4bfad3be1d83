import type { Request } from '../data/request-types.js';
import { decodePart } from '../data/route.js';
import type { BundledDescription } from '../detail/describe-operation.js';
import { resolve } from '../detail/outline-schema.js';
import { type FoundOperation, parametersOf } from './places.js';
import { examplesOf, sampleValue } from './sample-value.js';

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

/** What a request of the journal had in its path, its query, its headers and its body, as a form begins with it. */
export function valuesOf(
  { request: { url, headers, body } }: Pick<Request, 'request'>,
  { path, parameters }: { path: string; parameters: readonly Placed[] },
) {
  const [sent = '', search = ''] = url.split(/\?(.*)/s);
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  const pattern = path.split(/\{[^}]+\}/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const found = new RegExp(`^${pattern.join('([^/]*)')}$`).exec(sent) ?? [];
  const query = new URLSearchParams(search);
  const inHeaders = parameters.flatMap(({ name = '', in: place }) => {
    const value = place === 'header' ? headers[name.toLowerCase()] : undefined;
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  const values = {
    ...Object.fromEntries(names.map((name, at) => [name, decodePart(found[at + 1] ?? '')])),
    ...Object.fromEntries(query),
    ...Object.fromEntries(inHeaders),
  };
  return {
    values,
    body: typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body, null, 2),
  };
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
