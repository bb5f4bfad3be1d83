import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inferDescription } from '../../src/app/described/infer-description.js';
import { chooseReadings, loadContract } from '../../src/contract/index.js';
import { decideResources, readWholeResources } from '../../src/resource/index.js';

const FOLDERS = readdirSync('contracts').filter(api => loadContract(api).resources !== undefined);

test.each(FOLDERS)('resources.yaml of %s is right, and its whole rules are those that are decided', api => {
  const contract = loadContract(api);
  const readings = chooseReadings(contract.readings, { profile: 'documented', chosen: {} });
  const path = `contracts/${api}/resources.yaml`;
  const text = readFileSync(path, 'utf8');
  const { resources } = decideResources(contract.versionOf(readings), {
    file: { path, text },
    readings: readings.values,
  });
  const whole = readWholeResources(text, readings.values);
  expect(resources).toMatchObject(whole);
  for (const { collection = '' } of Object.values(whole.operations))
    expect(whole.collections).toHaveProperty(collection);
});

test('what a shipped contract folder keeps is shown as that of any other folder', async () => {
  const { operations } = await inferDescription('contracts/dnl');
  const done = operations.map(({ id, does, collection }) => [id, does, collection]);
  expect(done).toEqual(
    expect.arrayContaining([
      ['listUsers', 'list', 'users'],
      ['getUser', 'get', 'users'],
      ['deleteUser', 'delete', 'users'],
      ['listRoles', 'list', 'roles'],
      ['listCarriers', 'list', 'carriers'],
    ]),
  );
});
