import { readdirSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { seededData } from '../../src/app/seeded-data.js';
import { readScenarios } from '../../src/fake/index.js';
import { memoryAdapter, Store } from '../../src/store/index.js';
import { allDefinitions, shippedApis } from '../app/all-definitions.js';
import { APIS } from './contract-files.js';

const NAMES = ['documented', 'empty', 'expired-token', 'flaky-network', 'rate-limited', 'slow-backend'];

test.each(APIS)('the API %s has the promised scenarios, and no other files among them', api => {
  expect(readdirSync(`fixtures/${api}/scenarios`).sort()).toEqual(NAMES.map(name => `${name}.yaml`));
  expect(readScenarios([api]).map(({ name }) => name)).toEqual(NAMES);
});

const scenarios = readScenarios(APIS);

test.each(scenarios)('the scenario $name is told in one sentence', ({ summary }) => {
  expect(summary).toMatch(/^[A-Z][^.]*\.$/);
});

test('the scenario documented is what there is without a scenario', () => {
  const documented = scenarios.find(({ name }) => name === 'documented');
  expect(documented).toMatchObject({ records: {}, rules: [] });
  expect(documented).not.toHaveProperty('time');
});

test.each(scenarios)('the scenario $name has records that its collections may have', async ({ records }) => {
  const seeded = () => seededData(shippedApis, { seed: 1, records: 160 });
  const store = await Store.open(memoryAdapter, { definitions: allDefinitions, seeded });
  onTestFinished(() => store.close());
  await store.reset(records);
  const sizes = Object.keys(records).map(name => store.collection(name).size);
  expect(sizes).toEqual(Object.values(records).map(list => list.length));
});

test.each(scenarios)('the rules of the scenario $name are about each API in the same way', ({ rules }) => {
  const [first, ...others] = APIS.map(api => rulesAbout(api, rules));
  for (const other of others) expect(other).toEqual(first);
});

function rulesAbout(api: string, rules: readonly { json: unknown }[]): unknown[] {
  const all = rules.map(({ json }) => json as { match: { api: string } });
  return all
    .filter(({ match }) => match.api === api)
    .map(({ match, ...rest }) => ({ ...rest, match: { ...match, api: '' } }));
}
