import type { ComparisonOptions } from '../data/server-types.js';

type Requests = NonNullable<ComparisonOptions['requests']>;
type Written = Exclude<Requests[number], number>;

/** The most requests of one comparison. */
const MAX_REQUESTS = 1000;

/**
 * Parses what a person writes or pastes, one request a line: numbers of the journal (`7`, `9-12`), `GET /path`, or curl commands,
 * whose lines may end with a backslash. Returns the sentence that says which line is wrong.
 */
export function parseRequests(text: string): { requests: Requests } | { issue: string } {
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r?\n/);
  const requests: Requests = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = parseLine(line.trim());
    if (!read)
      return { issue: `Line ${at + 1} is no number, no path and no curl command: ${line.trim().slice(0, 60)}` };
    requests.push(...read);
  }
  if (requests.length > MAX_REQUESTS)
    return { issue: `${requests.length} requests are too many: ${MAX_REQUESTS} can be compared.` };
  return requests.length > 0 ? { requests } : { issue: 'There is no request yet.' };
}

function parseLine(line: string): Requests | undefined {
  if (/^curl\s/.test(line)) {
    const request = parseCurl(splitCommand(line).slice(1));
    return request && [request];
  }
  const [, method = 'GET', path] = /^(?:([A-Za-z]+)\s+)?(\/\S*)$/.exec(line) ?? [];
  if (path !== undefined) return [{ method: method.toUpperCase(), path }];
  const ranges = line.split(/[\s,]+/).map(range => /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(range));
  if (ranges.some(range => !range)) return undefined;
  return ranges.flatMap(range => {
    const [from, to] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])];
    // one more than is allowed is enough to say that there are too many
    return Array.from({ length: Math.max(0, Math.min(to - from, MAX_REQUESTS) + 1) }, (_, at) => from + at);
  });
}

/** The words of a command, without the quotes of a shell. */
function splitCommand(line: string): string[] {
  const pieces = line.matchAll(/(\s+)|'([^']*)'|"((?:[^"\\]|\\.)*)"|((?:[^\s'"\\]|\\.)+)/gs);
  const words = [''];
  for (const [, space, single, double, plain] of pieces) {
    if (space !== undefined) words.push('');
    else words[words.length - 1] += single ?? (double ?? plain ?? '').replace(/\\(.)/gs, '$1');
  }
  return words.filter(word => word !== '');
}

function parseCurl(words: readonly string[]): Written | undefined {
  const headers: Record<string, string> = {};
  let [method, url, body]: (string | undefined)[] = [];
  for (let at = 0; at < words.length; at++) {
    const [word = '', next = ''] = [words[at], words[at + 1]];
    const isValued = /^(-X|--request|-H|--header|-d|--data(-raw|-binary|-ascii)?|--json|--url)$/.test(word);
    if (isValued) at += 1;
    if (/^(-X|--request)$/.test(word)) method = next;
    else if (/^(-H|--header)$/.test(word)) setHeader(headers, next);
    else if (word === '--url') url = next;
    else if (isValued) body = body === undefined ? next : `${body}&${next}`;
    else if (!word.startsWith('-')) url ??= word;
    if (word === '--json') headers['Content-Type'] = 'application/json';
  }
  const path = url === undefined ? undefined : pathOf(url);
  if (path === undefined) return undefined;
  if (body !== undefined && !Object.keys(headers).some(name => /^content-type$/i.test(name))) {
    headers['Content-Type'] = 'application/x-www-form-urlencoded';
  }
  return {
    method: (method ?? (body === undefined ? 'GET' : 'POST')).toUpperCase(),
    path,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(body !== undefined && { body }),
  };
}

function setHeader(headers: Record<string, string>, written: string): void {
  const [name = '', value = ''] = written.split(/:\s*(.*)/s);
  if (name !== '') headers[name] = value;
}

/** The path and query of a URL, without the sandbox. */
function pathOf(url: string): string | undefined {
  if (url.startsWith('/')) return url;
  const address = /^https?:/i.test(url) ? url : `http://${url}`;
  if (!URL.canParse(address)) return undefined;
  const { pathname, search } = new URL(address);
  return pathname.replace(/^\/~[^/]+/, '') + search;
}
