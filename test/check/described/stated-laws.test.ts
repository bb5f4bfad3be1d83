import { expect, test } from 'vitest';
import { describedSuite } from '../../../src/check/described/described-suite.js';
import { createSuite, loadDescribedApi } from '../../../src/check/index.js';
import { loadContract } from '../../../src/contract/index.js';

test('resources of a contract folder that name readings have the values of the first profile', async () => {
  const { resources } = await loadDescribedApi('contracts/dnl', { allowRefs: ['fixtures/dnl'] });
  expect(resources.operations.listUsers).toMatchObject({
    paging: { first: 0 },
    filters: { name: { member: 'name', compare: 'equal' } },
  });
});

test('filters that a reading of a contract folder leaves open may follow any choice that is accepted', async () => {
  const { filterReadings } = await loadDescribedApi('contracts/dnl', { allowRefs: ['fixtures/dnl'] });
  expect(filterReadings.get('listUsers name')?.id).toBe('text-match');
  expect(filterReadings.get('listUsers name')?.choices.map(({ compare }) => compare)).toContain('containing');
});

test('a server is judged by what the readings of a contract folder accept, where that is wider than any choice', async () => {
  const { description, accessReading } = await loadDescribedApi('contracts/acefone', {
    allowRefs: ['fixtures/acefone'],
  });
  const patch = description.operations.find(({ id }) => id === 'patchUser');
  expect(patch?.responses.map(({ status }) => status)).toContain('422');
  expect(patch?.body?.contents[0]?.schema?.validate({ name: 5, block_agent: null })).toEqual([]);
  expect(patch?.body?.contents[0]?.schema?.validate({ name: ['a list'] })).toHaveLength(1);
  expect(accessReading).toMatchObject({ id: 'auth', choices: [{ asks: false }, { asks: true }] });
});

const { checks } = createSuite(loadContract('dnl'));

/** The statements that the cases of a check are about. */
function statementsOf(check: string): string[] {
  const cases = checks.filter(({ id }) => id === check).flatMap(({ cases }) => cases);
  return [...new Set(cases.flatMap(({ statements }) => statements))].toSorted();
}

test('a law speaks for the statements that name it, about the parameters of each case', () => {
  expect(statementsOf('list-order')).toEqual(['list.order_by', 'list.order_dir', 'ruled.order-details']);
});

test('a law that no statement names is not tried', () => {
  expect(checks.map(({ id }) => id)).not.toContain('head-and-options');
});

test('operations that no document has are not judged', () => {
  const operations = new Set(checks.flatMap(({ cases }) => cases.map(({ operation }) => operation)));
  expect([...operations].toSorted()).toEqual(['createUser', 'getUser', 'listUsers', 'patchUsers']);
});

test.each(['credentials-first', 'lacking-rights'])(
  '%s is judged where documents say it, and of no description alone',
  async law => {
    const cases = checks.filter(({ id }) => id === law).flatMap(({ cases }) => cases);
    expect(cases.map(({ operation }) => operation).toSorted()).toEqual(['createUser', 'getUser', 'listUsers']);
    const described = await loadDescribedApi('contracts/dnl', { allowRefs: ['fixtures/dnl'] });
    expect(describedSuite(described, '/v1').suite.checks.map(({ id }) => id)).not.toContain(law);
  },
);

test('a law changes the record that the caller names, as little as can be, where documents have no way to create one', () => {
  const cases = createSuite(loadContract('acefone')).checks.flatMap(({ id, cases }) =>
    id === 'invalid-members' ? cases : [],
  );
  expect(cases.length).toBeGreaterThan(20);
  expect(cases.filter(({ needs }) => needs !== 'subject')).toEqual([]);
});
