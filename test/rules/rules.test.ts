import { describe, expect, test } from 'vitest';
import type { JudgedRequest } from '../../src/journal/index.js';
import { type Instant, readJson } from '../../src/kernel/index.js';
import { parseRule, Rules } from '../../src/rules/index.js';

const REQUEST: JudgedRequest = {
  api: 'dnl',
  operation: 'listUsers',
  method: 'GET',
  path: '/v1/user/list',
  search: '',
  headers: {},
  body: undefined,
};
const SECOND = 1e6;

function rulesOf(...jsons: object[]) {
  const clock = { now: 0 as Instant };
  const rules = new Rules({ most: 1000, seed: 1, now: () => clock.now });
  return { rules: withRules(rules, jsons), clock };
}

function withRules(rules: Rules, jsons: readonly object[]): Rules {
  for (const json of jsons) rules.add(ruleOf(json));
  return rules;
}

function ruleOf(json: object) {
  const read = readJson({ match: {}, ...json }, parseRule);
  if ('flaws' in read) throw new Error(read.flaws.join('\n'));
  return read.value;
}

const answer = (status: number) => ({ answer: { status } });
const times = <Value>(count: number, value: () => Value) => Array.from({ length: count }, value);

test('without rules nothing is done', () => {
  const { rules } = rulesOf();
  expect(rules.decide(REQUEST)).toBeUndefined();
  expect(rules.size).toBe(0);
});

describe('A rule that matches does', () => {
  test.each([
    [
      { answer: { status: 503, headers: { A: 'b' }, body: [1] } },
      { answer: { status: 503, headers: { A: 'b' }, json: [1] } },
    ],
    [{ answer: { status: 204 } }, { answer: { status: 204, headers: {}, json: undefined } }],
    [{ answer: { code: 404 } }, { answer: { code: 404, headers: {} } }],
    [{ fault: 'EMPTY_RESPONSE' }, { fault: 'EMPTY_RESPONSE' }],
    [{ expireTokens: true }, { expireTokens: true }],
    [{ rateLimit: { requests: 0, seconds: 9 } }, { retryAfter: 9 }],
    [{ delay: { type: 'fixed', milliseconds: 200 } }, { delay: 200 }],
    [
      { delay: { type: 'fixed', milliseconds: 200 }, fault: 'EMPTY_RESPONSE' },
      { delay: 200, fault: 'EMPTY_RESPONSE' },
    ],
  ])('%j', (json, effects) => {
    expect(rulesOf(json).rules.decide(REQUEST)).toEqual({ rule: 'rule-1', expireTokens: false, ...effects });
  });
});

test('the newest rule that matches decides alone', () => {
  const delay = { delay: { type: 'fixed', milliseconds: 5 } };
  const { rules } = rulesOf({ ...answer(500), ...delay }, answer(503), { match: { method: 'POST' }, ...answer(504) });
  expect(rules.decide(REQUEST)).toMatchObject({ rule: 'rule-2', answer: { status: 503 } });
  expect(rules.decide({ ...REQUEST, method: 'POST' })).toMatchObject({ rule: 'rule-3' });
  expect(rules.decide({ ...REQUEST, method: 'PUT' })).toMatchObject({ rule: 'rule-2' });
});

test('a rule that is used up leaves requests to the next older one', () => {
  const { rules } = rulesOf(answer(500), { ...answer(503), times: 2 });
  expect(times(4, () => rules.decide(REQUEST)?.rule)).toEqual(['rule-2', 'rule-2', 'rule-1', 'rule-1']);
  expect(rules.list().map(({ id, applied }) => [id, applied])).toEqual([
    ['rule-1', 2],
    ['rule-2', 2],
  ]);
});

test('a rule is listed as it was given', () => {
  const json = { match: { method: 'GET' }, answer: { status: 503 }, times: 1 };
  expect(rulesOf(json).rules.list()).toEqual([{ id: 'rule-1', applied: 0, rule: json }]);
});

test('rules can be deleted one by one or all at once', () => {
  const { rules } = rulesOf(answer(500), answer(501));
  expect(rules.delete('rule-2')).toBe(true);
  expect(rules.delete('rule-2')).toBe(false);
  expect(rules.decide(REQUEST)?.rule).toBe('rule-1');
  expect(rules.add(ruleOf(answer(502)))).toEqual({ id: 'rule-3', applied: 0, rule: { match: {}, ...answer(502) } });
  rules.clear();
  expect([rules.size, rules.decide(REQUEST)]).toEqual([0, undefined]);
  expect(rules.add(ruleOf(answer(502)))).toEqual({ id: 'rule-1', applied: 0, rule: { match: {}, ...answer(502) } });
});

test('there are no more rules than there may be', () => {
  const rules = new Rules({ most: 1, seed: 1, now: () => 0 });
  rules.add(ruleOf(answer(500)));
  expect(() => rules.add(ruleOf(answer(500)))).toThrow('There are as many rules as there may be: 1.');
});

describe('A rate limit', () => {
  const limit = { rateLimit: { requests: 2, seconds: 10 } };

  test('lets so many requests pass and tells the others how many whole seconds are left', () => {
    const { rules, clock } = rulesOf(limit);
    expect(times(3, () => rules.decide(REQUEST)?.retryAfter)).toEqual([undefined, undefined, 10]);
    clock.now = 3.5 * SECOND;
    expect(rules.decide(REQUEST)?.retryAfter).toBe(7);
    clock.now = 10 * SECOND - 1;
    expect(rules.decide(REQUEST)?.retryAfter).toBe(1);
    clock.now = 10 * SECOND;
    expect(times(3, () => rules.decide(REQUEST)?.retryAfter)).toEqual([undefined, undefined, 10]);
  });

  test('leaves what may pass to older rules, and counts only what matches', () => {
    const { rules } = rulesOf(answer(500), { match: { method: 'GET' }, ...limit });
    for (let at = 0; at < 5; at++) rules.decide({ ...REQUEST, method: 'PUT' });
    expect(times(3, () => rules.decide(REQUEST)?.rule)).toEqual(['rule-1', 'rule-1', 'rule-2']);
  });

  test('begins anew when the clock was set back', () => {
    const { rules, clock } = rulesOf(limit);
    clock.now = 100 * SECOND;
    for (let at = 0; at < 3; at++) rules.decide(REQUEST);
    clock.now = 50 * SECOND;
    expect(rules.decide(REQUEST)).toBeUndefined();
  });
});

describe('Chance', () => {
  const sometimes = { ...answer(500), probability: 0.25 };
  const drawn = (rules: Rules) => times(2000, () => rules.decide(REQUEST) !== undefined);

  test('follows from the seed', () => {
    const other = new Rules({ most: 1, seed: 2, now: () => 0 });
    other.add(ruleOf(sometimes));
    expect(drawn(rulesOf(sometimes).rules)).toEqual(drawn(rulesOf(sometimes).rules));
    expect(drawn(rulesOf(sometimes).rules)).not.toEqual(drawn(other));
  });

  test('of a rule is its own, whatever other rules draw', () => {
    const gets = { match: { method: 'GET' }, ...sometimes };
    const { rules } = rulesOf(gets, { match: { method: 'PUT' }, ...sometimes });
    const beside = times(2000, () => {
      rules.decide({ ...REQUEST, method: 'PUT' });
      return rules.decide(REQUEST) !== undefined;
    });
    expect(beside).toEqual(drawn(rulesOf(gets).rules));
  });

  test('begins anew after all rules were cleared', () => {
    const { rules } = rulesOf(sometimes);
    const first = drawn(rules);
    rules.clear();
    rules.add(ruleOf(sometimes));
    expect(drawn(rules)).toEqual(first);
  });

  test.each([0, 0.25, 0.9, 1])('is as probable as was asked for: %d', probability => {
    const applied = drawn(rulesOf({ ...sometimes, probability }).rules).filter(Boolean).length;
    expect(Math.abs(applied / 2000 - probability)).toBeLessThan(probability % 1 === 0 ? Number.MIN_VALUE : 0.05);
  });

  const delays = (delay: object) => {
    const { rules } = rulesOf({ delay });
    return times(2000, () => rules.decide(REQUEST)?.delay ?? Number.NaN).sort((a, b) => a - b);
  };

  test('spreads uniform delays between their bounds', () => {
    const drawn = delays({ type: 'uniform', lower: 100, upper: 300 });
    expect(drawn[0]).toBeGreaterThanOrEqual(100);
    expect(drawn[1999]).toBeLessThanOrEqual(300);
    expect(Math.abs((drawn[1000] ?? 0) - 200)).toBeLessThan(15);
  });

  test('has half of lognormal delays above their median, some far above, none longer than the longest', () => {
    const drawn = delays({ type: 'lognormal', median: 80, sigma: 0.4 });
    expect(Math.abs((drawn[1000] ?? 0) - 80)).toBeLessThan(5);
    expect(Math.abs((drawn[1682] ?? 0) / (drawn[1000] ?? 1) - Math.exp(0.4))).toBeLessThan(0.15);
    const wide = delays({ type: 'lognormal', median: 10_000, sigma: 10 });
    expect([wide.every(Number.isInteger), wide[1999]]).toEqual([true, 30_000]);
  });
});
