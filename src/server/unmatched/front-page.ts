import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { escapeHtml, PALETTE } from '../../kernel/index.js';
import type { HeaderList } from '../context/header-list.js';
import type { RequestContext } from '../context/request-context.js';
import { externalAddressOf, isExposed } from '../request/connection.js';
import { ADMIN_PATH } from '../request/request-head.js';
import { sendResponse } from '../response/send-response.js';

/**
 * Responds to a browser that requests `/`: it is sent to the console or, where the control plane is closed to it, gets a page that
 * says what this server is. Returns whether it did.
 */
export function sendPage(context: RequestContext, about: FrontPageData): boolean {
  const { request, path, recording } = context;
  if (path !== '/' || !wantsPage(request)) return false;
  const { prefix } = recording.exchange;
  const { host = 'localhost' } = request.headers;
  const origin = externalAddressOf(request).origin ?? `http://${host}`;
  // the page is about the mock, and no request to an API
  recording.journal = undefined;
  if (!isClosed(about, { prefix, isExposed: isExposed(request) })) {
    sendResponse(context, { status: 302, body: '' }, [...TO_CONSOLE, 'Location', `${prefix}${ADMIN_PATH}`]);
    return true;
  }
  const body = frontPage(about, { prefix, origin });
  sendResponse(context, { status: 200, body }, PAGE_HEADERS);
  return true;
}

const TO_CONSOLE = ['Vary', 'Accept', 'Cache-Control', 'no-store'];

/** Whether the control plane is closed to a reader: one from another machine, without a token or a sandbox of its name. */
function isClosed(
  { requiresToken, isOpen }: FrontPageData,
  { prefix, isExposed }: { prefix: string; isExposed: boolean },
): boolean {
  return isExposed && !requiresToken && !(isOpen && prefix.includes('/~'));
}

/** The content of the front page. */
export type FrontPageData = {
  version: string;
  /** Whether the control plane requires a token. */
  requiresToken: boolean;
  /** Whether other machines may have sandboxes. */
  isOpen: boolean;
  /** The served APIs, each with its base path and its operations. */
  apis: readonly { name: string; basePath: string; operations: readonly ShownOperation[] }[];
};

type ShownOperation = { method: string; path: string; isCompanion: boolean };

/** The address at which the reader reaches the mock. */
type PageReader = { prefix: string; origin: string };

/** Whether a request prefers HTML to JSON, as the address bar of a browser does. */
export function wantsPage({ method, headers: { accept = '' } }: IncomingMessage): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const weights = new Map(accept.split(',').map(weightOf));
  const html = weights.get('text/html') ?? 0;
  return html > 0 && html >= (weights.get('application/json') ?? 0);
}

function weightOf(range: string): [type: string, weight: number] {
  const [type = '', ...parameters] = range.split(';').map(part => part.trim().toLowerCase());
  const weight = parameters.find(parameter => parameter.startsWith('q='))?.slice(2);
  return [type, weight === undefined ? 1 : Number(weight) || 0];
}

const STYLE = `${PALETTE}
body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 3rem; font: 1rem/1.5 var(--sans); }
h1 { font-size: 1.5rem; line-height: 1.2; }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
h1, h2, code, a { overflow-wrap: anywhere; }
code { font: .875em/1.5 var(--mono); }
ul { list-style: none; margin: .5rem 0; padding: 0; }
li { border-top: 1px solid var(--line); padding: .375rem 0; }
a { color: var(--known); }
a:focus-visible, summary:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
summary { cursor: pointer; padding: .25rem 0; }
small { color: var(--soft); }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The headers of the page, which loads nothing and runs no script. */
const PAGE_HEADERS: HeaderList = [
  ...['Content-Type', 'text/html; charset=utf-8', 'Cache-Control', 'no-store', 'Vary', 'Accept'],
  'Content-Security-Policy',
  `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  ...['X-Content-Type-Options', 'nosniff', 'Referrer-Policy', 'no-referrer'],
];

/** Renders the front page. */
export function frontPage(about: FrontPageData, reader: PageReader): string {
  const { prefix, origin } = reader;
  const link = (path: string) => `<a href="${escapeHtml(prefix + path)}"><code>${escapeHtml(prefix + path)}</code></a>`;
  const apis = about.apis.map(({ name, basePath, operations }) => {
    const items = operations.map(
      ({ method, path, isCompanion }) =>
        `<li><code>${escapeHtml(`${method} ${prefix}${basePath}${path}`)}</code>${isCompanion ? ' <small>companion</small>' : ''}</li>`,
    );
    return `<h2>${escapeHtml(name)}</h2>
<p>At <code>${escapeHtml(origin + prefix + basePath)}</code>, described by ${link(`${ADMIN_PATH}/apis/${name}/openapi.json`)}.</p>
<details><summary>${operations.length} operations</summary><ul>${items.join('')}</ul></details>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Understudy</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Understudy plays ${escapeHtml(about.apis.map(({ name }) => name).join(' and '))}</h1>
<p>This is a mock server for the APIs below.</p>
${apis.join('\n')}
<h2>Control plane</h2>
<p>It is closed to other machines. To open it, start the server with <code>--admin-token</code>.</p>
${sandboxes(about, reader)}
<p><small>Version ${escapeHtml(about.version)}</small></p>
</main>
</body>
</html>
`;
}

/** How a visitor from another machine creates a sandbox; empty where that is not possible. */
function sandboxes({ isOpen }: FrontPageData, { prefix, origin }: PageReader): string {
  if (!isOpen) return '';
  const command = `curl -X POST ${origin}${prefix}${ADMIN_PATH}/sandboxes`;
  return `<h2>Your sandbox</h2>
<p><code>${escapeHtml(command)}</code> creates a sandbox: a private copy of the data with its own control plane.</p>`;
}
