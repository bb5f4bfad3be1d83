import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { escapeHtml } from '../../kernel/index.js';
import type { HeaderList } from '../context/header-list.js';
import { ADMIN_PATH } from '../request/admin-path.js';

/** What the front page tells of the mock. */
export type About = {
  version: string;
  /** Whether the control plane asks for a token. */
  asksForToken: boolean;
  /** Whether other machines may have sandboxes. */
  isOpen: boolean;
  /** The APIs that are served, each with what its paths begin with, and its operations below that. */
  apis: readonly { name: string; basePath: string; operations: readonly ShownOperation[] }[];
};

export type ShownOperation = { method: string; path: string; isCompanion: boolean };

/** Who reads the page: by which addresses, and whether from another machine. */
export type PageReader = { prefix: string; origin: string; isExposed: boolean };

/** Whether a request comes from the address bar of a browser or the like, rather than from a client of an API. */
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

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.2; }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
h1, h2, code, a { overflow-wrap: anywhere; }
code { font: .875em/1.5 ui-monospace, monospace; }
ul { list-style: none; margin: .5rem 0; padding: 0; }
li { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: .375rem 0; }
a { color: light-dark(#0645ad, #8ab4f8); }
a:focus-visible, summary:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
summary { cursor: pointer; padding: .25rem 0; }
small { opacity: .75; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The headers of the page. It loads nothing and runs nothing. */
export const PAGE_HEADERS: HeaderList = [
  ...['Content-Type', 'text/html; charset=utf-8', 'Cache-Control', 'no-store', 'Vary', 'Accept'],
  'Content-Security-Policy',
  `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  ...['X-Content-Type-Options', 'nosniff', 'Referrer-Policy', 'no-referrer'],
];

/** What can be looked at of the control plane, and what that is. */
const LINKS: readonly (readonly [path: string, what: string])[] = [
  ['/tokens', 'the tokens that the APIs take'],
  ['/requests', 'the requests that were answered, the newest first'],
  ['/rules', 'the rules: responses, delays and faults to order'],
  ['/scenarios', 'the scenarios that can be started'],
  ['/settings', 'the profile and the readings'],
  ['/clock', 'the clock'],
  ['/apis', 'the APIs, their operations and outcomes'],
  ['/openapi.json', 'all that the control plane can do, as OpenAPI'],
];

/** The page that tells people what this is and where to go. */
export function frontPage(about: About, reader: PageReader): string {
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
  const links = LINKS.map(([path, what]) => `<li>${link(ADMIN_PATH + path)} <small>${what}</small></li>`);
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
<p>This is a mock server: it answers as the APIs below do, and keeps what clients change.</p>
${apis.join('\n')}
<h2>Control plane</h2>
<p>${accessOf(about, reader)}</p>
<ul>${links.join('')}</ul>
${sandboxes(about, reader)}
<p><small>Version ${escapeHtml(about.version)}</small></p>
</main>
</body>
</html>
`;
}

/** How a visitor from another machine gets a copy of the data, where that may be had. */
function sandboxes({ isOpen }: About, { prefix, origin, isExposed }: PageReader): string {
  if (!isOpen || !isExposed || prefix.includes('/~')) return '';
  const command = `curl -X POST ${origin}${prefix}${ADMIN_PATH}/sandboxes`;
  return `<h2>A sandbox of your own</h2>
<p><code>${escapeHtml(command)}</code> makes a copy of the data that nobody else sees, with a control plane of its own.</p>`;
}

function accessOf({ asksForToken }: About, { isExposed }: PageReader): string {
  if (asksForToken) return 'It asks for its token, sent as <code>Authorization: Bearer TOKEN</code>.';
  if (isExposed) return 'It is closed to other machines, unless the server is started with <code>--admin-token</code>.';
  return 'What the mock is to do otherwise, and what it has answered:';
}
