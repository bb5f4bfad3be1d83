import { curlOf } from './curl.js';
import type { BodyView, Entry } from './entry.js';
import { jsonOf } from './json-of.js';
import { redactHeaders, redactJson, redactText, redactUrl } from './redact.js';

/** An entry as plain JSON to show to people and programs, without its secrets. Members that are undefined are left out. */
export function entryJson(entry: Entry): Record<string, unknown> {
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
    rule: exchange.rule,
    violations: redactJson(description.violations),
    unknownParameters: exchange.unknownParameters.map(redactText),
    emptyParameters: exchange.emptyParameters.map(redactText),
    repeatedParameters: exchange.repeatedParameters?.map(redactText),
    unknownFields: exchange.unknownFields.map(redactText),
    leftOut: entry.leftOut,
    nearest: description.nearest,
    curl: curlOf(entry) ?? null,
  };
}

function responseJson({ exchange, responseBody }: Entry): Record<string, unknown> {
  return {
    status: exchange.status,
    headers: redactHeaders(byName(exchange.responseHeaders)),
    ...bodyJson(responseBody),
  };
}

/** JSON as such, any other text as text. `bodyBytes` is the true length of a body that is not there whole. */
function bodyJson(body: BodyView | undefined): Record<string, unknown> {
  if (!body) return {};
  if (body === 'lost') return { bodyLost: true };
  const text = utf8.decode(body.bytes);
  const json = jsonOf(text);
  const shown = json === undefined ? redactText(text) : redactJson(json);
  return body.bytes.length < body.length
    ? { body: shown, bodyTruncated: true, bodyBytes: body.length }
    : { body: shown };
}

const utf8 = new TextDecoder();

/** Headers from names and values in turn; what comes more than once becomes a list. */
function byName(list: readonly string[]): Record<string, string | string[]> {
  const headers = new Map<string, string[]>();
  for (let at = 0; at < list.length; at += 2) {
    const [name = '', value = ''] = [list[at], list[at + 1]];
    headers.set(name, [...(headers.get(name) ?? []), value]);
  }
  return Object.fromEntries(
    [...headers].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
  );
}
