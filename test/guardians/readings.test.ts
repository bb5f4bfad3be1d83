import { describe, expect, test } from 'vitest';
import { chooseReadings, loadContract, PROFILES } from '../../src/contract/index.js';
import { APIS, contractFile, statementsOf } from './contract-files.js';

/** How many readings the rulings give each API. */
const COUNTS: Record<string, number> = { dnl: 47, acefone: 15 };

test('the readings of all APIs have different ids, so that one can be chosen by its id alone', () => {
  const ids = APIS.flatMap(api => loadContract(api).readings.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(APIS)('the readings of %s', api => {
  const { readings } = loadContract(api);

  test('are all there, each asked once', () => {
    expect(readings.length).toBe(COUNTS[api]);
    expect(new Set(readings.map(({ id }) => id)).size).toBe(readings.length);
  });

  test.each(PROFILES)('have an answer each in the profile %s', profile => {
    const chosen = chooseReadings(readings, { profile, chosen: {} });
    for (const { id, profiles } of readings) expect(chosen.choice(id)).toBe(profiles[profile]);
  });

  test('say what their answers mean and what the judge accepts', () => {
    for (const { choices, judge, question } of readings) {
      expect(question).toMatch(/\?$/);
      expect(choices.length).toBeGreaterThan(0);
      for (const { means } of choices) expect(means).toBeTruthy();
      expect(judge.accepts === 'any' || judge.accepts.length > 0).toBe(true);
      expect(judge.means).toBeTruthy();
    }
  });

  test('cite lines of documents that the statements know', () => {
    const documents = new Set(statementsOf(api).map(({ document }) => document));
    for (const line of readings.flatMap(({ lines }) => lines)) {
      const [, document, from, to = from] = /^([a-z-]+):(\d+)(?:-(\d+))?$/.exec(line) ?? [];
      expect(documents, line).toContain(document);
      expect(Number(from), line).toBeLessThanOrEqual(Number(to));
    }
  });

  test('explain the profiles', () => {
    const { profiles } = contractFile(api, 'readings.yaml') as { profiles: Record<string, string> };
    expect(Object.keys(profiles)).toEqual([...PROFILES]);
  });
});
