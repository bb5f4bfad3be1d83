import type { JsonReader } from '../kernel/index.js';
import { parseDelay } from './delay.js';
import { FAULTS } from './fault.js';
import { parseKnownCriteria } from './known-criteria.js';
import type { KnownOperation } from './known-operation.js';
import type { RateLimit } from './rate-limit.js';
import type { Rule } from './rule.js';
import { parseRuleResponse } from './rule-response.js';

/** What a rule does apart from its delay: one of these, since no two can be done to one request. */
const WAYS = ['response', 'fault', 'rateLimit', 'expireTokens'] as const;

/** What WireMock's stubs have beside these, and what to use here. */
const INSTEAD = {
  request: 'here it is match, without the URL of a host.',
  priority: 'of the rules that match the newest decides.',
  scenarioName: 'use times, or /__admin/scenario.',
  persistent: 'rules stand until they are deleted or a reset.',
};

/**
 * What reads a rule, for `readJson`: `{ "match": { "method": "GET" }, "times": 2, "response": { "status": 503 } }`. A rule that
 * none of the known operations' requests can meet is refused.
 */
export function ruleParser(operations: readonly KnownOperation[]): (reader: JsonReader) => Rule | undefined {
  return reader => ruleIn(reader, operations);
}

function ruleIn(reader: JsonReader, operations: readonly KnownOperation[]): Rule | undefined {
  const words = reader.object(['match', 'times', 'probability', 'delay', ...WAYS], INSTEAD);
  const response = parseRuleResponse(words.response);
  const isOfOperation = words.expireTokens.value === true || (response !== undefined && 'code' in response);
  const known = parseKnownCriteria(words.match.required(), { operations, isOfOperation, isOfRule: true });
  const rule = {
    times: words.times.integer({ least: 1, most: MOST_TIMES }),
    probability: words.probability.number({ least: 0, most: 1 }) ?? 1,
    delay: parseDelay(words.delay),
    response,
    fault: words.fault.word(FAULTS),
    rateLimit: parseRateLimit(words.rateLimit),
    expireTokens: words.expireTokens.boolean() ?? false,
    json: reader.value,
  };
  const ways = WAYS.filter(way => !words[way].isAbsent && words[way].value !== false);
  if (ways.length > 1) reader.flaw(`must have only one of ${ways.join(', ')}.`);
  if (ways.length === 0 && words.delay.isAbsent) reader.flaw(`must have one of ${WAYS.join(', ')}, or a delay.`);
  if (response && 'code' in response && known) refuseUnknownOutcome(words.response, response.code, known.reached);
  return known && { match: known.criteria, ...rule };
}

function refuseUnknownOutcome(reader: JsonReader, code: number, reached: readonly KnownOperation[]): void {
  const statuses = new Set(reached.flatMap(({ statuses }) => [...statuses]));
  if (statuses.has(code) || reached.length === 0) return;
  const documented = [...statuses].sort((left, right) => left - right).join(', ');
  reader.flaw(`has the code ${code}, which no operation documents that the rule is about; there are ${documented}.`);
}

const MOST_TIMES = 1_000_000_000;
const MOST_REQUESTS = 1_000_000_000;
const MOST_SECONDS = 86_400;

function parseRateLimit(reader: JsonReader): RateLimit | undefined {
  if (reader.isAbsent) return undefined;
  const words = reader.object(['requests', 'seconds']);
  const requests = words.requests.required().integer({ least: 0, most: MOST_REQUESTS });
  const seconds = words.seconds.required().integer({ least: 1, most: MOST_SECONDS });
  return requests === undefined || seconds === undefined ? undefined : { requests, seconds };
}
