import { describe, expect, test } from 'vitest';
import { readScenarios } from '../../src/fake/index.js';
import { type Effects, FAULTS, Rules } from '../../src/rules/index.js';

const APIS = ['dnl', 'acefone'];

/** Asks what a shipped scenario does to so many requests, one in each second. */
async function effectsOf(name: string, { api, count }: { api: string; count: number }) {
  const clock = { now: 0 };
  const rules = new Rules({ max: 1000, seed: 1, now: () => clock.now });
  const scenario = readScenarios(APIS).find(scenario => scenario.name === name);
  for (const rule of scenario?.rules ?? []) rules.add(rule);
  const request = { api, method: 'GET', path: '/v1/user/list', search: '', headers: {}, body: undefined };
  const all: (Effects | undefined)[] = [];
  while (all.length < count) {
    all.push(await rules.decide(request));
    clock.now += 1e6;
  }
  return all;
}

describe.each(APIS)('The shipped scenarios, %s', api => {
  test('flaky-network: one request in five gets a broken connection, of every kind', async () => {
    const faults = (await effectsOf('flaky-network', { api, count: 4000 })).flatMap(effects => effects?.fault ?? []);
    expect(faults.length / 4000).toBeCloseTo(0.2, 1);
    expect(new Set(faults)).toEqual(new Set(FAULTS));
  });

  test('slow-backend: half of the responses take more than a second and a half, a few much more', async () => {
    const delays = (await effectsOf('slow-backend', { api, count: 4000 })).map(effects => effects?.delay ?? 0);
    const shareAbove = (milliseconds: number) => delays.filter(delay => delay > milliseconds).length / delays.length;
    expect(shareAbove(1500)).toBeCloseTo(0.5, 1);
    expect(shareAbove(3414)).toBeCloseTo(0.05, 1.7);
    expect(shareAbove(0)).toBe(1);
  });

  test('rate-limited: of ten requests in ten seconds five are served, and then five again', async () => {
    const refused = (await effectsOf('rate-limited', { api, count: 20 })).map(effects => effects?.retryAfter);
    const tenSeconds = [...Array(5).fill(undefined), 5, 4, 3, 2, 1];
    expect(refused).toEqual([...tenSeconds, ...tenSeconds]);
  });

  test('expired-token: every token has expired', async () => {
    const effects = await effectsOf('expired-token', { api, count: 3 });
    expect(effects.map(each => each?.expireTokens)).toEqual([true, true, true]);
  });

  test.each(['documented', 'empty'])('%s: nothing is done otherwise with any request', async name => {
    expect(await effectsOf(name, { api, count: 3 })).toEqual([undefined, undefined, undefined]);
  });
});
