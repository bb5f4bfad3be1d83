import { parseShallowJson } from '../../kernel/index.js';
import type { Callback, DescribedOperation } from '../../openapi/index.js';
import type { ApiCallback, EndedExchange } from '../../server/index.js';
import type { RequestReader } from '../read-request.js';
import { sampleParts } from '../sample-request.js';
import { type ExpressionSource, fillExpressions } from './runtime-expression.js';

/** An operation whose requests cause callbacks. */
type CallingOperation = { described: DescribedOperation; reader: Pick<RequestReader, 'contentReader'> };

/**
 * The callbacks of an operation after an exchange: each with its request, made as a client's would be from examples and
 * schemas, or with the reason why there is none.
 */
export function planCallbacks(
  { described, reader }: CallingOperation,
  exchange: EndedExchange,
  options: { api: string; seed: number },
): ApiCallback[] {
  const source = sourceOf(exchange, described.body && reader.contentReader(MAX_DEPTH));
  return described.callbacks.map(callback => {
    try {
      return plan(callback, source, options);
    } catch (error) {
      // the response has been sent, so that no client could get the failure
      const reason = `The request could not be made: ${(error as Error).message}`;
      return { name: callback.name, method: callback.operation.method, reason };
    }
  });
}

/** How deeply a body may be nested of which expressions read a part. */
const MAX_DEPTH = 64;

/** How many characters an address may have. */
const MAX_ADDRESS = 8192;

function plan(
  { name, address, operation }: Callback,
  source: ExpressionSource,
  options: { api: string; seed: number },
): ApiCallback {
  const { method } = operation;
  const filled = fillExpressions(address, source);
  if ('reason' in filled) return { name, method, reason: filled.reason };
  const parts = sampleParts(operation, options);
  if (!parts) return { name, method, reason: 'No value is valid for one of its required parameters.' };
  const url = addressOf(filled.text);
  if (typeof url === 'string') return { name, method, reason: url };
  if (parts.search !== '') url.search += `${url.search === '' ? '' : '&'}${parts.search}`;
  return { name, method, url: url.href, headers: parts.headers, body: parts.body };
}

/** The address as a URL, or what is wrong with it. The address itself is not repeated: a client chooses it. */
function addressOf(text: string): URL | string {
  if (text.length > MAX_ADDRESS) return `The address has more than ${MAX_ADDRESS} characters.`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return 'The address is no http or https URL.';
  if (url.username !== '' || url.password !== '') return 'The address has credentials.';
  if (url.port === '0') return 'The address has the port 0.';
  return url;
}

function sourceOf(
  { method, url, status, request, response }: EndedExchange,
  readBody: ReturnType<RequestReader['contentReader']> | undefined,
): ExpressionSource {
  return {
    url,
    method,
    status,
    path: request.path,
    query: new URLSearchParams(request.search),
    // a name may be constructor
    requestHeader: name =>
      Object.hasOwn(request.headers, name) ? [request.headers[name] ?? []].flat().join(', ') : '',
    requestBody() {
      if (!request.body) return undefined;
      const read = readBody?.(Buffer.from(request.body), request.headers['content-type']);
      return read && 'value' in read ? read.value : looseValue(request.body);
    },
    responseHeader(wanted) {
      const at = response.headers.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === wanted);
      return at < 0 ? undefined : response.headers[at + 1];
    },
    responseBody: () => response.body && looseValue(response.body),
  };
}

/** JSON, or else text. */
function looseValue(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString();
  return parseShallowJson(text) ?? text;
}
