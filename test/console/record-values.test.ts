import { describe, expect, test } from 'vitest';
import {
  changeOf,
  controlOf,
  findConflicts,
  formatTyped,
  memberOfPointer,
  parseTyped,
  type RecordMember,
  rebase,
  windowOf,
} from '../../src/console/page/records/values.js';

function member(parts: Partial<RecordMember>): RecordMember {
  return { name: 'one', types: [], required: false, ...parts };
}

test.each([
  [{ types: ['string'] }, 'text'],
  [{ types: ['string', 'null'] }, 'text'],
  [{ types: ['integer'] }, 'number'],
  [{ types: ['number', 'null'] }, 'number'],
  [{ types: ['boolean'] }, 'boolean'],
  [{ types: ['string'], enum: ['a', 'b'] }, 'choice'],
  [{ types: ['object'] }, 'json'],
  [{ types: ['string', 'integer'] }, 'json'],
  [{ types: [] }, 'json'],
])('a member with %j is edited as %s', (parts, control) => {
  expect(controlOf(member(parts))).toBe(control);
});

test.each([
  [['string'], 'a "b"', 'a "b"'],
  [['string'], '', ''],
  [['integer'], '7', 7],
  [['integer'], '-1.5', -1.5],
  [['integer'], 'seven', undefined],
  [['integer'], '', undefined],
  [['boolean'], 'true', true],
  [['object'], '{"a":[1]}', { a: [1] }],
  [['object'], '{"a":', undefined],
])('%j: %s is read', (types, text, value) => {
  expect(parseTyped(member({ types }), text)).toEqual(value);
});

test.each([
  [['string'], 'text', 'text'],
  [['integer'], 7, '7'],
  [['integer'], null, ''],
  [['string'], undefined, ''],
  [['array'], [], '[]'],
])('%j: %j is shown', (types, value, text) => {
  expect(formatTyped(member({ types }), value)).toBe(text);
});

describe('A change', () => {
  test('has only the members that differ', () => {
    expect(changeOf({ id: 1, a: [1], b: null }, { id: 1, a: [2], b: null, c: 3 })).toEqual({
      method: 'PATCH',
      body: { a: [2], c: 3 },
    });
  });

  test('has all of the record where members are gone', () => {
    expect(changeOf({ id: 1, a: 1, b: 2 }, { id: 1, a: 3 })).toEqual({ method: 'PUT', body: { id: 1, a: 3 } });
  });

  test('goes on top of what others have changed', () => {
    const [before, mine, theirs] = [
      { id: 1, a: 1, b: 1, c: 1 },
      { id: 1, a: 2, b: 2, c: 1 },
      { id: 1, a: 1, b: 3, c: 3 },
    ];
    expect(findConflicts(before, mine, theirs)).toEqual([
      { name: 'b', mine: 2, theirs: 3 },
      { name: 'c', mine: 1, theirs: 3 },
    ]);
    expect(rebase(before, mine, theirs)).toEqual({ id: 1, a: 2, b: 2, c: 3 });
  });
});

test('the member of an issue is the first one of its pointer', () => {
  expect(['/a~1b/0', '/name', ''].map(memberOfPointer)).toEqual(['a/b', 'name', '']);
});

describe('The visible rows', () => {
  test('are those at the place of the scroll bar', () => {
    const { body, first, last, place } = windowOf({ top: 3000, height: 300, count: 1000, row: 30 });
    expect([body, first, last]).toEqual([30_000, 94, 116]);
    expect(place(100)).toBe(3000);
  });

  test('reach the last one of a list that is taller than an element can be', () => {
    const count = 1_000_000;
    const whole = windowOf({ top: 0, height: 300, count, row: 30 });
    expect(whole.body).toBeLessThan(17_000_000);
    const end = windowOf({ top: whole.body - 300, height: 300, count, row: 30 });
    expect(end.last).toBe(count);
    expect(end.place(count - 1)).toBeCloseTo(whole.body - 30, 3);
  });
});
