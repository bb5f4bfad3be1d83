import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ParameterIn, ParameterStyle } from '../../../src/openapi/operation.js';
import { contentReader } from '../../../src/openapi/request/content/content-reader.js';
import { writeContent } from '../../../src/openapi/request/content/write-content.js';
import { chooseContent } from '../../../src/openapi/request/media-type.js';
import { parameterReader } from '../../../src/openapi/request/parameters/parameter-reader.js';
import { writeParameters } from '../../../src/openapi/request/parameters/write-parameters.js';
import type { JsonSchema } from '../../../src/openapi/schema/described-schema.js';
import { contentOf, parameterOf } from './small-model.js';

const PLACES: ParameterIn[] = ['path', 'query', 'header', 'cookie'];
const STYLES: ParameterStyle[] = [
  'simple',
  'label',
  'matrix',
  'form',
  'spaceDelimited',
  'pipeDelimited',
  'tabDelimited',
  'deepObject',
];
const SCHEMAS: JsonSchema[] = [
  {},
  { type: ['integer', 'null'] },
  { type: ['string', 'array', 'object'], items: { type: 'number' } },
  {
    type: 'array',
    items: {
      anyOf: [
        { type: 'integer', maximum: 9 },
        { type: 'string', maxLength: 2 },
      ],
    },
  },
  { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'array', items: { type: 'boolean' } } } },
  {
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'integer' }, { type: 'array', items: { type: 'integer' } }] },
  },
];
/** One parameter for each style, schema and place; the names repeat, as they may in bad descriptions. */
const PARAMETERS = PLACES.flatMap(place =>
  STYLES.flatMap((style, at) =>
    SCHEMAS.map((schema, index) =>
      parameterOf({ name: 'pq'[index % 2] as string, in: place, style, explode: (at + index) % 3 > 0 }, schema),
    ),
  ),
);
const READERS = PARAMETERS.map(parameter => parameterReader([parameter]));
const QUERY_READERS = PARAMETERS.filter(
  ({ in: place, style }) => place === 'query' && (style === 'form' || style === 'deepObject'),
).map(parameter => parameterReader([parameter]));

/** Text with many of the marks that mean something. */
const marked = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'pqab&=;,.|[]%+ "\t{}:0129-e/*?'),
      fc.constantFrom('%FF', '%2C', '%5B', 'p[a]', 'p=', '\\', 'q=0.1'),
      fc.string({ unit: 'binary', maxLength: 2 }),
    ),
  )
  .map(parts => parts.join(''));

describe('Parameters', () => {
  test('of any text are read, and any of them is a value, an issue, or absent', () => {
    const read = parameterReader(PARAMETERS);
    fc.assert(
      fc.property(marked, marked, marked, (path, search, header) => {
        const source = { path: { p: path, q: path }, search, headers: { p: header, q: header, cookie: header } };
        for (const result of [read(source), ...READERS.map(each => each(source))]) {
          for (const issue of result.issues) expect(issue.path[0]).toMatch(/^[pq]$/);
          for (const name of result.unknown) expect(typeof name).toBe('string');
        }
      }),
      { numRuns: 50 },
    );
  });

  test('of any value are written', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), fc.string({ unit: 'binary' }), (value, text) => {
        const values = { p: value === undefined ? text : JSON.parse(JSON.stringify(value) ?? 'null'), q: '\ud800' };
        const written = writeParameters(PARAMETERS, { path: values, query: values, header: values, cookie: values });
        expect(typeof written.search).toBe('string');
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['many names', Array.from({ length: 5_000 }, (_, at) => `n${at}=1`).join('&')],
    ['a name many times', 'p=1&'.repeat(10_000)],
    ['many brackets', `p${'[a]'.repeat(100_000)}=1`],
    ['many members', Array.from({ length: 5_000 }, (_, at) => `p[${at}]=x`).join('&')],
    ['many commas', `p=${','.repeat(200_000)}`],
    ['open brackets', '['.repeat(200_000)],
    ['percent signs', `p=${'%'.repeat(200_000)}`],
    ['a long number', `p=${'9'.repeat(200_000)}`],
  ])('are read in time from a query with %s', (_, search) => {
    for (const read of QUERY_READERS) {
      expect(read({ path: {}, search, headers: {} }).issues.length).toBeLessThanOrEqual(100);
    }
  });
});

const FORM: JsonSchema = { type: 'object', properties: { p: SCHEMAS[2], q: SCHEMAS[3], a: SCHEMAS[5], b: SCHEMAS[4] } };
const TYPES = [
  'application/json',
  'application/*+json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/*',
  'application/xml',
  '*/*',
];
const CONTENTS = TYPES.map((mediaType, at) => contentOf(mediaType, at % 3 === 2 ? FORM : undefined));
const read = contentReader({ required: true, place: 'api.yaml#', contents: CONTENTS }, { depth: 20 });

const contentType = fc.oneof(
  fc.constantFrom(...TYPES, 'multipart/form-data; boundary=p', 'text/plain; charset=utf-16le', 'a/b'),
  marked,
  fc.constant(undefined),
);
const bytes = fc.oneof(
  fc.uint8Array().map(each => Buffer.from(each)),
  marked.map(text => Buffer.from(text)),
  fc.json().map(text => Buffer.from(text)),
  marked.map(text => Buffer.from(`--p\r\nContent-Disposition: form-data; name="p"${text}\r\n\r\n${text}\r\n--p--`)),
);

describe('Bodies', () => {
  test('of any bytes and any media type are read', () => {
    fc.assert(
      fc.property(bytes, contentType, (body, header) => {
        const found = read(body, header);
        if ('unsupported' in found) expect(found.accepted).toEqual(TYPES);
        else for (const issue of found.issues) expect(issue.in).toBe('body');
      }),
      { numRuns: 500 },
    );
  });

  test('of any value are written, or are not', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(...CONTENTS), (value, content) => {
        const written = writeContent(value, content);
        if (written) expect(Buffer.isBuffer(written.bytes)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['names', 'application/x-www-form-urlencoded', Array.from({ length: 20_000 }, (_, at) => `n${at}[x]=1`).join('&')],
    ['values', 'application/x-www-form-urlencoded', 'q=100&'.repeat(10_000)],
    ['brackets', 'application/x-www-form-urlencoded', `${'q[]'.repeat(100)}=1&`.repeat(3_000)],
    [
      'parts',
      'multipart/form-data; boundary=p',
      '--p\r\nContent-Disposition: form-data; name="q"\r\n\r\n1\r\n'.repeat(20_000),
    ],
    ['line ends', 'multipart/form-data; boundary=p', `--p${'\r\n'.repeat(500_000)}`],
    [
      'near boundaries',
      'multipart/form-data; boundary=pppppppp',
      `--pppppppp\r\n\r\n\r\n${'\r\n--ppppppp'.repeat(100_000)}`,
    ],
    ['levels', 'application/json', '{"a":'.repeat(200_000)],
    ['strings', 'application/json', `[${'"12345678901234567890",'.repeat(20_000)}1]`],
    ['numbers', 'application/json', `[${'12345678901234567890,'.repeat(20_000)}1]`],
  ])('with many %s are read in time', (_, header, text) => {
    expect(read(Buffer.from(text), header)).toHaveProperty('issues');
  });

  test('are chosen for any header Accept', () => {
    fc.assert(
      fc.property(fc.oneof(marked, fc.string()), accept => {
        const content = chooseContent(CONTENTS, accept);
        expect(content === undefined || CONTENTS.includes(content)).toBe(true);
      }),
    );
    expect(chooseContent(CONTENTS.slice(0, 2), 'a/b,'.repeat(100_000))).toBeUndefined();
  });
});
