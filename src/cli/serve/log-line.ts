import { styleText } from 'node:util';
import type { Finished } from '../../app/index.js';
import { redactUrl } from '../../journal/index.js';

/** How many characters of a URL are printed. */
const MAX_URL = 200;

type Style = Parameters<typeof styleText>[0];

/**
 * Formats one log line: time, method, URL without secrets, status, duration, operation, sandbox, rule, fault and the reason
 * of a refusal. A request whose connection closed early has no status.
 */
export function logLine(finished: Finished, { color }: { color: boolean }): string {
  const { method, url, status, startedAt, milliseconds, api, operation, sandbox, rule, fault, reason } = finished;
  const paint = (style: Style, text: string) => (color ? styleText(style, text, { validateStream: false }) : text);
  // cut first: redacting a URL of any length could take longer than the request
  const shown = cut(redactUrl(cut(url)));
  const parts = [
    paint('dim', timeOf(startedAt)),
    `${method} ${shown}`,
    paint(styleOf(status), `${status || 'broken off'}`),
    paint('dim', `${milliseconds.toFixed(1)} ms`),
    ...(operation === undefined ? [] : [`${api}.${operation}`]),
    ...(sandbox === undefined ? [] : [`sandbox ${cut(sandbox)}`]),
    ...(rule === undefined ? [] : [rule]),
    ...(fault === undefined ? [] : [fault]),
    ...(reason === undefined ? [] : [`(${reason})`]),
  ];
  return `${parts.join(' ')}\n`;
}

function cut(text: string): string {
  return text.length > MAX_URL ? `${text.slice(0, MAX_URL)}…` : text;
}

/** The local time of day. */
function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toTimeString().slice(0, 8);
}

function styleOf(status: number): Style {
  if (status === 0 || status >= 500) return 'red';
  if (status >= 400) return 'yellow';
  return status >= 300 ? 'cyan' : 'green';
}
