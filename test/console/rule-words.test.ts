import { expect, test } from 'vitest';
import type { Rule } from '../../src/console/page/data/request-types.js';
import { effectKind, parseRuleText, withEffect, withMember } from '../../src/console/page/rules/rule-json.js';
import { describeEffect, describeMatch, describeUse } from '../../src/console/page/rules/rule-words.js';

const words: [Rule['match'], string][] = [
  [{}, 'every request'],
  [{ operation: 'shop.getOrder' }, 'shop.getOrder'],
  [{ api: 'shop', method: 'patch' }, 'all of shop, PATCH'],
  [{ method: 'GET', urlPath: '/v1/orders' }, 'GET /v1/orders'],
  [{ headers: { 'User-Agent': { contains: 'bot' } } }, 'header User-Agent contains "bot"'],
  [
    { queryParameters: { page: { absent: true } }, bodyPatterns: [{ equalToJson: { a: 1 } }] },
    'query page is absent, body is the JSON {"a":1}',
  ],
];

test.each(words)('%j matches %s', (match, says) => {
  expect(describeMatch(match)).toBe(says);
});

const effects: [Omit<Rule, 'match'>, string][] = [
  [{ response: { status: 503 } }, '503'],
  [{ response: { code: 404 }, delay: { type: 'fixed', milliseconds: 20 } }, 'documented 404 after 20 ms'],
  [{ delay: { type: 'uniform', lower: 1, upper: 5 } }, 'waits 1 to 5 ms'],
  [{ fault: 'EMPTY_RESPONSE' }, 'empty response'],
  [{ rateLimit: { requests: 10, seconds: 60 } }, '429 beyond 10 requests in 60 s'],
  [{ expireTokens: true }, 'expired token'],
  [{}, 'nothing'],
];

test.each(effects)('%j does: %s', (rule, says) => {
  expect(describeEffect({ match: {}, ...rule })).toBe(says);
});

test('the use of a rule has its limit and its chance', () => {
  expect(describeUse(3, { match: {} })).toBe('3×');
  expect(describeUse(1, { match: {}, times: 2, probability: 0.25 })).toBe('1 of 2, chance 25 %');
});

test('a member is changed at its place, and a rule has one effect', () => {
  const rule: Rule = { match: {}, fault: 'EMPTY_RESPONSE', times: 2 };
  expect(JSON.stringify(withMember(rule, 'times', 3))).toBe('{"match":{},"fault":"EMPTY_RESPONSE","times":3}');
  expect(withMember(rule, 'times', undefined)).toEqual({ match: {}, fault: 'EMPTY_RESPONSE' });
  for (const kind of ['none', 'status', 'code', 'fault', 'rateLimit', 'expireTokens'] as const) {
    expect(effectKind(withEffect(rule, kind))).toBe(kind);
  }
});

test.each([
  ['{"match":{"method":"GET"}}', { rule: { match: { method: 'GET' } } }],
  ['[]', { issue: 'A rule is an object with the member match.' }],
  ['{"match":1}', { issue: 'A rule is an object with the member match.' }],
])('the text %s', (text, parsed) => {
  expect(parseRuleText(text)).toEqual(parsed);
});
