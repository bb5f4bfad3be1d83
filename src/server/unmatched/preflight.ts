import type { HeaderList } from '../context/header-list.js';
import type { RequestContext } from '../context/request-context.js';
import { sendOptions } from '../response/send-response.js';
import { allowed } from './unmatched.js';

/** How long, in seconds, a browser may remember the answer to a preflight. */
const PREFLIGHT_SECONDS = 600;

/** What a page may send wherever it is, so that it can read the 405, too. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The request headers that say what a browser is about to send. */
const ASKED = [
  'Access-Control-Request-Method',
  'Access-Control-Request-Headers',
  'Access-Control-Request-Private-Network',
] as const;

/** Answers `OPTIONS`, a browser's preflight above all, which carries no token: what the path can do and the client may send. */
export function respondToPreflight(context: RequestContext): void {
  const { request, workspace, path } = context;
  const [method, headers, privateNetwork] = ASKED.map(name => request.headers[name.toLowerCase()]);
  const allow = allowed(workspace.apiSet.matcher.methods(path));
  const methods = typeof method === 'string' && TOKEN.test(method) ? new Set([...METHODS, method]) : METHODS;
  const response: HeaderList = [
    ...['Access-Control-Allow-Methods', [...methods].join(', ')],
    ...(headers ? ['Access-Control-Allow-Headers', String(headers)] : []),
    // a page of the internet may call a mock on its reader's machine
    ...(privateNetwork === 'true' ? ['Access-Control-Allow-Private-Network', 'true'] : []),
    ...['Access-Control-Max-Age', String(PREFLIGHT_SECONDS)],
    ...(allow ? ['Allow', allow] : []),
  ];
  sendOptions(context, response, ASKED);
}

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
