import { valueAt } from '../../kernel/index.js';

/** A request and its response, as the runtime expressions of OpenAPI see them. */
export type ExpressionSource = {
  /** With scheme and host. */
  url: string;
  method: string;
  status: number;
  path: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** By lower-case name, as is `responseHeader`. */
  requestHeader(name: string): string | undefined;
  /** The parsed body; undefined without one, as is `responseBody`. */
  requestBody(): unknown;
  responseHeader(name: string): string | undefined;
  responseBody(): unknown;
};

/**
 * Fills the runtime expressions of a text: `{$request.body#/url}/events`, or one expression that is the whole text. Returns
 * the text, or the reason why an expression yields nothing.
 */
export function fillExpressions(text: string, source: ExpressionSource): { text: string } | { reason: string } {
  if (text.startsWith('$')) return evaluated(text, source);
  let reason: string | undefined;
  const filled = text.replace(/\{([^{}]*)\}/g, (_, expression: string) => {
    const result = evaluated(expression, source);
    if ('text' in result) return result.text;
    reason ??= result.reason;
    return '';
  });
  return reason === undefined ? { text: filled } : { reason };
}

function evaluated(expression: string, source: ExpressionSource): { text: string } | { reason: string } {
  const evaluate = parse(expression);
  if (!evaluate) return { reason: `${expression} is no runtime expression.` };
  const value = evaluate(source);
  if (value === undefined || value === null || value === '') return { reason: `${expression} yields nothing.` };
  return { text: typeof value === 'object' ? JSON.stringify(value) : String(value) };
}

/** The function that evaluates an expression; undefined where it is none. */
function parse(expression: string): ((source: ExpressionSource) => unknown) | undefined {
  const simple = SIMPLE.get(expression);
  if (simple) return simple;
  const [, message, place, rest = ''] = /^\$(request|response)\.(path|query|header|body)(.*)$/s.exec(expression) ?? [];
  const isRequest = message === 'request';
  if (place === 'body') {
    if (rest !== '' && !/^#(\/|$)/.test(rest)) return undefined;
    return source => valueAt(isRequest ? source.requestBody() : source.responseBody(), decodePointer(rest.slice(1)));
  }
  const name = rest.slice(1);
  if (!rest.startsWith('.') || name === '') return undefined;
  if (place === 'header') {
    const lower = name.toLowerCase();
    return source => (isRequest ? source.requestHeader(lower) : source.responseHeader(lower));
  }
  if (!isRequest) return undefined;
  if (place === 'query') return source => source.query.get(name);
  return source => (Object.hasOwn(source.path, name) ? source.path[name] : undefined);
}

const SIMPLE = new Map<string, (source: ExpressionSource) => unknown>([
  ['$url', ({ url }) => url],
  ['$method', ({ method }) => method],
  ['$statusCode', ({ status }) => status],
]);

/** A pointer in a fragment may be percent-encoded. */
function decodePointer(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}
