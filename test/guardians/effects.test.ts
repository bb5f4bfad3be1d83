import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inferDescription } from '../../src/app/described/infer-description.js';
import { chooseReadings, loadContract, type Reading } from '../../src/contract/index.js';
import { readWholeResources } from '../../src/resource/index.js';
import { APIS } from './contract-files.js';

/** The readings with several choices that code in src/apis reads; all others are decided by data. */
const BY_CODE: Record<string, readonly string[]> = { dnl: ['create-example-url'] };

/** The ids of readings that stand in the code of an API. */
function readingsInCode(api: string): string[] {
  const folder = join('src/apis', api);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  const code = files.map(file => readFileSync(join(folder, file), 'utf8')).join('\n');
  return [...new Set([...code.matchAll(/\.(?:choice|value)(?:<[^(]*>)?\('([a-z-]+)'\)/g)].map(([, id = '']) => id))];
}

describe.each(APIS)('the readings of %s', api => {
  const { readings, resources = '' } = loadContract(api);
  const open = readings.filter(({ choices }) => choices.length > 1);
  const inCode = readingsInCode(api);

  /** What the data of the contract say with a choice of a reading: the description, and what is kept and done. */
  const dataWith = ({ id }: Reading, choice: string): string => {
    const chosen = chooseReadings(readings, { profile: 'documented', chosen: { [id]: choice } });
    return JSON.stringify([chosen.described, readWholeResources(resources, chosen.values)]);
  };

  test('that code reads are few, and have their names here', () => {
    const read = open.map(({ id }) => id).filter(id => inCode.includes(id));
    expect(read.sort()).toEqual([...(BY_CODE[api] ?? [])].sort());
  });

  test('have an effect, each choice another one', () => {
    const same = open
      .filter(({ id }) => !inCode.includes(id))
      .filter(reading => {
        const made = reading.choices.map(({ id }) => dataWith(reading, id));
        return new Set(made).size < made.length;
      });
    expect(same.map(({ id }) => id)).toEqual([]);
  });

  test('that decide nothing, as infer says, are decided by code', async () => {
    const { doubts } = await inferDescription(`contracts/${api}`);
    const idle = doubts.flatMap(doubt => /^The reading (\S+) decides nothing/.exec(doubt)?.[1] ?? []);
    expect(idle.filter(id => !inCode.includes(id))).toEqual([]);
    expect(doubts.filter(doubt => !doubt.startsWith('The reading '))).toEqual([]);
  });
});
