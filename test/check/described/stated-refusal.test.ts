import { expect, test } from 'vitest';
import { statedApi } from '../../../src/check/described/stated-laws.js';
import { statedRefusal } from '../../../src/check/described/stated-refusal.js';
import { loadContract } from '../../../src/contract/index.js';

function refusalOf(contract: string, operation: string) {
  const api = statedApi(loadContract(contract));
  return statedRefusal(api.operation(operation), api);
}

test('wrong input is refused with the status of the response that has the example', () => {
  expect(refusalOf('dnl', 'createUser')?.statuses).toEqual([400]);
  expect(refusalOf('acefone', 'patchUser')?.statuses).toEqual([400, 422]);
});

test.each([
  ['one object', [{ name: [''], email: [''] }], ['name', 'email']],
  ['an object for each', [{ name: [''] }, { email: [''] }], ['name', 'email']],
  ['no errors', undefined, []],
])('a refusal names what stands where the rule has names: %s', (_, errors, names) => {
  expect(refusalOf('dnl', 'createUser')?.listNames({ errors })).toEqual(names);
});

test('an operation without such a response has no stated refusal', () => {
  expect(refusalOf('dnl', 'getUser')).toBeUndefined();
});
