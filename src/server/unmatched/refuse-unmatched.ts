import { Problem } from '../../kernel/index.js';
import type { OperationMatcher } from '../../openapi/index.js';
import type { RequestContext } from '../context/request-context.js';
import type { Endpoint } from '../port/api-set.js';
import { methodOf } from '../request/request-head.js';
import { sendProblem } from '../response/send-response.js';
import { type FrontPageData, sendPage } from './front-page.js';

/** Refuses a request that matches no operation. A browser that requests `/` gets the front page instead. */
export function refuseUnmatched(context: RequestContext, about: FrontPageData): void {
  if (sendPage(context, about)) return;
  const { request, path, headers, workspace, recording } = context;
  const { prefix } = recording.exchange;
  const method = request.method ?? 'GET';
  const { matcher } = workspace.apiSet;
  const isUnknown = lacksId(matcher, { method, path });
  const { problem, allow, nearest } = unmatched(matcher, { method, path, prefix, isUnknown });
  sendProblem(context, problem, {
    headers: allow === undefined ? headers : [...headers, 'Allow', allow],
    ...(nearest && { members: { nearest } }),
  });
  context.recording.exchange.respondedBy = 'unmatched';
}

/**
 * Whether a request lacks only the id at the end of a documented path (reading url-form). That is 404, even where a companion
 * with another method has the path without the id.
 */
function lacksId(matcher: OperationMatcher<Endpoint>, { method, path }: { method: string; path: string }): boolean {
  const item = matcher.match(method, `${path.replace(/\/$/, '')}/-`)?.value.operation;
  const isItem = item?.isCompanion === false && item.template.endsWith('}');
  return isItem && matcher.methods(path, ({ operation }) => !operation.isCompanion).length === 0;
}

/** The problem of a request that matches no operation, with the methods of its path or else the nearest operations. */
type Unmatched = { problem: Problem; allow?: string; nearest?: readonly string[] };

/** A request; `prefix` is what the client's URL has before the path. */
type UnmatchedRequest = { method: string; path: string; prefix: string };

/** Creates the problem. With `isUnknown` the path counts as unknown, although it has methods. */
export function unmatched<T>(
  matcher: OperationMatcher<T>,
  { method, path, prefix, isUnknown = false }: UnmatchedRequest & { isUnknown?: boolean },
): Unmatched {
  const near = nearest(matcher, { method, path, prefix });
  const methods = isUnknown ? [] : matcher.methods(path);
  if (methods.length === 0) {
    const fix = `Did you mean ${near.join(' or ')}?`;
    const problem = new Problem('no-such-operation', `No operation matches ${method} ${prefix}${path}.`, { fix });
    return { problem, nearest: near };
  }
  const allow = formatAllow(methods);
  // mostly the path of an item, requested without its id
  const longer = near.filter(one => one.startsWith(`${methodOf({ method })} ${prefix}${path}/`));
  const hint = longer.length > 0 ? ` Or did you mean ${longer.join(' or ')}?` : '';
  const problem = new Problem('method-not-allowed', `${prefix}${path} does not allow ${method}.`, {
    fix: `It allows ${allow.replace(/, (?=\w+$)/, ' and ')}.${hint}`,
  });
  return { problem, allow };
}

/** The operations nearest to a request, each as `METHOD template` with the prefix of the client's URL. */
export function nearest<T>(matcher: OperationMatcher<T>, { method, path, prefix }: UnmatchedRequest): string[] {
  const elsewhere = knownElsewhere(path);
  const alike = matcher.nearest(methodOf({ method }), path).filter(one => !elsewhere.includes(one));
  return [...elsewhere, ...alike].slice(0, MAX_NEAREST).map(one => one.replace(' ', () => ` ${prefix}`));
}

const MAX_NEAREST = 3;

/** Formats methods as the header `Allow` lists them. */
export function formatAllow(methods: readonly string[]): string {
  const allowed = methods.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...new Set(allowed)].join(', ');
}

/** Paths of other tools, with the operations that do the same here. */
const PATHS: readonly (readonly [path: RegExp, here: readonly string[]])[] = [
  // WireMock
  [/^\/__admin\/mappings\b/, ['GET /__admin/rules', 'POST /__admin/rules', 'DELETE /__admin/rules']],
  [/^\/__admin\/near-misses\b/, ['GET /__admin/requests/unmatched']],
  [/^\/__admin\/requests\/(reset|remove)\b/, ['DELETE /__admin/requests']],
  [/^\/__admin\/scenarios\//, ['PUT /__admin/scenario', 'GET /__admin/scenarios']],
  [/^\/__admin\/(recordings|files|proxies|certs)\b/, ['GET /__admin/requests', 'GET /__admin/openapi.json']],
  [/^\/__admin\/(docs|swagger-ui|webapp|openapi|swagger)\b/, ['GET /__admin/openapi.json']],
  // MockServer, mountebank, Mockoon, json-server
  [/^\/mockserver\/(expectation|clear|openapi)\b/, ['POST /__admin/rules', 'DELETE /__admin/rules']],
  [/^\/mockserver\/(retrieve|verify)/, ['POST /__admin/requests/find', 'POST /__admin/requests/count']],
  [/^\/mockserver\b/, ['POST /__admin/reset', 'GET /__admin/health', 'GET /__admin/openapi.json']],
  [/^\/(imposters|mockoon-admin|__rules|__routes|_admin|admin)\b/, ['GET /__admin/rules', 'GET /__admin/openapi.json']],
  [/^\/db$/, ['GET /__admin/records/{api}/{collection}']],
  // paths that many servers have
  [
    /^\/((v\d+|api)\/)?(openapi|swagger|api-docs|docs|redoc|swagger-ui)\b/,
    ['GET /__admin/apis', 'GET /__admin/apis/{api}/openapi.json'],
  ],
  [/^\/(health|healthz|livez|readyz|ready|ping|status|actuator\/health)$/, ['GET /__admin/health']],
  [/^\/(metrics|actuator\/prometheus)$/, ['GET /__admin/metrics']],
];

/** The operations that do the same as a path of another tool; empty for other paths. */
function knownElsewhere(path: string): readonly string[] {
  return PATHS.find(([known]) => known.test(path))?.[1] ?? [];
}
