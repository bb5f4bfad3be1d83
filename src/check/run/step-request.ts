import type { Operation } from '../../contract/index.js';
import { type Secret, secret, type TargetRequest } from '../../target/index.js';
import type { ReadyStep } from '../model/case.js';
import { ValueNotFound } from '../model/resolve-step.js';
import type { RequestCredentials } from '../model/suite.js';

/** The request of a step. Throws `ValueNotFound` where its body cannot be written. */
export function createRequest(
  step: ReadyStep,
  { operation, credentials }: { operation: Operation; credentials: RequestCredentials },
): TargetRequest {
  const { text: body, mediaType } = writeBody(step);
  return {
    method: step.method ?? operation.method,
    // a lone surrogate cannot be encoded
    path: formatPath(step, operation.template, text => encodeURIComponent(text.toWellFormed())),
    headers: {
      ...joinCookies(step.headers ?? {}, credentials.headers),
      Accept: step.accept ?? 'application/json',
      ...(body !== undefined && { 'Content-Type': mediaType }),
    },
    ...(body !== undefined && { body }),
    ...(credentials.query && { secrets: credentials.query }),
  };
}

function writeBody({ text, body, mediaType = 'application/json', write }: ReadyStep): {
  text: string | undefined;
  mediaType: string;
} {
  if (text !== undefined || body === undefined) return { text, mediaType };
  if (!write) return { text: JSON.stringify(body), mediaType };
  const written = write(body);
  if (!written) throw new ValueNotFound('way to write the body in its media type');
  return written;
}

/** Parameters and credentials may both be cookies, of which a request has one header. */
function joinCookies(
  parameters: Readonly<Record<string, unknown>>,
  credentials: RequestCredentials['headers'],
): TargetRequest['headers'] {
  const own = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  const { cookie, ...others } = own;
  const { Cookie: held, ...headers } = credentials;
  if (cookie === undefined || held === undefined) return { ...own, ...credentials };
  const joined = typeof held === 'string' ? `${cookie}; ${held}` : joinSecret(cookie, held);
  return { ...others, ...headers, Cookie: joined };
}

function joinSecret(cookie: string, held: Secret): Secret {
  return secret(`${cookie}; ${held.value}`, `${cookie}; ${held.shown}`);
}

/** The path and query of a step. */
export function formatPath(step: ReadyStep, template: string, encode: (text: string) => string): string {
  const path = (step.template ?? template).replace(/\{([^{}]+)\}/g, (_, name) => encode(String(step.path?.[name])));
  // an encoded comma would belong to a value
  const write = (value: unknown) =>
    [value]
      .flat()
      .map(one => encode(String(one)))
      .join(',');
  const pairs = (step.query ?? []).map(([name, value]) => `${encode(name)}=${write(value)}`);
  const query = [step.search ?? '', ...pairs].filter(part => part !== '').join('&');
  return query ? `${path}?${query}` : path;
}
