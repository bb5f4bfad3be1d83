import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ParameterIn, ParameterStyle } from '../../../src/openapi/operation.js';
import { contentReader } from '../../../src/openapi/request/content/content-reader.js';
import { writeContent } from '../../../src/openapi/request/content/write-content.js';
import { parameterReader } from '../../../src/openapi/request/parameters/parameter-reader.js';
import { writeParameters } from '../../../src/openapi/request/parameters/write-parameters.js';
import type { JsonSchema } from '../../../src/openapi/schema/described-schema.js';
import { contentOf, parameterOf } from './small-model.js';

/** Everything but the characters that the style cannot hide, since paths are decoded before and headers are not encoded. */
const textWithout = (marks: string) =>
  fc.string({ unit: 'binary' }).map(text => [...text].filter(mark => !marks.includes(mark)).join(''));
const headerText = fc.string({ unit: 'grapheme-ascii' }).map(text => text.replaceAll(/[,=]/g, '').trim());
const integer = fc.maxSafeInteger();
const number = fc
  .double({ noDefaultInfinity: true, noNaN: true })
  .map(value => (Number.isInteger(value) ? 0.5 : value));

const PROPERTIES = {
  text: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  flag: { type: 'boolean' },
};
const TEXT: JsonSchema = { type: 'string' };
const LIST: JsonSchema = { type: 'array', items: { type: 'string' } };
const NUMBERS: JsonSchema = { type: 'array', items: { type: ['number', 'null'] } };
const OBJECT: JsonSchema = { type: 'object', properties: PROPERTIES };

const members = (text: fc.Arbitrary<string>) =>
  fc
    .record({ text, integer, number: integer, flag: fc.boolean() }, { requiredKeys: [] })
    .filter(value => Object.keys(value).length > 0);
const numbers = fc.array(fc.option(fc.oneof(integer, number)), { minLength: 1 });

/** The marks that divide in each style. */
const DELIMITERS: Record<ParameterStyle, string> = {
  simple: ',',
  label: '.,',
  matrix: ';,',
  form: '',
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
  deepObject: '',
};

type Row = [place: ParameterIn, style: ParameterStyle, explode: boolean];

const ROWS: Row[] = [
  ...(['simple', 'label', 'matrix'] as const).flatMap((style): Row[] => [
    ['path', style, false],
    ['path', style, true],
  ]),
  ['query', 'form', false],
  ['query', 'form', true],
  ['query', 'spaceDelimited', false],
  ['query', 'pipeDelimited', false],
  ['query', 'tabDelimited', false],
  ['header', 'simple', false],
  ['header', 'simple', true],
  ['cookie', 'form', false],
  ['cookie', 'form', true],
];

function expectRoundTrip([place, style, explode]: Row, schema: JsonSchema, values: fc.Arbitrary<unknown>): void {
  const parameters = [parameterOf({ name: 'p', in: place, style, explode }, schema)];
  const read = parameterReader(parameters);
  fc.assert(
    fc.property(values, value => {
      const { path, search, headers } = writeParameters(parameters, { [place]: { p: value } });
      const decoded = Object.fromEntries(Object.entries(path).map(([name, text]) => [name, decodeURIComponent(text)]));
      const result = read({ path: decoded, search, headers });
      expect(result).toMatchObject({ unknown: [], issues: [] });
      expect(result.values[place]).toEqual({ p: value });
    }),
    { numRuns: 60 },
  );
}

describe('A parameter that was written is read as the same value', () => {
  describe.each(ROWS)('in %s, style %s, exploded: %s', (...row) => {
    const [place, style] = row;
    const text = place === 'header' ? headerText : textWithout(DELIMITERS[style]);

    test('a text', () => {
      expectRoundTrip(row, TEXT, place === 'header' ? headerText : textWithout(''));
    });
    test('a list', () => {
      expectRoundTrip(row, LIST, fc.array(text, { minLength: 1 }));
    });
    test('an object', () => {
      expectRoundTrip(row, OBJECT, members(text));
    });
    test('numbers and nulls', () => {
      if (style === 'label') expectRoundTrip(row, NUMBERS, fc.array(integer, { minLength: 1 }));
      else expectRoundTrip(row, NUMBERS, numbers);
    });
  });

  test('in brackets', () => {
    const name = textWithout('[]').filter(
      text => text !== '' && !/^\d+$/.test(text) && !Object.hasOwn(PROPERTIES, text),
    );
    const schema: JsonSchema = {
      type: 'object',
      properties: { list: { type: 'array', items: OBJECT }, inner: OBJECT, numbers: NUMBERS },
    };
    const inner = fc
      .tuple(members(textWithout('')), fc.dictionary(name, textWithout('')))
      .map(([known, others]) => ({ ...others, ...known }));
    const value = fc.record({ list: fc.array(inner, { minLength: 1 }), inner, numbers }, { requiredKeys: ['inner'] });
    expectRoundTrip(['query', 'deepObject', true], schema, value);
  });
});

/** JSON whose numbers JavaScript keeps. */
const json = fc
  .jsonValue({ noUnicodeString: false, maxDepth: 8 })
  .map(value =>
    JSON.parse(JSON.stringify(value), (_, each) =>
      typeof each === 'number' && Number.isInteger(each) ? Math.trunc(each % 2 ** 50) + 0 : each,
    ),
  );

const FORM: JsonSchema = {
  type: 'object',
  properties: {
    ...PROPERTIES,
    list: LIST,
    owner: OBJECT,
    toys: { type: 'array', items: OBJECT },
    matrix: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
    file: { type: 'string', format: 'binary' },
    files: { type: 'array', items: { type: 'string', format: 'binary' } },
  },
};
const bytesAsText = fc.uint8Array().map(bytes => Buffer.from(bytes).toString('latin1'));
const form = fc.record(
  {
    text: textWithout(''),
    integer,
    number,
    flag: fc.boolean(),
    list: fc.array(textWithout(''), { minLength: 1 }),
    owner: fc.record({ text: textWithout(''), integer }, { requiredKeys: [] }),
    toys: fc.array(fc.record({ text: textWithout(''), integer }, { requiredKeys: [] }), { minLength: 1 }),
    matrix: fc.array(fc.array(integer), { minLength: 1 }),
    file: bytesAsText,
    files: fc.array(bytesAsText, { minLength: 1 }),
  },
  { requiredKeys: [] },
);

describe('A body that was written is read as the same value', () => {
  test.each<[string, JsonSchema | undefined, fc.Arbitrary<unknown>]>([
    ['application/json', undefined, json],
    ['application/*+json', undefined, json],
    ['*/*', undefined, json],
    ['application/x-www-form-urlencoded', FORM, form],
    ['multipart/form-data', FORM, form],
    ['text/plain', { type: 'string' }, textWithout('\ufeff').filter(text => text !== '')],
    ['text/*', { type: 'integer' }, integer],
    ['application/xml', undefined, textWithout('\ufeff').filter(text => text !== '')],
    ['image/png', undefined, fc.uint8Array({ minLength: 1 }).map(bytes => Buffer.from(bytes))],
    ['*/*', undefined, fc.uint8Array({ minLength: 1 }).map(bytes => Buffer.from(bytes))],
  ])('%s', (mediaType, schema, values) => {
    const content = contentOf(mediaType, schema);
    const read = contentReader({ required: true, place: 'api.yaml#', contents: [content] }, { depth: 64 });
    fc.assert(
      fc.property(values, value => {
        const written = writeContent(value, content);
        if (!written) throw new Error('not written');
        expect(read(written.bytes, written.contentType)).toMatchObject({ value, issues: [] });
      }),
      { numRuns: 100 },
    );
  });

  test.each(['form', 'deepObject', 'pipeDelimited'] as const)('in a form with the style %s', style => {
    const encoding = { owner: { style }, list: { style, explode: style === 'deepObject' } };
    const content = contentOf(
      'application/x-www-form-urlencoded',
      { type: 'object', properties: { owner: OBJECT, list: LIST } },
      encoding,
    );
    const read = contentReader({ required: true, place: 'api.yaml#', contents: [content] }, { depth: 64 });
    const owner =
      style === 'pipeDelimited'
        ? members(textWithout('|')).map(({ text = '' }) => ({ text }))
        : members(textWithout(''));
    fc.assert(
      fc.property(fc.record({ owner, list: fc.array(textWithout('|'), { minLength: 1 }) }), value => {
        const written = writeContent(value, content);
        expect(written && read(written.bytes, written.contentType)).toMatchObject({ value, issues: [] });
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['application/xml', {}],
    ['image/png', 7],
    ['application/x-www-form-urlencoded', 'a'],
    ['multipart/form-data', []],
    ['application/json', undefined],
  ])('%s is not written as %j', (mediaType, value) => {
    expect(writeContent(value, contentOf(mediaType))).toBeUndefined();
  });
});
