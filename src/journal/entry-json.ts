import { curlCommand, parseShallowJson } from '../kernel/index.js';
import type { BodyView, Entry } from './entry.js';
import { redactHeaders, redactJson, redactText, redactUrl } from './redact/redact.js';
import { isSecretName, REDACTED } from './redact/secret-name.js';

/** Formats an entry as plain JSON, without its secrets. JSON leaves out members that are undefined. */
export function formatEntry(entry: Entry): Record<string, unknown> {
  const { id, exchange, description } = entry;
  return {
    id,
    at: new Date(exchange.startedAt).toISOString(),
    milliseconds: Math.round(exchange.milliseconds * 1000) / 1000,
    sandbox: exchange.sandbox,
    request: {
      method: exchange.method,
      url: redactUrl(exchange.url),
      headers: redactHeaders(exchange.requestHeaders),
      ...bodyJson(entry.requestBody),
    },
    response: exchange.status === 0 ? null : responseJson(entry),
    api: exchange.api,
    operation: exchange.operation,
    respondedBy: exchange.respondedBy,
    callback: exchange.callback,
    rule: exchange.rule,
    violations: redactJson(description.violations),
    unknownParameters: exchange.unknownParameters.map(redactText),
    emptyParameters: exchange.emptyParameters.map(redactText),
    repeatedParameters: exchange.repeatedParameters?.map(redactText),
    unknownFields: exchange.unknownFields.map(redactText),
    leftOut: entry.leftOut,
    nearest: description.nearest,
    curl: formatCurl(entry) ?? null,
  };
}

function responseJson({ exchange, responseBody }: Entry): Record<string, unknown> {
  return {
    status: exchange.status,
    headers: redactHeaders(groupByName(exchange.responseHeaders)),
    ...bodyJson(responseBody),
  };
}

/** JSON as a value, other text as a string. `bodyBytes` is the true length of a body of which only a part is kept. */
function bodyJson(body: BodyView | undefined): Record<string, unknown> {
  if (!body) return {};
  if (body === 'lost') return { bodyLost: true };
  const text = utf8.decode(body.bytes);
  const json = parseShallowJson(text);
  const shown = json === undefined ? redactText(text) : redactJson(json);
  return body.bytes.length < body.length
    ? { body: shown, bodyTruncated: true, bodyBytes: body.length }
    : { body: shown };
}

const utf8 = new TextDecoder();

/** Turns alternating names and values into an object; repeated headers become a list. */
function groupByName(list: readonly string[]): Record<string, string | string[]> {
  const headers = new Map<string, string[]>();
  for (let at = 0; at < list.length; at += 2) {
    const [name = '', value = ''] = [list[at], list[at + 1]];
    headers.set(name, [...(headers.get(name) ?? []), value]);
  }
  return Object.fromEntries(
    [...headers].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
  );
}

/**
 * Formats a command that sends an entry's request again, with shell variables for its secrets; undefined if that is not
 * possible: only a part of the body is kept, or it is not text.
 */
function formatCurl({ exchange, requestBody }: Entry): string | undefined {
  const { method, url, origin, requestHeaders } = exchange;
  const body = decodeWhole(requestBody);
  if (requestBody && body === undefined) return undefined;
  const sent = Object.entries(requestHeaders).filter(([name]) => !CURLS_OWN.has(name));
  const headers = sent.flatMap(([name, value = '']) => [value].flat().map(one => [name, shown(name, one)] as const));
  // otherwise curl would send the content type of a form
  if (body !== undefined && requestHeaders['content-type'] === undefined) headers.push(['content-type', NO_VALUE]);
  const address = url.startsWith('/') ? `${origin ?? `http://${requestHeaders.host ?? 'localhost'}`}${url}` : url;
  const command = curlCommand({ method, url: redactUrl(address), headers, body: body && redactText(body) });
  return command.replaceAll(REDACTED, `'"$UNDERSTUDY_SECRET"'`);
}

/** Headers that curl sets itself, that would make it print compressed bytes, or that do not apply to the decoded body. */
const CURLS_OWN = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** With nothing after the colon, curl leaves the header out. */
const NO_VALUE = { shown: '' };

function shown(name: string, value: string): string | { shown: string } {
  if (!isSecretName(name) || value === '') return redactText(value);
  const [scheme = ''] = /^(?:bearer|basic|digest|token) /i.exec(value) ?? [];
  return { shown: scheme + (name.includes('cookie') ? '$UNDERSTUDY_COOKIE' : '$UNDERSTUDY_TOKEN') };
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The body as text that a shell can hold. */
function decodeWhole(body: BodyView | undefined): string | undefined {
  if (!body || body === 'lost' || body.bytes.length < body.length) return undefined;
  try {
    const text = strictUtf8.decode(body.bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
