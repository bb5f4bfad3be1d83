import { styleText } from 'node:util';
import type { Finished } from '../../app/index.js';
import { redactUrl } from '../../journal/index.js';

/** The most characters of a URL that are printed. */
const LONGEST = 200;

type Style = Parameters<typeof styleText>[0];

/**
 * One line on a request: when, method, URL without its secrets, status and duration, then its operation, what had a part in
 * the answer, and why it was refused. A request that broke off has no status.
 */
export function logLine(finished: Finished, { color }: { color: boolean }): string {
  const { method, url, status, startedAt, milliseconds, api, operation, sandbox, rule, fault, reason } = finished;
  const paint = (style: Style, text: string) => (color ? styleText(style, text, { validateStream: false }) : text);
  // looking for secrets in a URL of any length would cost more than the request
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
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The time of day, of this machine. */
function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toTimeString().slice(0, 8);
}

function styleOf(status: number): Style {
  if (status === 0 || status >= 500) return 'red';
  if (status >= 400) return 'yellow';
  return status >= 300 ? 'cyan' : 'green';
}
