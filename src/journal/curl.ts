import { curlCommand } from '../kernel/index.js';
import type { BodyView, Entry } from './entry.js';
import { redactText, redactUrl } from './redact.js';
import { isSecretName, REDACTED } from './secret-name.js';

/**
 * A command that sends an entry's request again, with its secrets as variables of the shell; undefined where there is no
 * such command: the body is not known whole, or is no text.
 */
export function curlOf({ exchange, requestBody }: Entry): string | undefined {
  const { method, url, origin, requestHeaders } = exchange;
  const body = wholeText(requestBody);
  if (requestBody && body === undefined) return undefined;
  const sent = Object.entries(requestHeaders).filter(([name]) => !CURLS_OWN.has(name));
  const headers = sent.flatMap(([name, value = '']) => [value].flat().map(one => [name, shown(name, one)] as const));
  // or else curl would say that the body is a form
  if (body !== undefined && requestHeaders['content-type'] === undefined) headers.push(['content-type', NO_VALUE]);
  const address = url.startsWith('/') ? `${origin ?? `http://${requestHeaders.host ?? 'localhost'}`}${url}` : url;
  const command = curlCommand({ method, url: redactUrl(address), headers, body: body && redactText(body) });
  return command.replaceAll(REDACTED, `'"$UNDERSTUDY_SECRET"'`);
}

/** What curl sets itself, what would make it print what nobody can read, and what is undone in a body that was kept. */
const CURLS_OWN = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** A bare colon has curl leave a header out. */
const NO_VALUE = { shown: '' };

function shown(name: string, value: string): string | { shown: string } {
  if (!isSecretName(name) || value === '') return redactText(value);
  const [scheme = ''] = /^(?:bearer|basic|digest|token) /i.exec(value) ?? [];
  return { shown: scheme + (name.includes('cookie') ? '$UNDERSTUDY_COOKIE' : '$UNDERSTUDY_TOKEN') };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A body that a shell can hold. */
function wholeText(body: BodyView | undefined): string | undefined {
  if (!body || body === 'lost' || body.bytes.length < body.length) return undefined;
  try {
    const text = utf8.decode(body.bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
