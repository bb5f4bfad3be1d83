import type { JsonReader } from '../kernel/index.js';
import type { RuleHeaders, RuleResponse } from './rule.js';

/** Nothing below 200: an answer with 120 is an interim one, and clients would wait for another. */
export const STATUSES = { least: 200, most: 599 };

/** Reads what a rule answers: `{ "status": 503, "body": { "success": false } }` or `{ "code": 404 }`. */
export function parseRuleResponse(reader: JsonReader): RuleResponse | undefined {
  if (reader.isAbsent) return undefined;
  const words = reader.object(['status', 'code', 'headers', 'body']);
  const status = words.status.integer(STATUSES);
  const code = words.code.integer(STATUSES);
  const headers = headersOf(words.headers);
  if (words.status.isAbsent === words.code.isAbsent) return reader.flaw('must have either status or code.');
  if (status !== undefined && !words.body.isAbsent && BODILESS.has(status)) {
    return words.body.flaw(`has no place in an answer with ${status}.`);
  }
  if (status !== undefined) return { status, headers, json: words.body.value };
  if (!words.code.isAbsent && !words.body.isAbsent)
    words.body.flaw('belongs to status: a code has the documented body.');
  return code === undefined ? undefined : { code, headers };
}

/** HTTP lets no body follow these. */
const BODILESS = new Set([204, 205, 304]);

function headersOf(reader: JsonReader): RuleHeaders {
  const headers = reader.members().flatMap(([name, member]) => {
    const value = member.text();
    if (!NAME.test(name)) return member.flaw('is no name of a header.') ?? [];
    if (FRAMING.has(name.toLowerCase())) return member.flaw('is set by the server.') ?? [];
    if (value !== undefined && !VALUE.test(value)) return member.flaw('must be printable text of one line.') ?? [];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(headers);
}

const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** With other values than the server's own, a client could not tell where an answer ends. */
const FRAMING = new Set(['connection', 'content-length', 'trailer', 'transfer-encoding', 'upgrade']);
