import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { chooseReadings, loadContract, PROFILES, type Profile } from '../../src/contract/index.js';
import { formatPointer, parsePointer, valueAt } from '../../src/kernel/index.js';
import { temporaryFolder } from '../cli/understudy.js';
import { APIS, contractFile } from './contract-files.js';

type Chosen = { profile: Profile; chosen: Readonly<Record<string, string>> };

/** Everything that a public validator finds wrong, examples that break their schema included. */
async function findingsIn(description: object): Promise<string[]> {
  const file = join(await temporaryFolder(), 'openapi.json');
  await writeFile(file, JSON.stringify({ ...description, servers: [{ url: '/v1' }] }));
  const rules = {
    'no-invalid-media-type-examples': 'error',
    'no-invalid-parameter-examples': 'error',
    'no-invalid-schema-examples': 'error',
  } as const;
  const findings = await lint({ ref: file, config: await createConfig({ extends: ['recommended'], rules }) });
  return findings.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
}

describe.each(APIS)('the contract of %s as it is served', api => {
  const contract = loadContract(api);
  const alone = contract.readings.flatMap(({ id, choices }): Chosen[] =>
    choices
      .filter(({ describes }) => choices.length > 1 && describes)
      .map(choice => ({ profile: 'documented', chosen: { [id]: choice.id } })),
  );
  const inProfiles = PROFILES.map((profile): Chosen => ({ profile, chosen: {} }));

  test.each([...inProfiles, ...alone])('has no fault and uses all it holds with %j', async choice => {
    const readings = chooseReadings(contract.readings, choice);
    expect(await findingsIn(contract.bundle(readings))).toEqual([]);
  });

  test.each(
    contract.readings.flatMap(({ choices }) => choices.flatMap(({ describes = {} }) => Object.keys(describes))),
  )('is changed by a reading at %s, which the files have or could have', place => {
    const [file = '', pointer = ''] = place.split('#');
    const holder = formatPointer(parsePointer(pointer).slice(0, -1));
    expect(valueAt(contractFile(api, file), holder)).toBeTypeOf('object');
  });

  test('is another one with other readings, and the files stay as they are', () => {
    const before = JSON.stringify(contractFile(api, 'openapi.yaml'));
    const [documented, observed] = (['documented', 'observed'] as const).map(profile =>
      contract.bundle(chooseReadings(contract.readings, { profile, chosen: {} })),
    );
    expect(documented).not.toEqual(observed);
    expect(contract.bundle(chooseReadings(contract.readings, { profile: 'documented', chosen: {} }))).toEqual(
      documented,
    );
    expect(JSON.stringify(contractFile(api, 'openapi.yaml'))).toBe(before);
  });

  test('has nothing beside a reference, which generators would drop, and no default in a body, which they would require', () => {
    const description = contract.bundle(chooseReadings(contract.readings, { profile: 'documented', chosen: {} }));
    const { beside, defaults } = surprisesIn(description);
    expect([beside, defaults.filter(place => !place.includes('/parameters/'))]).toEqual([[], []]);
  });
});

test('the description of the control plane has neither', () => {
  const { beside, defaults } = surprisesIn(load(readFileSync('src/admin/openapi.yaml', 'utf8')) as object);
  expect([beside, defaults.filter(place => !place.includes('/parameters/'))]).toEqual([[], []]);
});

/** Where a description has something beside a `$ref`, and where it has defaults. */
function surprisesIn(description: object): { beside: string[]; defaults: string[] } {
  const beside: string[] = [];
  const defaults: string[] = [];
  const walk = (value: unknown, path: string[]): void => {
    if (value === null || typeof value !== 'object') return;
    if ('$ref' in value && Object.keys(value).length > 1) beside.push(formatPointer(path));
    if ('default' in value) defaults.push(formatPointer(path));
    for (const [name, inner] of Object.entries(value)) if (name !== 'examples') walk(inner, [...path, name]);
  };
  walk(description, []);
  return { beside, defaults };
}
