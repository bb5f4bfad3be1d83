import { valueAt } from '../../../kernel/index.js';
import type { DescribedOperation, ParameterIn, ResponseLink } from '../../../openapi/index.js';
import type { TargetExchange } from '../../../target/index.js';

/** An exchange whose response has a link, and the operations between which the link leads. */
export type Linked = {
  exchange: TargetExchange;
  from: DescribedOperation;
  to: DescribedOperation;
  /** The path of `from`, with the base path before it. */
  template: string;
};

type LinkedRequest = { values: Partial<Record<ParameterIn, Record<string, unknown>>>; body?: unknown };

/** What a link says of the request to which it leads; undefined where the exchange does not have a value that it needs. */
export function evaluateLink({ parameters, body }: ResponseLink, linked: Linked): LinkedRequest | undefined {
  const values: LinkedRequest['values'] = {};
  for (const [written, expression] of Object.entries(parameters)) {
    const [, wanted, inner] = /^(path|query|header|cookie)\.(.+)$/.exec(written) ?? [];
    const parameter = linked.to.parameters.find(
      ({ name, in: place }) => name === written || (name === inner && place === wanted),
    );
    const value = evaluate(expression, linked);
    if (!parameter || value === undefined || value === null) return undefined;
    values[parameter.in] = { ...values[parameter.in], [parameter.name]: value };
  }
  const sent = body === undefined ? undefined : evaluate(body, linked);
  return { values, ...(sent !== undefined && { body: sent }) };
}

/** A value, or what a runtime expression finds: `$response.body#/id`, `{$request.path.id}` in a text. */
function evaluate(expression: unknown, linked: Linked): unknown {
  if (typeof expression !== 'string') return expression;
  if (expression.startsWith('$')) return find(expression, linked);
  let isWhole = true;
  const text = expression.replace(/\{(\$[^{}]+)\}/g, (_, inner) => {
    const value = find(inner, linked);
    isWhole &&= value !== undefined;
    return String(value);
  });
  return isWhole ? text : undefined;
}

function find(expression: string, { exchange: { request, response, url }, template }: Linked): unknown {
  const [pathname = '', search = ''] = request.path.split('?');
  if (expression === '$url') return url;
  if (expression === '$method') return request.method;
  if (expression === '$statusCode') return response?.status;
  const [, side, part, , rest = ''] =
    /^\$(request|response)\.(body|header|query|path)([.#])?(.*)$/.exec(expression) ?? [];
  if (part === 'body') return resolve(side === 'request' ? parse(request.body) : response?.json, rest);
  if (part === 'header') {
    const header = (side === 'request' ? request.headers : response?.headers)?.[rest.toLowerCase()];
    // credentials are not sent elsewhere
    return typeof header === 'string' ? header : undefined;
  }
  if (part === 'query') return new URLSearchParams(search).get(rest) ?? undefined;
  if (part !== 'path') return undefined;
  const at = template.split('/').indexOf(`{${rest}}`);
  const segment = at < 0 ? undefined : pathname.split('/')[at];
  return segment === undefined ? undefined : decodeURIComponent(segment);
}

function resolve(value: unknown, pointer: string): unknown {
  return pointer === '' ? value : valueAt(value, pointer);
}

function parse(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}
