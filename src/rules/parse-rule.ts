import type { JsonReader } from '../kernel/index.js';
import { parseDelay } from './delay.js';
import { parseKnownCriteria } from './known-criteria.js';
import type { KnownOperation } from './known-operation.js';
import type { RateLimit } from './rate-limit.js';
import { FAULTS, type Rule, type RuleHeaders, type RuleResponse, STATUSES } from './rule.js';

/** What a rule can do beside its delay: only one of these, since they exclude each other. */
const WAYS = ['response', 'fault', 'rateLimit', 'expireTokens'] as const;

/** Other names in WireMock's stubs, and what to use here. */
const INSTEAD = {
  request: 'use match, without scheme and host.',
  priority: 'the newest rule that matches decides.',
  scenarioName: 'use times, or /__admin/scenario.',
  persistent: 'a rule stays until it is deleted or reset.',
};

/**
 * Creates a reader of rules for `readJson`: `{ "match": { "method": "GET" }, "times": 2, "response": { "status": 503 } }`.
 * It refuses a rule that no request can meet.
 */
export function createRuleParser(operations: readonly KnownOperation[]): (reader: JsonReader) => Rule | undefined {
  return reader => readRule(reader, operations);
}

function readRule(reader: JsonReader, operations: readonly KnownOperation[]): Rule | undefined {
  const words = reader.object(['match', 'times', 'probability', 'delay', ...WAYS], INSTEAD);
  const response = parseRuleResponse(words.response);
  const isOfOperation = words.expireTokens.value === true || (response !== undefined && 'code' in response);
  const known = parseKnownCriteria(words.match.required(), { operations, isOfOperation, isOfRule: true });
  const rule = {
    times: words.times.integer({ min: 1, max: MAX_TIMES }),
    probability: words.probability.number({ min: 0, max: 1 }) ?? 1,
    delay: parseDelay(words.delay),
    response,
    fault: words.fault.word(FAULTS),
    rateLimit: parseRateLimit(words.rateLimit),
    expireTokens: words.expireTokens.boolean() ?? false,
    json: reader.value,
  };
  const ways = WAYS.filter(way => !words[way].isAbsent && words[way].value !== false);
  if (ways.length > 1) reader.issue(`must have only one of ${ways.join(', ')}.`);
  if (ways.length === 0 && words.delay.isAbsent) reader.issue(`must have one of ${WAYS.join(', ')}, or a delay.`);
  if (response && 'code' in response && known) refuseUnknownOutcome(words.response, response.code, known.reached);
  return known && { match: known.criteria, ...rule };
}

function refuseUnknownOutcome(reader: JsonReader, code: number, reached: readonly KnownOperation[]): void {
  const statuses = new Set(reached.flatMap(({ statuses }) => [...statuses]));
  if (statuses.has(code) || reached.length === 0) return;
  const documented = [...statuses].sort((left, right) => left - right).join(', ');
  reader.issue(
    `has the code ${code}, which no operation of this rule documents; the documented codes are ${documented}.`,
  );
}

const MAX_TIMES = 1_000_000_000;
const MAX_REQUESTS = 1_000_000_000;
const MAX_SECONDS = 86_400;

function parseRateLimit(reader: JsonReader): RateLimit | undefined {
  if (reader.isAbsent) return undefined;
  const words = reader.object(['requests', 'seconds']);
  const requests = words.requests.required().integer({ min: 0, max: MAX_REQUESTS });
  const seconds = words.seconds.required().integer({ min: 1, max: MAX_SECONDS });
  return requests === undefined || seconds === undefined ? undefined : { requests, seconds };
}

/** Reads the response of a rule: `{ "status": 503, "body": { "success": false } }` or `{ "code": 404 }`. */
function parseRuleResponse(reader: JsonReader): RuleResponse | undefined {
  if (reader.isAbsent) return undefined;
  const words = reader.object(['status', 'code', 'headers', 'body']);
  const status = words.status.integer(STATUSES);
  const code = words.code.integer(STATUSES);
  const headers = readHeaders(words.headers);
  if (words.status.isAbsent === words.code.isAbsent) return reader.issue('must have either status or code.');
  if (status !== undefined && !words.body.isAbsent && BODILESS.has(status)) {
    return words.body.issue(`must be absent: a response with status ${status} has no body.`);
  }
  if (status !== undefined) return { status, headers, json: words.body.value };
  if (!words.code.isAbsent && !words.body.isAbsent)
    words.body.issue('belongs to status: with code, the body is the documented one.');
  return code === undefined ? undefined : { code, headers };
}

/** HTTP allows no body with these. */
const BODILESS = new Set([204, 205, 304]);

function readHeaders(reader: JsonReader): RuleHeaders {
  const headers = reader.members().flatMap(([name, member]) => {
    const value = member.text();
    if (!NAME.test(name)) return member.issue('is not a header name.') ?? [];
    if (FRAMING.has(name.toLowerCase())) return member.issue('is set by the server.') ?? [];
    if (value !== undefined && !VALUE.test(value)) return member.issue('must be printable text of one line.') ?? [];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(headers);
}

const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** With other values than the server's, a client could not find the end of a response. */
const FRAMING = new Set(['connection', 'content-length', 'trailer', 'transfer-encoding', 'upgrade']);
