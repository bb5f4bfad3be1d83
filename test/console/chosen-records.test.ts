import { expect, test } from 'vitest';
import {
  countChosen,
  describeSelection,
  isChosen,
  NOTHING,
  toggle,
} from '../../src/console/page/records/chosen-records.js';
import { parseCell, type RecordMember } from '../../src/console/page/records/values.js';

test('a record is chosen and given up again', () => {
  const two = toggle(toggle(NOTHING, '7'), '9');
  expect(isChosen(two, '7')).toBe(true);
  expect(countChosen(two, 20)).toBe(2);
  expect(describeSelection(two, 'name:ann')).toEqual({ ids: ['7', '9'] });
  expect(describeSelection(toggle(two, '7'), '')).toEqual({ ids: ['9'] });
});

test('all records are those of the filter', () => {
  expect(isChosen('all', '7')).toBe(true);
  expect(countChosen('all', 20)).toBe(20);
  expect(toggle('all', '7')).toBe('all');
  expect(describeSelection('all', 'name:ann')).toEqual({ filter: 'name:ann' });
  expect(describeSelection('all', '')).toEqual({});
});

test.each([
  [['string'], 'ann', 'amy', 'ann'],
  [['string'], '', 'amy', ''],
  [['string', 'null'], '', null, null],
  [['string', 'null'], '', 'amy', ''],
  [['integer', 'null'], '', 7, null],
  [['integer'], '', 7, undefined],
  [['integer'], '8', 7, 8],
  [['array'], '[1', [], undefined],
])('a cell of %j with %j where %j was is %j', (types, text, before, value) => {
  const member: RecordMember = { name: 'one', types, required: false };
  expect(parseCell(member, text, before)).toEqual(value);
});
