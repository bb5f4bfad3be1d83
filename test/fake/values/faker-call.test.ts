import { describe, expect, test } from 'vitest';
import { drawFaker, fakerIssue, generateValue } from '../../../src/fake/index.js';
import type { JsonSchema } from '../../../src/openapi/index.js';
import { describeSchema, NOW } from './describe-schema.js';

const draw = (call: unknown, seed = 'a') => drawFaker(call, { seed, now: NOW });
const make = (schema: JsonSchema & object, options = {}) =>
  generateValue(describeSchema(schema), { seed: 3, now: NOW, ...options })?.value;

describe('a call of faker', () => {
  test.each<[call: unknown, expected: unknown]>([
    ['person.firstName', expect.stringMatching(/^\w+$/)],
    ['number.int', expect.any(Number)],
    [{ 'number.int': { min: 7, max: 9 } }, expect.toSatisfy((n: number) => n >= 7 && n <= 9)],
    [{ 'commerce.price': [{ min: 10, max: 12 }] }, expect.stringMatching(/^1[012]\.\d\d$/)],
    [{ 'helpers.arrayElement': [['a', 'b']] }, expect.stringMatching(/^[ab]$/)],
    [{ 'string.alpha': 5 }, expect.stringMatching(/^[a-zA-Z]{5}$/)],
    [{ 'number.bigInt': { min: 4, max: 4 } }, 4],
    [{ 'date.past': null }, expect.stringMatching(/^2025-\d\d-\d\dT|^2026-/)],
    ['{{person.firstName}} in {{location.city}}', expect.stringMatching(/^[^{]+ in [^}]+$/)],
    ['{{number.int({"min": 3, "max": 3})}} of 3', '3 of 3'],
  ])('%j makes a value, the same for the same seed', (call, expected) => {
    expect(fakerIssue(call)).toBeUndefined();
    expect(draw(call)).toEqual(expected);
    expect(draw(call)).toEqual(draw(call));
  });

  test('another seed makes another value, and times are near the clock of the mock', () => {
    expect(draw('string.uuid')).not.toBe(draw('string.uuid', 'b'));
    const drawn = drawFaker('date.past', { seed: 'a', now: Date.UTC(1990, 0, 1) * 1000 });
    expect(drawn).toMatch(/^19(89|90)-/);
  });

  test.each<[call: unknown, issue: RegExp]>([
    ['person.frstName', /names no method of faker's person; did you mean firstName\?/],
    ['persn.firstName', /names no module of faker; did you mean person\?/],
    ['person', /names no method of faker's person/],
    ['person.firstName.length', /names no method of faker's person/],
    ['person.constructor', /names no method of faker's person/],
    ['constructor.constructor', /names no module of faker/],
    ['__proto__.toString', /names no module of faker/],
    ['{{person.frstName}}', /names no method of faker's person; did you mean firstName\?/],
    [{ 'person.firstName': [], 'person.lastName': [] }, /must be a method of faker, or an object with one/],
    [{}, /must be a method of faker/],
    [7, /must be a method of faker/],
    [null, /must be a method of faker/],
    [{ 'string.alpha': 1e9 }, /has a size above 10000/],
    [{ 'lorem.words': { min: 1, max: 1e9 } }, /has a size above 10000/],
    [{ 'helpers.multiple': [3] }, /cannot be drawn/],
    [{ 'number.int': { min: 5, max: 1 } }, /cannot be drawn/],
  ])('%j is refused with a reason, and makes nothing', (call, issue) => {
    expect(fakerIssue(call)).toMatch(issue);
    expect(draw(call)).toBeUndefined();
  });
});

describe('the keyword `x-faker`', () => {
  test.each<[schema: JsonSchema & object, expected: unknown]>([
    [{ type: 'string', 'x-faker': { 'helpers.arrayElement': [['red']] } }, 'red'],
    [{ type: 'number', 'x-faker': { 'commerce.price': { min: 100, max: 100 } } }, 100],
    [{ type: 'string', 'x-faker': { 'number.int': { min: 5, max: 5 } } }, '5'],
    [{ type: 'string', format: 'date', 'x-faker': 'date.future' }, expect.stringMatching(/^202[67]-\d\d-\d\d$/)],
    [{ type: 'string', maxLength: 3, 'x-faker': { 'helpers.arrayElement': [['abcdef']] } }, 'abc'],
  ])('%j makes the value, in the type and within the limits of the schema', (schema, expected) => {
    expect(make(schema)).toEqual(expected);
  });

  test('members and items have their own', () => {
    const color = { type: 'string', 'x-faker': { 'helpers.arrayElement': [['red']] } };
    const schema = {
      type: 'object',
      required: ['color', 'colors'],
      properties: { color, colors: { type: 'array', minItems: 1, items: color } },
    };
    expect(make(schema)).toEqual({ color: 'red', colors: ['red'] });
  });

  test('an example and an enum count before it, and a wrong call or a value that does not fit leaves the rest', () => {
    const red = { 'helpers.arrayElement': [['red']] };
    expect(make({ type: 'string', example: 'blue', 'x-faker': red })).toBe('blue');
    expect(make({ type: 'string', example: 'blue', 'x-faker': red }, { examples: false })).toBe('red');
    expect(make({ enum: ['green'], 'x-faker': red })).toBe('green');
    expect(make({ type: 'integer', 'x-faker': red })).toEqual(expect.any(Number));
    expect(make({ type: 'string', 'x-faker': 'colr.human' })).toEqual(expect.any(String));
  });
});
