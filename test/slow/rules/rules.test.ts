import { describe, expect, test } from 'vitest';
import type { CriteriaRequest } from '../../../src/journal/index.js';
import { type Instant, readJson } from '../../../src/kernel/index.js';
import { Rules } from '../../../src/rules/index.js';
import { parseRule } from '../../rules/known.js';

const REQUEST: CriteriaRequest = {
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
  const rules = new Rules({ max: 1000, seed: 1, now: () => clock.now });
  return { rules: withRules(rules, jsons), clock };
}

function withRules(rules: Rules, jsons: readonly object[]): Rules {
  for (const json of jsons) rules.add(ruleOf(json));
  return rules;
}

function ruleOf(json: object) {
  const read = readJson({ match: {}, ...json }, parseRule);
  if ('issues' in read) throw new Error(read.issues.join('\n'));
  return read.value;
}

const response = (status: number) => ({ response: { status } });

async function times<Value>(count: number, value: () => Promise<Value>): Promise<Value[]> {
  const values: Value[] = [];
  while (values.length < count) values.push(await value());
  return values;
}

test('without rules nothing is done', async () => {
  const { rules } = rulesOf();
  expect(await rules.decide(REQUEST)).toBeUndefined();
  expect(rules.size).toBe(0);
});

describe('A rule that matches does', () => {
  test.each([
    [
      { response: { status: 503, headers: { A: 'b' }, body: [1] } },
      { response: { status: 503, headers: { A: 'b' }, json: [1] } },
    ],
    [{ response: { status: 204 } }, { response: { status: 204, headers: {}, json: undefined } }],
    [{ response: { code: 404 } }, { response: { code: 404, headers: {} } }],
    [{ fault: 'EMPTY_RESPONSE' }, { fault: 'EMPTY_RESPONSE' }],
    [{ expireTokens: true }, { expireTokens: true }],
    [{ rateLimit: { requests: 0, seconds: 9 } }, { retryAfter: 9 }],
    [{ delay: { type: 'fixed', milliseconds: 200 } }, { delay: 200 }],
    [
      { delay: { type: 'fixed', milliseconds: 200 }, fault: 'EMPTY_RESPONSE' },
      { delay: 200, fault: 'EMPTY_RESPONSE' },
    ],
  ])('%j', async (json, effects) => {
    expect(await rulesOf(json).rules.decide(REQUEST)).toEqual({ rule: 'rule-1', expireTokens: false, ...effects });
  });
});

test('the last rule of the list that matches decides alone', async () => {
  const delay = { delay: { type: 'fixed', milliseconds: 5 } };
  const { rules } = rulesOf({ ...response(500), ...delay }, response(503), {
    match: { method: 'POST' },
    ...response(504),
  });
  expect(await rules.decide(REQUEST)).toMatchObject({ rule: 'rule-2', response: { status: 503 } });
  expect(await rules.decide({ ...REQUEST, method: 'POST' })).toMatchObject({ rule: 'rule-3' });
  expect(await rules.decide({ ...REQUEST, method: 'PUT' })).toMatchObject({ rule: 'rule-2' });
});

test('a rule that is used up leaves requests to the next older one', async () => {
  const { rules } = rulesOf(response(500), { ...response(503), times: 2 });
  expect(await times(4, async () => (await rules.decide(REQUEST))?.rule)).toEqual([
    'rule-2',
    'rule-2',
    'rule-1',
    'rule-1',
  ]);
  expect(rules.list().map(({ id, applied }) => [id, applied])).toEqual([
    ['rule-1', 2],
    ['rule-2', 2],
  ]);
});

test('a rule is listed as it was given', async () => {
  const json = { match: { method: 'GET' }, response: { status: 503 }, times: 1 };
  expect(rulesOf(json).rules.list()).toEqual([{ id: 'rule-1', applied: 0, rule: json }]);
});

test('rules can be deleted one by one or all at once', async () => {
  const { rules } = rulesOf(response(500), response(501));
  expect(rules.delete('rule-2')).toBe(true);
  expect(rules.delete('rule-2')).toBe(false);
  expect((await rules.decide(REQUEST))?.rule).toBe('rule-1');
  expect(rules.add(ruleOf(response(502)))).toMatchObject({ id: 'rule-3', applied: 0, rule: response(502) });
  rules.clear();
  expect([rules.size, await rules.decide(REQUEST)]).toEqual([0, undefined]);
  expect(rules.add(ruleOf(response(502)))).toMatchObject({ id: 'rule-1', applied: 0, rule: response(502) });
});

test('there are no more rules than allowed', async () => {
  const rules = new Rules({ max: 1, seed: 1, now: () => 0 });
  rules.add(ruleOf(response(500)));
  expect(() => rules.add(ruleOf(response(500)))).toThrow('There can be at most 1 rules.');
});

describe('A rate limit', () => {
  const limit = { rateLimit: { requests: 2, seconds: 10 } };

  test('lets so many requests pass and tells the others how many whole seconds are left', async () => {
    const { rules, clock } = rulesOf(limit);
    expect(await times(3, async () => (await rules.decide(REQUEST))?.retryAfter)).toEqual([undefined, undefined, 10]);
    clock.now = 3.5 * SECOND;
    expect((await rules.decide(REQUEST))?.retryAfter).toBe(7);
    clock.now = 10 * SECOND - 1;
    expect((await rules.decide(REQUEST))?.retryAfter).toBe(1);
    clock.now = 10 * SECOND;
    expect(await times(3, async () => (await rules.decide(REQUEST))?.retryAfter)).toEqual([undefined, undefined, 10]);
  });

  test('leaves what may pass to older rules, and counts only what matches', async () => {
    const { rules } = rulesOf(response(500), { match: { method: 'GET' }, ...limit });
    for (let at = 0; at < 5; at++) await rules.decide({ ...REQUEST, method: 'PUT' });
    expect(await times(3, async () => (await rules.decide(REQUEST))?.rule)).toEqual(['rule-1', 'rule-1', 'rule-2']);
  });

  test('begins again when the clock was set back', async () => {
    const { rules, clock } = rulesOf(limit);
    clock.now = 100 * SECOND;
    for (let at = 0; at < 3; at++) await rules.decide(REQUEST);
    clock.now = 50 * SECOND;
    expect(await rules.decide(REQUEST)).toBeUndefined();
  });
});

describe('Chance', () => {
  const sometimes = { ...response(500), probability: 0.25 };
  const drawn = (rules: Rules) => times(2000, async () => (await rules.decide(REQUEST)) !== undefined);

  test('follows from the seed', async () => {
    const other = new Rules({ max: 1, seed: 2, now: () => 0 });
    other.add(ruleOf(sometimes));
    expect(await drawn(rulesOf(sometimes).rules)).toEqual(await drawn(rulesOf(sometimes).rules));
    expect(await drawn(rulesOf(sometimes).rules)).not.toEqual(await drawn(other));
  });

  test('of a rule is its own, whatever other rules draw', async () => {
    const gets = { match: { method: 'GET' }, ...sometimes };
    const { rules } = rulesOf(gets, { match: { method: 'PUT' }, ...sometimes });
    const beside = await times(2000, async () => {
      await rules.decide({ ...REQUEST, method: 'PUT' });
      return (await rules.decide(REQUEST)) !== undefined;
    });
    expect(beside).toEqual(await drawn(rulesOf(gets).rules));
  });

  test('begins again after all rules were cleared', async () => {
    const { rules } = rulesOf(sometimes);
    const first = await drawn(rules);
    rules.clear();
    rules.add(ruleOf(sometimes));
    expect(await drawn(rules)).toEqual(first);
  });

  test.each([0, 0.25, 0.9, 1])('has the given probability: %d', async probability => {
    const applied = (await drawn(rulesOf({ ...sometimes, probability }).rules)).filter(Boolean).length;
    expect(Math.abs(applied / 2000 - probability)).toBeLessThan(probability % 1 === 0 ? Number.MIN_VALUE : 0.05);
  });

  const delays = async (delay: object) => {
    const { rules } = rulesOf({ delay });
    return (await times(2000, async () => (await rules.decide(REQUEST))?.delay ?? Number.NaN)).sort((a, b) => a - b);
  };

  test('spreads uniform delays between their bounds', async () => {
    const drawn = await delays({ type: 'uniform', lower: 100, upper: 300 });
    expect(drawn[0]).toBeGreaterThanOrEqual(100);
    expect(drawn[1999]).toBeLessThanOrEqual(300);
    expect(Math.abs((drawn[1000] ?? 0) - 200)).toBeLessThan(15);
  });

  test('has half of lognormal delays above their median, some far above, none longer than the longest', async () => {
    const drawn = await delays({ type: 'lognormal', median: 80, sigma: 0.4 });
    expect(Math.abs((drawn[1000] ?? 0) - 80)).toBeLessThan(5);
    expect(Math.abs((drawn[1682] ?? 0) / (drawn[1000] ?? 1) - Math.exp(0.4))).toBeLessThan(0.15);
    const wide = await delays({ type: 'lognormal', median: 10_000, sigma: 10 });
    expect([wide.every(Number.isInteger), wide[1999]]).toEqual([true, 30_000]);
  });
});

describe('Many rules', () => {
  test('are looked up by operation and method first, and each change counts at once', async () => {
    const { rules } = rulesOf(
      { match: { operation: 'dnl.getUser' }, ...response(500) },
      { match: { api: 'acefone' }, ...response(501) },
      { match: { operation: 'listUsers', method: 'GET' }, ...response(502) },
    );
    const asked = (parts: Partial<CriteriaRequest>) => rules.decide({ ...REQUEST, ...parts });
    expect(await asked({})).toMatchObject({ rule: 'rule-3' });
    expect(await asked({ method: 'HEAD' })).toBeUndefined();
    expect(await asked({ operation: 'getUser' })).toMatchObject({ rule: 'rule-1' });
    expect(await asked({ api: 'acefone', operation: 'getUser' })).toMatchObject({ rule: 'rule-2' });
    expect(await asked({ api: undefined, operation: undefined })).toBeUndefined();
    rules.add(ruleOf({ ...response(503) }));
    expect(await asked({})).toMatchObject({ rule: 'rule-4' });
    rules.delete('rule-4');
    expect(await asked({})).toMatchObject({ rule: 'rule-3' });
    rules.replace([ruleOf(response(504))]);
    expect(await asked({})).toMatchObject({ response: { status: 504 } });
    rules.clear();
    expect(await asked({})).toBeUndefined();
  });

  test('leave other requests their turn while they are compared', async () => {
    // no letter that the expression needs is missing, so that it has to be tried, on some thousand letters each time
    const expression = (at: number) => ({ bodyPatterns: [{ matches: `(?:a|b)*[ab]{${(at % 5) + 1}}c.{${at % 90}}` }] });
    const { rules } = rulesOf(
      ...Array.from({ length: 1000 }, (_, at) => ({ match: expression(at), ...response(500) })),
    );
    let turns = 0;
    const ticking = setInterval(() => turns++, 0);
    expect(await rules.decide({ ...REQUEST, body: Buffer.from(`c${'ab'.repeat(50_000)}`) })).toBeUndefined();
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(0);
  });
});

test('An expression looks at the first 16,384 characters of a text, and other matchers at all of it', async () => {
  const body = Buffer.from(`${'x'.repeat(16_384)}y`);
  const asked = async (matcher: object) =>
    (await rulesOf({ match: { bodyPatterns: [matcher] }, ...response(500) }).rules.decide({ ...REQUEST, body })) !==
    undefined;
  expect(await asked({ matches: 'x+' })).toBe(true);
  expect(await asked({ matches: '.*y' })).toBe(false);
  expect(await asked({ contains: 'xy' })).toBe(true);
});
