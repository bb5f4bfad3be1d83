import { beforeAll, describe, expect, test } from 'vitest';
import { createSuite, type Outcome, planSuite, runSuite } from '../../../../src/check/index.js';
import { listCheckIds } from '../../../../src/check/run/selection.js';
import { loadContract, PROFILES } from '../../../../src/contract/index.js';
import { createMock, type MockOptions } from '../../../../src/index.js';

/** What is said of a mock of ours. */
async function outcomeOf(options: MockOptions): Promise<Outcome> {
  const mock = await createMock({ apis: ['dnl'], ...options });
  try {
    const { admin: token, nonAdmin: nonAdminToken } = mock.tokens.dnl;
    return await runSuite({ target: mock.app, api: 'dnl', tokens: { token, nonAdminToken } });
  } finally {
    await mock.close();
  }
}

function accusations({ violations }: Outcome): string[] {
  return violations.map(({ check, statement, message, expected, got }) =>
    [check, statement, message, expected, got].join(' | '),
  );
}

const outcomes = new Map<string, Outcome>();
const runOf = (profile: string) => outcomes.get(profile) as Outcome;

/** Why a case of a check may stay open. */
const OPEN: Readonly<Record<string, RegExp>> = {
  'lacking-rights': /^A wrong token is refused with 401, too/,
  'list-order': /^No two records differ in \w+\.$/,
  'created-found': /^The target showed no \w+ of the new record\.$/,
};

describe('our own mock in each profile', () => {
  beforeAll(async () => {
    for (const profile of PROFILES) outcomes.set(profile, await outcomeOf({ profile }));
  });

  test.each(PROFILES)(
    '%s: every case passes, except cases with a token to which the mock responds as to a wrong one, or with values that no user has',
    profile => {
      const outcome = runOf(profile);
      expect(accusations(outcome)).toEqual([]);
      const open = outcome.cases.filter(({ verdict }) => verdict !== 'pass');
      expect(new Set(open.map(({ check, verdict }) => `${check} ${verdict}`))).toEqual(
        new Set(['lacking-rights inconclusive', 'list-order inconclusive', 'created-found inconclusive']),
      );
      for (const { check, reason } of open) expect(reason).toMatch(OPEN[check] as RegExp);
      expect(outcome.summary).toMatchObject({ fail: 0, flaky: 0, skipped: 0 });
      expect(outcome.ended).toBeUndefined();
    },
  );

  test.each(PROFILES)('%s: the run sends no more requests than planned', profile => {
    const { requests, maxRequests } = planSuite({ target: 'http://localhost', api: 'dnl' });
    expect(runOf(profile).requests).toBeLessThanOrEqual(requests);
    expect(requests).toBeLessThanOrEqual(maxRequests);
  });

  test.each(PROFILES)('%s: every reading is observed with the choice of this profile', profile => {
    const wrong = Object.entries(runOf(profile).readings).filter(([id, answer]) => {
      const reading = loadContract('dnl').readings.find(reading => reading.id === id.replace(/ \(.*$/, ''));
      return reading?.profiles[profile] !== answer;
    });
    expect(wrong).toEqual([]);
  });

  test('every operation and every documented parameter was exercised', () => {
    const { operations } = runOf('documented').coverage;
    const documented = loadContract('dnl')
      .operations.filter(({ isCompanion }) => !isCompanion)
      .map(({ id }) => id);
    expect(documented.filter(id => !(id in operations))).toEqual(UNASKED);
    const unsent = Object.values(operations).flatMap(({ parameters }) =>
      Object.entries(parameters).filter(([, count]) => count === 0),
    );
    expect(unsent).toEqual([]);
    // and none that no page has
    for (const { id, query } of loadContract('dnl').operations) {
      if (id in operations) expect(Object.keys(operations[id]?.parameters ?? {})).toEqual([...query.keys()]);
    }
  });

  test('each statement that was not exercised has a reason: no check exists, or the target cannot show it', () => {
    const { exercised, all, unexercised } = runOf('documented').coverage.statements;
    expect(unexercised.map(({ reason }) => reason)).toEqual([
      'No check can test it.',
      'A wrong token is refused with 401, too.',
    ]);
    expect(exercised + unexercised.flatMap(({ statements }) => statements).length).toBe(all);
  });

  test.each(PROFILES)('%s: no two cases have one check and one id', profile => {
    const names = runOf(profile).cases.map(({ check, id }) => `${check}: ${id}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

/** The other URL of create: which answers it may give is left to a reading, and nothing of it is judged. */
const UNASKED = ['authAsClient'];

/** Checks that tell a statement about a field only where they find issue with it; else they tell the whole. */
const ONLY_ISSUES: Readonly<Record<string, (statement: string) => boolean>> = {
  // 39 fields of five users are one comparison
  'get-as-listed': statement => statement.startsWith('user.'),
};

/** What a statement and a check have to do with each other, as `check statement`. */
const pair = (check: string, statement: string) => `${check} ${statement}`;

describe('statements and the checks that support them', () => {
  const contract = loadContract('dnl');
  const checks = listCheckIds(createSuite(contract));
  const promised = contract
    .statements()
    .flatMap(({ id, supports }) => supports.filter(place => checks.has(place)).map(check => ({ check, id })));
  const found = () => {
    const evidence = [...outcomes.values()].flatMap(({ cases }) => cases.flatMap(({ evidence }) => evidence));
    return new Set(evidence.map(({ check, statement }) => pair(check, statement)));
  };

  test('each finding is about a statement that names its check', () => {
    const named = new Set(promised.map(({ check, id }) => pair(check, id)));
    expect([...found()].filter(one => !named.has(one))).toEqual([]);
  });

  test('each statement is judged by every check that it names', () => {
    const judged = found();
    const unjudged = promised.filter(({ check, id }) => !judged.has(pair(check, id)));
    expect(unjudged.filter(({ check, id }) => !ONLY_ISSUES[check]?.(id))).toEqual([]);
    expect(unjudged.length).toBeLessThan(promised.length / 2);
  });
});

test.each<[string, MockOptions]>([
  ['three users', { records: 3 }],
  ['a clock that stands in the past', { clock: () => Date.parse('2019-03-01T12:00:00Z') }],
])('a mock with %s is not accused', async (_, options) => {
  const outcome = await outcomeOf(options);
  expect(accusations(outcome)).toEqual([]);
  expect(outcome.summary).toMatchObject({ fail: 0, flaky: 0, skipped: 0 });
});
