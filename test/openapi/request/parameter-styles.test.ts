import { describe, expect, test } from 'vitest';
import type { ParameterStyle } from '../../../src/openapi/operation.js';
import { parameterReader } from '../../../src/openapi/request/parameters/parameter-reader.js';
import { writeParameters } from '../../../src/openapi/request/parameters/write-parameters.js';
import type { JsonSchema } from '../../../src/openapi/schema/described-schema.js';
import { parameterOf } from './small-model.js';

const TEXT = { type: 'string' };
const LIST = { type: 'array', items: { type: 'string' } };
const OBJECT = {
  type: 'object',
  properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } },
};

const BLUE = 'blue';
const COLORS = ['blue', 'black', 'brown'];
const RGB = { R: 100, G: 200, B: 150 };

type Row = [style: ParameterStyle, explode: boolean, schema: JsonSchema, text: string, value: unknown];

/** The table of styles of OpenAPI 3.1, for the parameter `color`. */
const PATHS: Row[] = [
  ['matrix', false, TEXT, ';color=blue', BLUE],
  ['matrix', false, LIST, ';color=blue,black,brown', COLORS],
  ['matrix', false, OBJECT, ';color=R,100,G,200,B,150', RGB],
  ['matrix', true, TEXT, ';color=blue', BLUE],
  ['matrix', true, LIST, ';color=blue;color=black;color=brown', COLORS],
  ['matrix', true, OBJECT, ';R=100;G=200;B=150', RGB],
  ['label', false, TEXT, '.blue', BLUE],
  ['label', false, LIST, '.blue,black,brown', COLORS],
  ['label', false, OBJECT, '.R,100,G,200,B,150', RGB],
  ['label', true, TEXT, '.blue', BLUE],
  ['label', true, LIST, '.blue.black.brown', COLORS],
  ['label', true, OBJECT, '.R=100.G=200.B=150', RGB],
  ['simple', false, TEXT, 'blue', BLUE],
  ['simple', false, LIST, 'blue,black,brown', COLORS],
  ['simple', false, OBJECT, 'R,100,G,200,B,150', RGB],
  ['simple', true, TEXT, 'blue', BLUE],
  ['simple', true, LIST, 'blue,black,brown', COLORS],
  ['simple', true, OBJECT, 'R=100,G=200,B=150', RGB],
];
const QUERIES: Row[] = [
  ['form', false, TEXT, 'color=blue', BLUE],
  ['form', false, LIST, 'color=blue,black,brown', COLORS],
  ['form', false, OBJECT, 'color=R,100,G,200,B,150', RGB],
  ['form', true, TEXT, 'color=blue', BLUE],
  ['form', true, LIST, 'color=blue&color=black&color=brown', COLORS],
  ['form', true, OBJECT, 'R=100&G=200&B=150', RGB],
  ['spaceDelimited', false, LIST, 'color=blue%20black%20brown', COLORS],
  ['spaceDelimited', false, OBJECT, 'color=R%20100%20G%20200%20B%20150', RGB],
  ['spaceDelimited', true, LIST, 'color=blue&color=black&color=brown', COLORS],
  ['pipeDelimited', false, LIST, 'color=blue%7Cblack%7Cbrown', COLORS],
  ['pipeDelimited', false, OBJECT, 'color=R%7C100%7CG%7C200%7CB%7C150', RGB],
  ['pipeDelimited', true, LIST, 'color=blue&color=black&color=brown', COLORS],
  ['tabDelimited', false, LIST, 'color=blue%09black%09brown', COLORS],
  ['deepObject', true, OBJECT, 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150', RGB],
];

const NOWHERE = { path: {}, search: '', headers: {} };

describe('A path parameter', () => {
  test.each(PATHS)('of the style %s, exploded: %s, for %j is written as %s', (style, explode, schema, text, value) => {
    const parameters = [parameterOf({ name: 'color', in: 'path', style, explode }, schema)];
    const { values, issues } = parameterReader(parameters)({ ...NOWHERE, path: { color: text } });
    expect({ values: values.path, issues }).toEqual({ values: { color: value }, issues: [] });
    const written = writeParameters(parameters, { path: { color: value } }).path.color ?? '';
    expect(decodeURIComponent(written)).toBe(text);
  });

  test.each([
    ['pipeDelimited', 'a|b'],
    ['spaceDelimited', 'a b'],
    ['tabDelimited', 'a\tb'],
  ] as const)('has the collection formats of OpenAPI 2.0, such as %s', (style, text) => {
    const parameters = [parameterOf({ name: 'color', in: 'path', style }, LIST)];
    expect(parameterReader(parameters)({ ...NOWHERE, path: { color: text } }).values.path).toEqual({
      color: ['a', 'b'],
    });
    expect(writeParameters(parameters, { path: { color: ['a', 'b'] } }).path.color).toBe(
      text.replace(/\W/, encodeURIComponent),
    );
  });

  test.each([
    ['label', true, TEXT, 'blue', 'must begin with "."'],
    ['matrix', false, TEXT, 'blue', 'must begin with ";color="'],
    ['matrix', true, OBJECT, 'R=100', 'must begin with ";"'],
    ['simple', false, OBJECT, 'R,100,G', 'must be an object'],
    ['simple', true, OBJECT, 'R,100', 'must be an object'],
  ] satisfies Row[])(
    'of the style %s, exploded: %s, for %j refuses %s: it %s',
    (style, explode, schema, text, message) => {
      const parameters = [parameterOf({ name: 'color', in: 'path', style, explode }, schema)];
      const { issues } = parameterReader(parameters)({ ...NOWHERE, path: { color: text } });
      expect(issues).toMatchObject([{ in: 'path', path: ['color'], message }]);
    },
  );

  test.each([
    ['label', '.', ''],
    ['label', '.a.b', 'a.b'],
    ['matrix', ';color', ''],
    ['matrix', ';color=', ''],
    ['matrix', ';color=a;b', 'a;b'],
    ['simple', ' a ', ' a '],
    ['simple', 'a,b', 'a,b'],
  ] as const)('of the style %s may contain delimiters: %j is %j', (style, text, value) => {
    const parameters = [parameterOf({ name: 'color', in: 'path', style }, TEXT)];
    expect(parameterReader(parameters)({ ...NOWHERE, path: { color: text } }).values.path).toEqual({ color: value });
  });
});

describe('A query parameter', () => {
  test.each(QUERIES)(
    'of the style %s, exploded: %s, for %j is written as %s',
    (style, explode, schema, text, value) => {
      const parameters = [parameterOf({ name: 'color', in: 'query', style, explode }, schema)];
      const { values, unknown, issues } = parameterReader(parameters)({ ...NOWHERE, search: text });
      expect({ values: values.query, unknown, issues }).toEqual({ values: { color: value }, unknown: [], issues: [] });
      expect(writeParameters(parameters, { query: { color: value } }).search).toBe(text);
    },
  );

  test.each([
    ['spaceDelimited', 'color=a+b', ['a', 'b']],
    ['pipeDelimited', 'color=a|b', ['a', 'b']],
    ['pipeDelimited', 'color=a%7cb', ['a', 'b']],
    ['form', 'color=a%2Cb,c', ['a,b', 'c']],
    ['form', 'color=a%2Cb', ['a,b']],
    ['form', 'color=a+b,c%20d', ['a b', 'c d']],
    ['form', 'color=', ['']],
    ['form', 'c%6Flor=a', ['a']],
  ] as const)('of the style %s reads %s as %j', (style, search, value) => {
    const parameters = [parameterOf({ name: 'color', in: 'query', style, explode: false }, LIST)];
    expect(parameterReader(parameters)({ ...NOWHERE, search })).toMatchObject({
      values: { query: { color: value } },
      issues: [],
    });
  });

  test('is divided at encoded commas where that alone gives valid items', () => {
    const integers = { type: 'array', items: { type: 'integer' } };
    const read = parameterReader([parameterOf({ name: 'ids', in: 'query', explode: false }, integers)]);
    expect(read({ ...NOWHERE, search: 'ids=1%2C2%2C3' })).toMatchObject({
      values: { query: { ids: [1, 2, 3] } },
      issues: [],
    });
    expect(read({ ...NOWHERE, search: 'ids=' })).toMatchObject({ values: { query: { ids: [] } }, issues: [] });
  });
});

describe('A header', () => {
  test.each([
    [false, LIST, 'blue, black,brown', COLORS],
    [true, LIST, 'blue,black,brown', COLORS],
    [false, OBJECT, 'R,100,G,200,B,150', RGB],
    [true, OBJECT, 'R=100,G=200, B=150', RGB],
    [false, TEXT, 'a, b%20', 'a, b%20'],
    [false, { type: 'boolean' }, 'true', true],
  ])('exploded: %s, for %j reads %s', (explode, schema, text, value) => {
    const parameters = [parameterOf({ name: 'X-Color', in: 'header', explode }, schema)];
    const read = parameterReader(parameters);
    expect(read({ ...NOWHERE, headers: { 'x-color': text } })).toMatchObject({
      values: { header: { 'X-Color': value } },
      issues: [],
    });
    const { headers } = writeParameters(parameters, { header: { 'X-Color': value } });
    expect(read({ ...NOWHERE, headers }).values.header).toEqual({ 'X-Color': value });
  });

  test('that HTTP has a rule for is no parameter', () => {
    const names = ['Accept', 'CONTENT-TYPE', 'authorization'];
    const read = parameterReader(
      names.map(name => parameterOf({ name, in: 'header', required: true }, { type: 'integer' })),
    );
    expect(read({ ...NOWHERE, headers: { accept: 'x' } })).toMatchObject({ values: { header: {} }, issues: [] });
  });
});

describe('A cookie', () => {
  test.each([
    [false, TEXT, 'a=1; color=blue; b', BLUE],
    [true, TEXT, 'color="bl%75e"', BLUE],
    [true, TEXT, 'color=a&b', 'a&b'],
    [true, TEXT, 'color=a=b+c', 'a=b+c'],
    [false, LIST, 'color=blue,black,brown', COLORS],
    [true, LIST, 'color=blue; color=black; color=brown', COLORS],
    [true, LIST, 'color=blue&color=black&color=brown', COLORS],
    [false, OBJECT, 'color=R,100,G,200,B,150', RGB],
    [true, OBJECT, 'R=100; G=200; B=150', RGB],
  ])('exploded: %s, for %j reads %s', (explode, schema, cookie, value) => {
    const parameters = [parameterOf({ name: 'color', in: 'cookie', explode }, schema)];
    const read = parameterReader(parameters);
    expect(read({ ...NOWHERE, headers: { cookie } })).toMatchObject({
      values: { cookie: { color: value } },
      issues: [],
    });
    const { headers } = writeParameters(parameters, { cookie: { color: value } });
    expect(read({ ...NOWHERE, headers }).values.cookie).toEqual({ color: value });
  });
});
