import type { CaseOutcome, CheckViolation, Outcome, Verdict } from '../../src/check/index.js';
import { loadContract } from '../../src/contract/index.js';

/** A case that passed, but for what is said otherwise. */
export function aCase(more: Partial<CaseOutcome> = {}): CaseOutcome {
  return {
    check: 'list-filter',
    id: 'active=true',
    operation: 'listUsers',
    parameter: 'active',
    statements: ['list.active'],
    verdict: 'pass',
    evidence: [],
    milliseconds: 12,
    ...more,
  };
}

/** A violation that the case `list-filter: active=true` shows, but for what is said otherwise. */
export function aViolation(more: Partial<CheckViolation> = {}): CheckViolation {
  return {
    check: 'list-filter',
    operation: 'listUsers',
    parameter: 'active',
    statement: 'list.active',
    says: 'The list can be limited to active users or to the others.',
    source: 'dnl-user-list:26',
    certainty: 'explicit',
    warning: false,
    message: 'User 1721 is in the list and does not match.',
    expected: 'only users with active true',
    got: '{"user_id":1721,"active":false}',
    curl: `curl -sS -H "X-Auth-Token: $UNDERSTUDY_TOKEN" --path-as-is --globoff 'http://localhost:9000/v1/user/list?active=true'`,
    cause: `${more.operation ?? 'listUsers'} ${more.parameter ?? 'active'}`,
    cases: ['list-filter: active=true'],
    flaky: false,
    ...more,
  };
}

/** A run of DNL's checks in which one case passed, but for what is said otherwise; the summary counts the cases. */
export function anOutcome(more: Partial<Outcome> = {}): Outcome {
  const cases = more.cases ?? [aCase()];
  return {
    target: 'http://localhost:9000/v1',
    api: 'dnl',
    seed: 1,
    mark: 'us4k2m',
    writes: 'own',
    readings: {},
    questions: loadContract('dnl').readings,
    laws: {},
    cases,
    summary: counts(cases),
    violations: [],
    statements: { 'list.active': 'pass' },
    coverage: { operations: {}, statements: { exercised: 1, all: 1, unexercised: [] } },
    created: [],
    requests: 5,
    milliseconds: 1234,
    ...more,
  };
}

function counts(cases: readonly CaseOutcome[]): Record<Verdict, number> {
  const count = (verdict: Verdict) => cases.filter(one => one.verdict === verdict).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    flaky: count('flaky'),
    inconclusive: count('inconclusive'),
    skipped: count('skipped'),
  };
}

/** One case of every verdict; the failing and the flaky one show a violation each. */
export function everyVerdict(): Outcome {
  return anOutcome({
    cases: [
      aCase({ id: 'active=false' }),
      aCase({ verdict: 'fail' }),
      aCase({ check: 'list-order', id: 'name asc', parameter: 'order_by', verdict: 'flaky' }),
      aCase({ id: 'role_id', parameter: 'role_id', verdict: 'inconclusive', reason: 'The target showed no role.' }),
      aCase({ check: 'create-keeps', id: 'email', operation: 'createUser', ...skipped }),
      aCase({ check: 'create-keeps', id: 'name', operation: 'createUser', ...skipped }),
    ],
    violations: [
      aViolation({
        check: 'list-order',
        parameter: 'order_by',
        statement: 'list.order_by',
        source: 'dnl-user-list:24',
        cases: ['list-order: name asc'],
        flaky: true,
      }),
      aViolation(),
    ],
    statements: { 'list.active': 'fail', 'list.order_by': 'flaky' },
    readings: { 'text-match (carrier_name)': 'exact', 'text-match (name)': 'contains', 'page-base': 'zero' },
    coverage: {
      operations: {
        listUsers: {
          outcomes: { 200: 41, 401: 0 },
          undocumented: { 418: 1 },
          parameters: { active: 2, page: 0 },
          sent: {},
          shown: { '200 items[].name': 3, '401 error_type': 0 },
        },
        createUser: { outcomes: { 200: 0 }, undocumented: {}, parameters: {}, sent: { name: 2, notes: 0 }, shown: {} },
      },
      statements: {
        exercised: 180,
        all: 291,
        unexercised: [
          { reason: 'Writing is not allowed: --writes own allows it.', statements: ['create.email', 'create.name'] },
        ],
      },
    },
    created: ['user 1795', 'user 1796'],
    ended: 'budget',
  });
}

const skipped = { verdict: 'skipped', reason: 'Writing is not allowed: --writes own allows it.' } as const;
