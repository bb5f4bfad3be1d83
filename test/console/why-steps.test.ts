import { expect, test } from 'vitest';
import type { Request } from '../../src/console/page/data/request-types.js';
import { splitNearest } from '../../src/console/page/detail/nearest.js';
import { listSteps } from '../../src/console/page/detail/why-steps.js';

const REQUEST: Request = {
  id: 1,
  at: '2026-11-30T12:00:00.000Z',
  milliseconds: 1,
  request: { method: 'GET', url: '/v1/user/list?page=1', headers: { 'x-auth-token': '[redacted]' } },
  response: { status: 200, headers: { 'Understudy-Certainty': 'explicit' } },
  api: 'dnl',
  operation: 'listUsers',
  respondedBy: 'handler',
  violations: [],
  curl: null,
};

/** What each step did. */
function outcomes(request: Request): Record<string, string> {
  return Object.fromEntries(listSteps(request).map(({ name, outcome }) => [name, outcome]));
}

const PASSED = {
  Match: 'passed',
  Override: 'passed',
  Authenticate: 'passed',
  Read: 'passed',
  Respond: 'passed',
  Validate: 'passed',
};
const inQuery = { in: 'query', pointer: '/page', message: 'must be an integer' } as const;
const inResponse = { in: 'response', pointer: '/total', message: 'must be a number' } as const;
const refused = (status: number) => ({ respondedBy: 'refusal', response: { status, headers: {} } }) as const;

test.each<[string, Partial<Request>, Record<string, string>]>([
  ['a usual one', {}, PASSED],
  ['a rule', { rule: 'rule-1', respondedBy: 'rule' }, { ...PASSED, Override: 'changed', Authenticate: 'skipped' }],
  ['a delay of a rule', { rule: 'rule-1' }, { ...PASSED, Override: 'changed' }],
  ['a wrong token', refused(401), { ...PASSED, Authenticate: 'refused', Read: 'skipped' }],
  ['a wrong parameter', { ...refused(400), violations: [inQuery] }, { ...PASSED, Read: 'refused' }],
  ['a tolerated parameter', { violations: [inQuery] }, { ...PASSED, Read: 'wrong' }],
  ['an unknown parameter', { unknownParameters: ['colour'] }, { ...PASSED, Read: 'changed' }],
  ['a wrong response', { violations: [inResponse] }, { ...PASSED, Validate: 'wrong' }],
  ['a problem of the mock', { respondedBy: 'problem' }, { ...PASSED, Respond: 'wrong', Validate: 'skipped' }],
  ['a client that left', { respondedBy: 'aborted', response: null }, { ...PASSED, Validate: 'skipped' }],
  ['an unknown path', { respondedBy: 'unmatched', nearest: ['GET /v1/user/list'] }, { Match: 'refused' }],
  ['a preflight', { respondedBy: 'preflight' }, { Match: 'passed' }],
])('%s', (_, changes, expected) => {
  const { operation, ...none } = REQUEST;
  const base = changes.respondedBy === 'unmatched' ? none : { ...none, operation };
  expect(outcomes({ ...base, ...changes } as Request)).toEqual(expected);
});

test('each violation is at the step that found it', () => {
  const steps = listSteps({ ...REQUEST, violations: [inQuery, inResponse] });
  expect(steps.filter(({ violations }) => violations.length > 0)).toMatchObject([
    { name: 'Read', violations: [inQuery] },
    { name: 'Validate', violations: [inResponse] },
  ]);
});

test.each([
  ['GET /v1/user/list', 'GET', '/v1/users/list?page=1', 'user'],
  ['PATCH /v1/user/{user_id}', 'GET', '/v1/user/7', 'PATCH'],
  ['GET /v1/user/{user_id}', 'GET', '/v1/user/7', ''],
  ['GET /v1/user/{user_id}', 'GET', '/v1/user', '{user_id}'],
])('of %j, a request %s %s lacks %j', (operation, method, url, lacked) => {
  const parts = splitNearest(operation, { method, url });
  expect(parts.map(({ text }) => text).join('')).toBe(operation);
  expect(parts.filter(({ isSame }) => !isSame).map(({ text }) => text)).toEqual(lacked === '' ? [] : [lacked]);
});
