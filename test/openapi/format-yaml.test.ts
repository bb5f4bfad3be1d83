import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatYaml, parseDocument } from '../../src/openapi/index.js';

const ODD = [
  'on',
  'yes',
  'null',
  '~',
  '<<',
  '1e3',
  '2020-01-01',
  '0x1F',
  '-',
  '? a',
  'a: b',
  '# no',
  '__proto__',
  '',
  ' ',
];

test('a value that was formatted as YAML is read as the same value', () => {
  const value = fc.jsonValue({
    maxDepth: 3,
    stringUnit: fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: 'binary', size: 'small' })),
  });
  fc.assert(
    fc.property(value, one => {
      expect(JSON.stringify(parseDocument(formatYaml(one)).value)).toBe(JSON.stringify(one));
    }),
  );
});

test('small objects and lists are on one line', () => {
  const value = { operations: { listPets: { does: 'list', filters: { name: { member: 'name', compare: 'equal' } } } } };
  expect(formatYaml(value)).toBe(
    'operations:\n  listPets:\n    does: list\n    filters:\n      name: { member: name, compare: equal }\n',
  );
});
