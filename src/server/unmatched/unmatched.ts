import type { OperationMatcher } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import { methodOf } from '../request/request-target.js';

/** What is wrong with a request that no operation answers: which methods its path has, or else which operations are nearest. */
export type Unmatched = { problem: Problem; allow?: string; nearest?: readonly string[] };

/** A request, and what stands before its path where the client asks. */
type Asked = { method: string; path: string; prefix: string };

/** Whether a path is taken to be unknown though it has methods. */
type Reading = { isUnknown?: boolean };

/** Tells what is wrong with such a request. */
export function unmatched<T>(
  matcher: OperationMatcher<T>,
  { method, path, prefix, isUnknown = false }: Asked & Reading,
): Unmatched {
  const near = nearest(matcher, { method, path, prefix });
  const methods = isUnknown ? [] : matcher.methods(path);
  if (methods.length === 0) {
    const fix = `Did you mean ${near.join(' or ')}?`;
    const problem = new Problem('no-such-operation', `No operation answers ${method} ${prefix}${path}.`, { fix });
    return { problem, nearest: near };
  }
  const allow = allowed(methods);
  // the path of an item without its id, as a rule
  const longer = near.filter(one => one.startsWith(`${methodOf({ method })} ${prefix}${path}/`));
  const hint = longer.length > 0 ? ` Or did you mean ${longer.join(' or ')}?` : '';
  const problem = new Problem('method-not-allowed', `${prefix}${path} does not answer ${method}.`, {
    fix: `It answers ${allow.replace(/, (?=\w+$)/, ' and ')}.${hint}`,
  });
  return { problem, allow };
}

/** The operations nearest to a request, each as `METHOD template` where the client finds it. */
export function nearest<T>(matcher: OperationMatcher<T>, { method, path, prefix }: Asked): string[] {
  const elsewhere = knownElsewhere(path);
  const alike = matcher.nearest(methodOf({ method }), path).filter(one => !elsewhere.includes(one));
  return [...elsewhere, ...alike].slice(0, MOST_NEAREST).map(one => one.replace(' ', () => ` ${prefix}`));
}

const MOST_NEAREST = 3;

/** Methods as the header `Allow` lists them. */
export function allowed(methods: readonly string[]): string {
  return methods.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}

/** Where paths that people and clients know from other tools lead here, as `METHOD path`. */
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
  // what is asked of any server
  [
    /^\/((v\d+|api)\/)?(openapi|swagger|api-docs|docs|redoc|swagger-ui)\b/,
    ['GET /__admin/apis', 'GET /__admin/apis/{api}/openapi.json'],
  ],
  [/^\/(health|healthz|livez|readyz|ready|ping|status|actuator\/health)$/, ['GET /__admin/health']],
  [/^\/(metrics|actuator\/prometheus)$/, ['GET /__admin/metrics']],
];

/** What a path of another tool is called here; nothing where it is none. */
export function knownElsewhere(path: string): readonly string[] {
  return PATHS.find(([known]) => known.test(path))?.[1] ?? [];
}
