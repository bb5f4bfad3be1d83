import type { Criteria, Delay, Pattern, Rule, RuleResponse } from '../data/request-types.js';

/** Which requests a rule matches, in words: `shop.getOrder, header User-Agent contains "bot"`. */
export function describeMatch({ api, operation, method, ...match }: Criteria): string {
  const { headers, queryParameters, cookies, bodyPatterns = [], basicAuthCredentials, ...urls } = match;
  const path = Object.values(urls)[0];
  const named = operation ?? (api === undefined ? undefined : `all of ${api}`);
  const methodAndPath = [method?.toUpperCase(), path].filter(word => word !== undefined).join(' ');
  const parts = [
    ...(named === undefined ? [] : [named]),
    ...(methodAndPath === '' ? [] : [methodAndPath]),
    ...describePatterns('query', queryParameters),
    ...describePatterns('header', headers),
    ...describePatterns('cookie', cookies),
    ...(basicAuthCredentials ? [`the user ${basicAuthCredentials.username}`] : []),
    ...bodyPatterns.map(pattern => `body ${describePattern(pattern)}`),
  ];
  return parts.length === 0 ? 'every request' : parts.join(', ');
}

function describePatterns(place: string, patterns: Record<string, Pattern> = {}): string[] {
  return Object.entries(patterns).map(([name, pattern]) => `${place} ${name} ${describePattern(pattern)}`);
}

function describePattern(pattern: Pattern): string {
  const [[word, value] = ['']] = Object.entries(pattern);
  if (word === 'absent') return value === false ? 'is there' : 'is absent';
  return `${WORDS[word] ?? word} ${JSON.stringify(value)}`;
}

const WORDS: Readonly<Record<string, string>> = {
  equalTo: 'is',
  contains: 'contains',
  doesNotContain: 'does not contain',
  matches: 'matches',
  doesNotMatch: 'does not match',
  equalToJson: 'is the JSON',
  matchesJsonPath: 'has',
};

/** What a rule does, in words: `503 after 200 ms`. */
export function describeEffect({ response, fault, rateLimit, expireTokens, delay }: Rule): string {
  const effects = [
    response && describeResponse(response),
    fault && FAULTS[fault],
    rateLimit && `429 beyond ${rateLimit.requests} requests in ${rateLimit.seconds} s`,
    expireTokens && 'expired token',
  ].filter(effect => typeof effect === 'string');
  const waits = delay && describeDelay(delay);
  if (waits === undefined) return effects.join(', ') || 'nothing';
  return effects.length === 0 ? `waits ${waits}` : `${effects.join(', ')} after ${waits}`;
}

function describeResponse(response: RuleResponse): string {
  return 'code' in response ? `documented ${response.code}` : String(response.status);
}

export const FAULTS: Readonly<Record<NonNullable<Rule['fault']>, string>> = {
  CONNECTION_RESET_BY_PEER: 'connection reset',
  EMPTY_RESPONSE: 'empty response',
  MALFORMED_RESPONSE_CHUNK: 'malformed response',
  RANDOM_DATA_THEN_CLOSE: 'random data',
};

function describeDelay(delay: Delay): string {
  if (delay.type === 'fixed') return `${delay.milliseconds} ms`;
  if (delay.type === 'uniform') return `${delay.lower} to ${delay.upper} ms`;
  return `about ${delay.median} ms`;
}

/** How often a rule was applied, and may be. */
export function describeUse(applied: number, { times, probability = 1 }: Rule): string {
  const of = times === undefined ? `${applied}×` : `${applied} of ${times}`;
  return probability === 1 ? of : `${of}, chance ${Math.round(probability * 100)} %`;
}
