import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/index.js';
import { valueAt } from '../../src/kernel/index.js';

const { operations, validator } = loadContract('dnl');
const getUser = operations.find(({ id }) => id === 'getUser');
const createUser = operations.find(({ id }) => id === 'createUser');

test('each violation leads to the word of the contract that is broken, through every reference', () => {
  const choice = { status: 200, mediaType: 'application/json', body: { payload: { active: 'yes' }, success: false } };
  const violations = getUser?.violations(choice) ?? [];
  expect(violations.length).toBeGreaterThan(38);
  for (const { schemaPath } of violations) {
    const [file = '', pointer = ''] = schemaPath.split('#');
    const document = load(readFileSync(`contracts/dnl/${file}`, 'utf8'));
    expect(valueAt(document, pointer), schemaPath).toBeDefined();
  }
  expect(violations).toContainEqual(
    expect.objectContaining({
      path: ['payload', 'active'],
      expected: 'boolean',
      schemaPath: 'schemas/user.json#/properties/active/type',
    }),
  );
});

test.each([
  [{ status: 201, mediaType: 'application/json', body: {} }, 'must not have status 201'],
  [{ status: 200, mediaType: 'text/html', body: {} }, 'must be application/json, not text/html'],
])('a response of %j is a violation', (choice, message) => {
  expect(getUser?.violations(choice)).toEqual([expect.objectContaining({ message })]);
});

test.each([
  [{ name: 'x', client: 5 }, [['client', 'object']]],
  [{ name: 'x', client: { is_panelaccess: 5 } }, [['client.is_panelaccess', 'boolean']]],
  [{ name: 'x', client: null }, []],
  [{ name: 'x', user_type: 5 }, [['user_type', 'string']]],
  [{ name: 'x', user_type: 'ghost' }, [['user_type', 'choice']]],
  [{}, [['name', 'required']]],
])('of %j has only the errors that help', (body, told) => {
  const issues = createUser?.body?.issues(body) ?? [];
  expect(issues.map(({ path, expected }) => [path.join('.'), expected])).toEqual(told);
});

test('a schema that does not exist is a problem of the contract', () => {
  expect(() => validator('nothing')({})).toThrow(expect.objectContaining({ code: 'contract-invalid' }));
});
