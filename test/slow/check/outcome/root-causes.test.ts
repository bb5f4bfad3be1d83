import { describe, expect, test } from 'vitest';
import { runSuite } from '../../../../src/check/index.js';
import { listStatusCauses } from '../../../../src/check/laws/response-check.js';
import { findCauses, type Symptom } from '../../../../src/check/outcome/violations.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import { DEFECTS } from '../../../selfproof/everything.js';
import type { Wrap } from '../../../selfproof/exchange.js';

type Told = Partial<Symptom['evidence'][number]> & { field?: string };

function symptom({ field, operation = 'listUsers', ...finding }: Told): Symptom {
  const evidence = { check: 'a-check', operation, statement: 'a.statement', verdict: 'fail' as const, ...finding };
  return { operation, parameter: field, evidence: [evidence] };
}

/** How many causes some findings come from. */
const causes = (...told: Told[]) => new Set(findCauses(told.map(symptom))).size;

test('a cause has the name that most of its findings have', () => {
  const pairs = [['a', 'b'], ['b', 'c'], ['b']].map(causes => symptom({ causes }));
  expect(findCauses(pairs)).toEqual(['b', 'b', 'b']);
});

const ACTIVE = 'schemas/user.json#/properties/active/type';
const REQUIRED = 'schemas/error.json#/required';
const exchange = { request: { method: 'GET', path: '/', headers: {} }, url: 'http://x/', milliseconds: 1 };

test.each<[string, number, Told[]]>([
  ['one word of the contract, over operations', 1, [{ causes: [ACTIVE] }, { causes: [ACTIVE], operation: 'getUser' }]],
  ['two words of the contract', 2, [{ causes: [ACTIVE] }, { causes: [REQUIRED] }]],
  [
    'a field whose form is broken, and a law about it',
    1,
    [{ causes: [ACTIVE] }, { field: 'active', operation: 'createUser', message: 'active is not what was sent.' }],
  ],
  [
    'a field whose form is broken, and a law that names it',
    1,
    [{ causes: [ACTIVE] }, { field: 'order_by', message: 'Ordered by active, users are missing.' }],
  ],
  [
    'a field whose form is broken, and a law about another',
    2,
    [{ causes: [ACTIVE] }, { field: 'name', message: 'name is not what was sent.' }],
  ],
  [
    'a response whose form is broken, and a law that finds nothing in it',
    1,
    [
      { causes: [REQUIRED], exchange },
      { message: 'Another code.', expected: '110', got: 'nothing', exchange },
    ],
  ],
  [
    'a response whose form is broken, and a law that finds something else in it',
    2,
    [
      { causes: [REQUIRED], exchange },
      { message: 'Another code.', expected: '110', got: '120', exchange },
    ],
  ],
  [
    'one field of one operation, by two laws',
    1,
    [
      { field: 'name', message: 'A user does not match.' },
      { field: 'name', message: 'A part of a text finds others.' },
    ],
  ],
  [
    'one field of two operations, by a sentence that names it',
    1,
    [
      { field: 'name', message: 'name is not what was sent.' },
      { field: 'name', message: 'name is not what was sent.', operation: 'createUser' },
    ],
  ],
  ['one sentence about two fields', 2, ['name', 'email'].map(field => ({ field, message: 'A user does not match.' }))],
  [
    'one sentence about three fields',
    1,
    ['name', 'email', 'role_id'].map(field => ({ field, message: `${field} is not what was sent.` })),
  ],
  [
    'one sentence about no field, whatever its numbers',
    1,
    [{ message: 'Page 1 is not page 2.' }, { message: 'Page 3 is not page 4.', operation: 'patchUsers' }],
  ],
])('%s: the number of causes is %i', (_, count, told) => {
  expect(causes(...told)).toBe(count);
});

describe('a wrong status', () => {
  const status = (
    { status, text, ...more }: { status: number; text: string; check?: string; operation?: string; expected?: string },
    documented = true,
  ): Told => ({
    field: more.operation ?? 'some',
    causes: listStatusCauses(
      { status, text, headers: {}, json: undefined },
      { check: 'no-token', operation: 'getUser', expected: '401', documented, ...more },
    ),
  });

  test.each<[string, number, Told[]]>([
    ['with one text', 1, [{ text: 'no user 5' }, { text: 'no user 71' }].map(more => status({ status: 404, ...more }))],
    ['with two texts', 2, [{ text: 'no' }, { text: 'never' }].map(more => status({ status: 400, ...more }))],
    ['that no page has', 1, [{ text: 'a' }, { text: 'b' }].map(more => status({ status: 422, ...more }, false))],
    [
      'that accepts, by one check on two operations',
      1,
      ['getUser', 'listUsers'].map(operation => status({ status: 200, text: operation, operation })),
    ],
    [
      'that accepts, by two checks on one operation',
      1,
      ['no-token', 'refused-create'].map(check => status({ status: 200, text: check, check })),
    ],
    [
      'that accepts, by two checks on two operations',
      2,
      [
        status({ status: 200, text: 'a', check: 'no-token', operation: 'listUsers' }),
        status({ status: 200, text: 'b', check: 'wrong-token' }),
      ],
    ],
  ])('%s: the number of causes is %i', (_, count, told) => {
    expect(causes(...told)).toBe(count);
  });
});

/** The wraps of some planted defects, one around the other. */
function planted(...ids: string[]): Wrap {
  return server =>
    ids.reduce((inner, id) => {
      const defect = DEFECTS.dnl.find(defect => defect.id === id);
      if (!defect) throw new Error(`There is no defect ${id}.`);
      return defect.wrap(inner);
    }, server);
}

test.each<[string[], number, number]>([
  [['active-number'], 10, 1],
  [['no-token-120'], 6, 1],
  [['not-found-success-text', 'list-name-ignored'], 5, 2],
])('planted defects %j show in many violations and in few causes', async (ids, violations, causes) => {
  const { mock, app } = await wrappedMock(planted(...ids), { records: 40 });
  const tokens = { token: mock.tokens.dnl.admin, nonAdminToken: mock.tokens.dnl.nonAdmin };
  const outcome = await runSuite({ target: app, api: 'dnl', tokens, writes: 'none' });
  const found = new Set(outcome.violations.map(({ cause }) => cause)).size;
  expect(outcome.violations.length).toBeGreaterThanOrEqual(violations);
  expect(found).toBeGreaterThanOrEqual(ids.length);
  expect(found).toBeLessThanOrEqual(causes);
});
