import { describe, expect, test } from 'vitest';
import type { Parameter } from '../../../src/openapi/operation.js';
import { parameterReader } from '../../../src/openapi/request/parameters/parameter-reader.js';
import { writeParameters } from '../../../src/openapi/request/parameters/write-parameters.js';
import type { JsonSchema } from '../../../src/openapi/schema/described-schema.js';
import { parameterOf } from './small-model.js';

/** Reads a query with one parameter `p`. */
function readQuery(search: string, schema: JsonSchema, given: Partial<Parameter> = {}) {
  const { values, ...rest } = parameterReader([parameterOf({ name: 'p', in: 'query', ...given }, schema)])({
    path: {},
    search,
    headers: {},
  });
  return { value: values.query.p, ...rest };
}

const PET = {
  type: 'object',
  properties: { id: { type: 'integer' }, tags: { type: 'array', items: { type: 'boolean' } } },
};

describe('Text becomes a value of the type that the schema wants', () => {
  test.each<[string, JsonSchema, unknown]>([
    ['p=12', { type: 'integer' }, 12],
    ['p=012', { type: 'integer' }, 12],
    ['p=-3', { type: 'integer' }, -3],
    ['p=1e3', { type: 'integer' }, 1000],
    ['p=1.5', { type: 'number' }, 1.5],
    ['p=true', { type: 'boolean' }, true],
    ['p=12', { type: 'string' }, '12'],
    ['p=12', {}, '12'],
    ['p=12', true, '12'],
    ['p=1&p=2', {}, ['1', '2']],
    ['p=null', { type: ['integer', 'null'] }, null],
    ['p=', { type: ['integer', 'null'] }, null],
    ['p=null', { type: ['string', 'null'] }, null],
    ['p=', { type: ['string', 'null'] }, ''],
    ['p=2', { enum: [1, 2] }, 2],
    ['p=2', { const: 2 }, 2],
    ['p=two', { enum: [1, 'two'] }, 'two'],
    ['p=1', { type: ['string', 'integer'] }, 1],
    ['p=01', { type: ['string', 'integer'] }, '01'],
    ['p=12345678901234567890', { type: ['string', 'integer'] }, '12345678901234567890'],
    ['p=true', { anyOf: [{ type: 'boolean' }, { type: 'string' }] }, true],
    ['p=7', { anyOf: [{ type: 'integer', maximum: 5 }, { type: 'string' }] }, '7'],
    [
      'p=7',
      {
        oneOf: [
          { type: 'integer', maximum: 5 },
          { type: 'string', maxLength: 3 },
        ],
      },
      '7',
    ],
    ['p=7', { allOf: [{ type: ['integer', 'string'] }, { type: 'string' }] }, '7'],
    ['p=7', { allOf: [{ minimum: 1 }, { type: 'integer' }] }, 7],
    ['p=7', { allOf: [{ type: 'number' }, { type: 'integer' }] }, 7],
    ['p=7', { $ref: '#/$defs/id', $defs: { id: { type: 'integer' } } }, 7],
    ['p=1&p=x', { type: 'array', items: { anyOf: [{ type: 'integer' }, { enum: ['x'] }] } }, [1, 'x']],
    ['p=1', { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] }, '1'],
    ['p=1&p=2', { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] }, ['1', '2']],
    ['p=1&p=2', { type: 'array', prefixItems: [{ type: 'integer' }], items: { type: 'string' } }, [1, '2']],
    ['p', { type: 'string' }, ''],
    ['p=%FF%zz%', { type: 'string' }, '\ufffd%zz%'],
    ['p=a+b%2B', { type: 'string' }, 'a b+'],
    ['p=a=b', { type: 'string' }, 'a=b'],
    ['&&p=1&', { type: 'integer' }, 1],
  ])('%s for %j', (search, schema, value) => {
    expect(readQuery(search, schema)).toEqual({ value, unknown: [], issues: [] });
  });
});

test('In a long list, each item may need its second meaning', () => {
  const items: JsonSchema = {
    anyOf: [
      { type: 'integer', maximum: 9 },
      { type: 'string', maxLength: 3 },
    ],
  };
  const search = Array.from({ length: 500 }, (_, at) => `p=${at}`).join('&');
  const value = Array.from({ length: 500 }, (_, at) => (at > 9 ? String(at) : at));
  expect(readQuery(search, { type: 'array', items })).toMatchObject({ value, issues: [] });
});

describe('A value that the schema does not allow is an issue', () => {
  test.each<[string, JsonSchema, string, string[]]>([
    ['p=x', { type: 'integer' }, 'must be an integer', ['p']],
    ['p=1.5', { type: 'integer' }, 'must be an integer', ['p']],
    ['p=0x10', { type: 'integer' }, 'must be an integer', ['p']],
    ['p=', { type: 'integer' }, 'must be an integer', ['p']],
    ['p=yes', { type: 'boolean' }, 'must be a boolean', ['p']],
    ['p=0', { type: 'integer', minimum: 1 }, 'must be at least 1', ['p']],
    ['p=abc', { type: 'string', maxLength: 2 }, 'must have at most 2 characters', ['p']],
    ['p=c', { enum: ['a', 'b'] }, 'must be one of "a", "b"', ['p']],
    ['p=1&p=x', { type: 'array', items: { type: 'integer' } }, 'must be an integer', ['p', '1']],
    ['p=1&p=2', { type: 'integer' }, 'must be given once', ['p']],
    [
      'p=12345678901234567890',
      { type: 'integer' },
      'must be a number that JavaScript keeps exactly, not 12345678901234567890',
      ['p'],
    ],
    ['p=1e999', { type: 'number' }, 'must be a number that JavaScript keeps exactly, not 1e999', ['p']],
  ])('%s for %j: it %s', (search, schema, message, path) => {
    expect(readQuery(search, schema).issues).toMatchObject([{ in: 'query', path, message }]);
  });

  test('with the value that was sent and the place in the description', () => {
    expect(readQuery('p=x', { type: 'integer' }).issues).toEqual([
      {
        in: 'query',
        path: ['p'],
        message: 'must be an integer',
        expected: 'integer',
        schemaPath: 'api.yaml#/type',
        value: 'x',
      },
    ]);
  });
});

describe('A parameter that was not sent', () => {
  test.each(['path', 'query', 'header', 'cookie'] as const)('is missing if it is required: %s', place => {
    const read = parameterReader([parameterOf({ name: 'p', in: place, required: true }, { type: 'integer' })]);
    expect(read({ path: {}, search: '', headers: {} }).issues).toEqual([
      { in: place, path: ['p'], message: 'is missing', expected: 'required', schemaPath: 'api.yaml#/parameters/p' },
    ]);
  });

  test('is absent from the values if it is not', () => {
    expect(readQuery('', { type: 'integer' })).toEqual({ value: undefined, unknown: [], issues: [] });
  });
});

describe('A parameter without a value', () => {
  test.each(['p', 'p='])('is the empty text where that is allowed, whatever the schema says: %s', search => {
    expect(readQuery(search, { type: 'integer' }, { allowEmptyValue: true })).toMatchObject({ value: '', issues: [] });
  });
});

describe('A parameter in JSON', () => {
  test.each(['path', 'query', 'header', 'cookie'] as const)('is read and written: %s', place => {
    const parameters = [parameterOf({ name: 'p', in: place, mediaType: 'application/json' }, PET)];
    const value = { id: 1, tags: [true] };
    const { path, search, headers } = writeParameters(parameters, { [place]: { p: value } });
    const decoded = Object.fromEntries(Object.entries(path).map(([name, text]) => [name, decodeURIComponent(text)]));
    expect(parameterReader(parameters)({ path: decoded, search, headers })).toMatchObject({
      values: { [place]: { p: value } },
      issues: [],
    });
  });

  test.each([
    ['{"id":"x"}', 'must be an integer', ['p', 'id']],
    ['{"id":1e400}', 'must be a number that JavaScript keeps exactly, not 1e400', ['p', 'id']],
    ['{', 'must be valid JSON', ['p']],
    ['['.repeat(100), 'must not be nested deeper than 64 levels', ['p']],
  ])('%s: %s', (text, message, path) => {
    const given = { mediaType: 'application/json' };
    expect(readQuery(`p=${encodeURIComponent(text)}`, PET, given).issues).toMatchObject([{ message, path }]);
    expect(readQuery('p=1&p=1', PET, given).issues).toMatchObject([{ message: 'must be given once' }]);
  });
});

describe('A parameter with brackets', () => {
  const filter: JsonSchema = {
    type: 'object',
    properties: {
      a: { type: 'object', properties: { b: { type: 'integer' } } },
      list: { type: 'array', items: { type: 'integer' } },
      pets: { type: 'array', items: PET },
      n: { anyOf: [{ type: 'integer' }, { type: 'object', properties: { gt: { type: 'integer' } } }] },
    },
  };

  test.each<[string, unknown]>([
    ['p[a][b]=1', { a: { b: 1 } }],
    ['p%5Ba%5D%5Bb%5D=1', { a: { b: 1 } }],
    ['p[list]=1', { list: [1] }],
    ['p[list][]=1', { list: [1] }],
    ['p[list]=1&p[list]=2', { list: [1, 2] }],
    ['p[list][]=1&p[list][]=2', { list: [1, 2] }],
    ['p[list][1]=2&p[list][0]=1&p[list][999999999]=3', { list: [1, 2, 3] }],
    ['p[pets][0][id]=1&p[pets][0][tags][]=true&p[pets][1][id]=2', { pets: [{ id: 1, tags: [true] }, { id: 2 }] }],
    ['p[n]=3', { n: 3 }],
    ['p[n][gt]=3', { n: { gt: 3 } }],
    ['p[other]=3', { other: '3' }],
    ['p[__proto__][b]=3', JSON.parse('{"__proto__": {"b": "3"}}')],
    ['p[]=3', { '': '3' }],
  ])('%s', (search, value) => {
    expect(readQuery(search, filter, { style: 'deepObject' })).toEqual({ value, issues: [], unknown: [] });
  });

  test.each<[string, JsonSchema, unknown]>([
    ['p[]=1&p[]=2', { type: 'array', items: { type: 'integer' } }, [1, 2]],
    ['p[0]=1', { type: 'array', items: { type: 'integer' } }, [1]],
    ['p[0]=1', {}, ['1']],
    ['p[a]=1', {}, { a: '1' }],
    ['p=1', { type: ['integer', 'object'] }, 1],
  ])('%s for %j', (search, schema, value) => {
    expect(readQuery(search, schema, { style: 'deepObject' })).toMatchObject({ value, issues: [] });
  });

  test.each([
    ['p[a]=1&p[a][b]=2', 'must be given once, with brackets or without', ['p', 'a']],
    ['p[a][b]=1&p[a][b]=2', 'must be given once', ['p', 'a', 'b']],
    [`p${'[a]'.repeat(40)}=1`, 'must not have more than 32 brackets', ['p']],
    ['p=1', 'must be an object', ['p']],
  ])('%s is refused: it %s', (search, message, path) => {
    expect(readQuery(search, filter, { style: 'deepObject' }).issues).toMatchObject([{ message, path }]);
  });

  test.each(['p[a', 'p[a]b', 'p[a]]', 'p[[a]', 'q[a]'])('%s is another name', name => {
    expect(readQuery(`${name}=1`, filter, { style: 'deepObject' })).toEqual({
      value: undefined,
      unknown: [name],
      issues: [],
    });
  });
});

describe('An object whose members are written under their own names', () => {
  test('takes those that its schema has', () => {
    expect(readQuery('id=1&tags=true&tags=false&x=1', PET)).toEqual({
      value: { id: 1, tags: [true, false] },
      unknown: ['x'],
      issues: [],
    });
  });

  test('takes all that no other parameter describes, if its schema allows that', () => {
    const read = parameterReader([
      parameterOf({ name: 'p', in: 'query' }, { type: 'object', additionalProperties: { type: 'integer' } }),
      parameterOf({ name: 'q', in: 'query' }, { type: 'string' }),
    ]);
    expect(read({ path: {}, search: 'a=1&q=2&b=3', headers: {} })).toMatchObject({
      values: { query: { p: { a: 1, b: 3 }, q: '2' } },
      unknown: [],
      issues: [],
    });
  });

  test('may have a member of the name of the parameter', () => {
    expect(readQuery('p=1', { type: 'object', properties: { p: { type: 'integer' } } })).toMatchObject({
      value: { p: 1 },
      issues: [],
    });
  });
});

describe('A request', () => {
  test('has unknown query parameters once each', () => {
    expect(readQuery('a=1&p=1&a=2&b[c]=3&p[d]=4&__proto__=5', { type: 'integer' })).toEqual({
      value: 1,
      unknown: ['a', 'b[c]', 'p[d]', '__proto__'],
      issues: [],
    });
    expect(parameterReader([])({ path: { id: '1' }, search: 'a=1', headers: {} }).unknown).toEqual(['a']);
  });

  test('may have names that JavaScript’s objects have', () => {
    const names = ['__proto__', 'constructor', 'hasOwnProperty'];
    const read = parameterReader(
      (['path', 'query', 'header', 'cookie'] as const).flatMap(place =>
        names.map(name => parameterOf({ name, in: place }, { type: 'integer' })),
      ),
    );
    const { values, issues } = read({ path: {}, search: '__proto__=1', headers: { cookie: 'constructor=2' } });
    expect(Object.entries(values.query)).toEqual([['__proto__', 1]]);
    expect(Object.entries(values.cookie)).toEqual([['constructor', 2]]);
    expect(issues).toHaveLength(3);
  });

  test('may fit a schema that contains itself', () => {
    const node = {
      id: { type: 'integer' },
      next: { $ref: '#/$defs/node' },
      all: { allOf: [{ $ref: '#/$defs/node' }] },
    };
    const tree = { $ref: '#/$defs/node', $defs: { node: { type: 'object', properties: node } } };
    expect(readQuery('p[next][next][all][id]=1', tree, { style: 'deepObject' })).toMatchObject({
      value: { next: { next: { all: { id: 1 } } } },
      issues: [],
    });
  });
});
