import type { Writable } from 'node:stream';
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
  const { method, status, startedAt, milliseconds, api, operation, sandbox, rule, fault, reason } = finished;
  const paint = (style: Style, text: string) => (color ? styleText(style, text, { validateStream: false }) : text);
  const outcome = paint(styleOf(status), `${status || 'broken off'}`);
  let line = `${paint('dim', timeOf(startedAt))} ${method} ${shownUrl(finished)} ${outcome}`;
  line += ` ${paint('dim', `${milliseconds.toFixed(1)} ms`)}`;
  if (operation !== undefined) line += ` ${api}.${operation}`;
  if (sandbox !== undefined) line += ` sandbox ${cut(sandbox)}`;
  if (rule !== undefined) line += ` ${rule}`;
  if (fault !== undefined) line += ` ${fault}`;
  if (reason !== undefined) line += ` (${reason})`;
  return `${line}\n`;
}

/** The same as one line of JSON: times in milliseconds, no status where the connection closed early. */
export function jsonLine(finished: Finished): string {
  const { method, status, startedAt, milliseconds, api, operation, sandbox, rule, fault, reason } = finished;
  const line = {
    event: 'request',
    startedAt: new Date(startedAt).toISOString(),
    method,
    url: shownUrl(finished),
    status: status || null,
    milliseconds: Math.round(milliseconds * 1000) / 1000,
    ...{ api, operation, sandbox, rule, fault, reason },
  };
  return `${JSON.stringify(line)}\n`;
}

/** The URL without secrets. It is cut first: redacting a URL of any length could take longer than the request. */
function shownUrl({ url }: Finished): string {
  return cut(redactUrl(cut(url)));
}

function cut(text: string): string {
  return text.length > MAX_URL ? `${text.slice(0, MAX_URL)}…` : text;
}

/** The local time of day. Many lines have the same second, and formatting it takes longer than the rest of a line. */
function timeOf(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== last.second) last = { second, text: new Date(milliseconds).toTimeString().slice(0, 8) };
  return last.text;
}

let last = { second: Number.NaN, text: '' };

function styleOf(status: number): Style {
  if (status === 0 || status >= 500) return 'red';
  if (status >= 400) return 'yellow';
  return status >= 300 ? 'cyan' : 'green';
}

/** How long, in milliseconds, a text may wait before it is written. */
const MAX_WAIT = 50;

/** How many characters are written at once, without a wait: they find room in a pipe, whose reader would else be waited for. */
const MAX_GATHERED = 16_384;

/** How many bytes may wait for a slow reader. */
const MAX_BUFFERED = 4 * 1024 * 1024;

/**
 * Gathers short texts into one write, because one write for each log line would take longer than its request. For a reader
 * that is too slow lines are dropped, and their number is written later.
 */
export class GatheredOutput {
  readonly #output: Writable;
  readonly #tellGap: (lines: number) => string;
  #texts = '';
  #timer: NodeJS.Timeout | undefined;
  #missing = 0;

  /** `tellGap` makes the text that stands for lines that were dropped. */
  constructor(output: Writable, tellGap: (lines: number) => string) {
    this.#output = output;
    this.#tellGap = tellGap;
  }

  /** Adds a text, which is written soon. */
  add(text: string): void {
    this.#texts += text;
    this.#timer ??= setTimeout(() => this.flush(), MAX_WAIT);
    if (this.#texts.length > MAX_GATHERED) this.flush();
  }

  /** Writes all added texts now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const texts = this.#texts;
    this.#texts = '';
    if (texts === '') return;
    if (this.#output.writableLength > MAX_BUFFERED) {
      this.#missing += linesOf(texts);
      return;
    }
    const gap = this.#missing > 0 ? this.#tellGap(this.#missing) : '';
    this.#missing = 0;
    this.#output.write(gap + texts);
  }
}

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}
