import { parseCriteria } from '../journal/index.js';
import type { JsonReader } from '../kernel/index.js';
import { parseDelay } from './delay.js';
import { FAULTS } from './fault.js';
import type { RateLimit } from './rate-limit.js';
import type { Rule } from './rule.js';
import { parseRuleAnswer } from './rule-answer.js';

/** What a rule does apart from its delay: one of these, since no two can be done to one request. */
const WAYS = ['answer', 'fault', 'rateLimit', 'expireTokens'] as const;

/** Reads a rule, for `readJson`: `{ "match": { "method": "GET" }, "times": 2, "answer": { "status": 503 } }`. */
export function parseRule(reader: JsonReader): Rule | undefined {
  const words = reader.object(['match', 'times', 'probability', 'delay', ...WAYS]);
  const matches = parseCriteria(words.match.required());
  const rule = {
    times: words.times.integer({ least: 1, most: MOST_TIMES }),
    probability: words.probability.number({ least: 0, most: 1 }) ?? 1,
    delay: parseDelay(words.delay),
    answer: parseRuleAnswer(words.answer),
    fault: words.fault.word(FAULTS),
    rateLimit: parseRateLimit(words.rateLimit),
    expireTokens: words.expireTokens.boolean() ?? false,
    json: reader.value,
  };
  const ways = WAYS.filter(way => !words[way].isAbsent && words[way].value !== false);
  if (ways.length > 1) reader.flaw(`must have only one of ${ways.join(', ')}.`);
  if (ways.length === 0 && words.delay.isAbsent) reader.flaw(`must have one of ${WAYS.join(', ')}, or a delay.`);
  return matches && { matches, ...rule };
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
