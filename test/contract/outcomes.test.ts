import { expect, test } from 'vitest';
import { loadContract, type Operation } from '../../src/contract/index.js';

const { operations } = loadContract('dnl');
const operationOf = (id: string) => operations.find(operation => operation.id === id) as Operation;

test.each([
  ['listUsers', 200, 'explicit'],
  ['authAsClient', 200, 'derived'],
  ['listUsers', 400, 'ruled'],
  ['authAsClient', 404, 'companion'],
  ['listRoles', 401, 'companion'],
  ['listRoles', 418, 'companion'],
  ['listUsers', 418, 'generated'],
])('%s with status %i is %s', (id, status, certainty) => {
  expect(operationOf(id).certainty(status)).toBe(certainty);
});

test('a status has examples by name, of which the first stands where no name is given', () => {
  const { examples, example } = operationOf('listUsers');
  expect(examples(401)).toEqual(['no-token', 'wrong-token']);
  expect(JSON.parse(example(401)).error.code).toBe(110);
  expect(JSON.parse(example(401, 'wrong-token')).error.code).toBe(120);
});

test('a status that is not documented has none', () => {
  const { examples, example } = operationOf('listUsers');
  expect(examples(418)).toEqual([]);
  expect(() => example(418)).toThrow('listUsers documents no example of 418');
  expect(() => example(401, 'x')).toThrow('listUsers documents no example x of 401');
});
