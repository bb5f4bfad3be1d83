import type { HeaderList } from '../context/header-list.js';
import type { RequestContext } from '../context/request-context.js';
import { findEndpoint } from '../port/api-set.js';
import { sendOptions } from '../response/send-response.js';
import { formatAllow } from './refuse-unmatched.js';

/** How many seconds a browser may cache the response to a preflight. */
const PREFLIGHT_SECONDS = 600;

/** Methods that every path allows in a preflight, so that a page can read a 405, too. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The headers in which a preflight describes the request that follows. */
const PREFLIGHT_HEADERS = [
  'Access-Control-Request-Method',
  'Access-Control-Request-Headers',
  'Access-Control-Request-Private-Network',
] as const;

/** Whether to respond for the APIs to `OPTIONS`: always to a browser's preflight, else where no operation does. */
export function isPreflight({ method, request, workspace, path }: RequestContext): boolean {
  if (method !== 'OPTIONS') return false;
  const isBrowser = request.headers['access-control-request-method'] !== undefined;
  return isBrowser || !findEndpoint(workspace.apiSet, { method, path });
}

/** Responds to `OPTIONS`, mostly preflights of browsers, with the methods and headers that the client may send. */
export function respondToPreflight(context: RequestContext): void {
  const { request, workspace, path } = context;
  const [method, headers, privateNetwork] = PREFLIGHT_HEADERS.map(name => request.headers[name.toLowerCase()]);
  const allow = formatAllow(workspace.apiSet.matcher.methods(path));
  const methods = typeof method === 'string' && TOKEN.test(method) ? new Set([...METHODS, method]) : METHODS;
  const response: HeaderList = [
    ...['Access-Control-Allow-Methods', [...methods].join(', ')],
    ...(headers ? ['Access-Control-Allow-Headers', String(headers)] : []),
    // a page from the internet may call a mock on the machine of the browser
    ...(privateNetwork === 'true' ? ['Access-Control-Allow-Private-Network', 'true'] : []),
    ...['Access-Control-Max-Age', String(PREFLIGHT_SECONDS)],
    ...(allow ? ['Allow', allow] : []),
  ];
  sendOptions(context, response, PREFLIGHT_HEADERS);
}

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
