import { describe, expect, test } from 'vitest';
import { type JsonReader, readJson } from '../../src/kernel/index.js';

describe('An issue names its place and what is expected there', () => {
  test.each<[unknown, (reader: JsonReader) => unknown, string]>([
    [1, reader => reader.text(), 'The whole must be text.'],
    ['x', reader => reader.boolean(), 'The whole must be true or false.'],
    [[], reader => reader.object(['a']), 'The whole must be an object.'],
    [null, reader => reader.members(), 'The whole must be an object.'],
    [{}, reader => reader.items(), 'The whole must be a list.'],
    [{ a: 1 }, reader => reader.object(['a']).a.text(), '/a must be text.'],
    [{}, reader => reader.object(['a']).a.required().text(), '/a is missing.'],
    [{ 'a/b': [0, 1] }, reader => reader.members()[0]?.[1].items()[1]?.text(), '/a~1b/1 must be text.'],
    [{ c: 1 }, reader => reader.object(['a', 'b']), '/c is unknown; the known names are a, b.'],
    [JSON.parse('{"__proto__":1}'), reader => reader.object(['a']), '/__proto__ is unknown; the known names are a.'],
  ])('%j', (json, read, fault) => {
    expect(readJson(json, read)).toEqual({ issues: [fault] });
  });
});

test('all issues are listed together, up to a limit', () => {
  const read = (reader: JsonReader) => reader.items().map(item => item.text());
  expect(readJson(['a', 1, 'b', 2], read)).toEqual({ issues: ['/1 must be text.', '/3 must be text.'] });
  expect(readJson(Array(1000).fill(1), read)).toMatchObject({ issues: { length: 50 } });
});

test('an absent member is no issue, and inherited names are absent', () => {
  const read = (reader: JsonReader) => {
    const { a, toString: inherited } = reader.object(['a', 'toString']);
    return [a.text(), inherited.text(), a.object(['b']).b.boolean(), a.items()];
  };
  expect(readJson({}, read)).toEqual({ value: [undefined, undefined, undefined, []] });
});
