import { escapeHtml, PALETTE } from '../kernel/index.js';
import type { Build } from './build.js';

/** The page of the console without its content, which its script adds. */
export function shell(
  { theme, script, imports, styles }: Omit<Build, 'files'>,
  { base, nonce }: { base: string; nonce: string },
): string {
  const url = (name: string) => escapeHtml(`${base}/assets/${name}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Understudy</title>
<link rel="icon" href="${ICON}">
<style nonce="${nonce}">${PALETTE}</style>
<script src="${url(theme)}"></script>
${styles.map(name => `<link rel="stylesheet" href="${url(name)}">`).join('\n')}
${imports.map(name => `<link rel="modulepreload" href="${url(name)}">`).join('\n')}
<script type="module" src="${url(script)}"></script>
</head>
<body>
<div id="console">
<noscript>
<p class="bare">The console of Understudy needs JavaScript. Everything it does is also an operation of the control plane, which
<a href="${escapeHtml(base)}/openapi.json">this description</a> lists.</p>
</noscript>
</div>
</body>
</html>
`;
}

/** Two masks, one behind the other: an understudy. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="9" y="3" width="20" height="20" rx="6" fill="#8dbbea"/><rect x="3" y="9" width="20" height="20" rx="6" fill="#356596"/><path d="M8 17h3m4 0h3m-9 5c2 2 6 2 8 0" stroke="#fff" stroke-width="2.2" stroke-linecap="round" fill="none"/></svg>',
)}`;
