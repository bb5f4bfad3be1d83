import { describe, expect, test } from 'vitest';
import type { Content } from '../../../src/openapi/operation.js';
import { contentReader, type ReadContent } from '../../../src/openapi/request/content/content-reader.js';
import type { JsonSchema } from '../../../src/openapi/schema/described-schema.js';
import { contentOf } from './small-model.js';

const FORM = 'application/x-www-form-urlencoded';
const PET: JsonSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    sizes: { type: 'array', items: { type: 'integer' } },
    owner: { type: 'object', properties: { id: { type: 'integer' } } },
    toys: { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } },
    image: { type: 'string', format: 'binary' },
  },
};

function read(contents: readonly Content[], bytes: string | Buffer, contentType?: string, required = true) {
  const body = { required, place: 'api.yaml#/body', contents };
  return contentReader(body, { depth: 10 })(Buffer.from(bytes as string), contentType);
}

function readAs(content: Content, bytes: string | Buffer, contentType = content.mediaType): ReadContent {
  const found = read([content], bytes, contentType);
  if ('unsupported' in found) throw new Error(`unsupported: ${contentType}`);
  return found;
}

describe('A body', () => {
  test('that the description does not have is not read', () => {
    const nothing = { value: undefined, content: undefined, issues: [], files: [] };
    expect(contentReader(undefined, { depth: 10 })(Buffer.from('{'), 'application/json')).toEqual(nothing);
    expect(read([], '{', 'application/json')).toEqual(nothing);
  });

  test('of another media type is unsupported', () => {
    const contents = [contentOf('application/json'), contentOf('text/*')];
    const unsupported = { unsupported: true, accepted: ['application/json', 'text/*'] };
    expect(read(contents, '{}', 'application/xml')).toEqual(unsupported);
    expect(read([contentOf('a/b'), contentOf('c/d')], '{}')).toEqual({ unsupported: true, accepted: ['a/b', 'c/d'] });
  });

  test('is missing if it is required and empty', () => {
    expect(read([contentOf('application/json')], '', 'application/json')).toEqual({
      value: undefined,
      content: undefined,
      files: [],
      issues: [{ in: 'body', path: [], message: 'is missing', expected: 'required', schemaPath: 'api.yaml#/body' }],
    });
    expect(read([contentOf('application/json')], '', undefined, false)).toMatchObject({ issues: [] });
    expect(read([contentOf('application/json')], '', 'text/plain', false)).toMatchObject({ issues: [] });
  });

  test('that is an empty form has no members', () => {
    expect(read([contentOf(FORM, PET)], '', FORM)).toMatchObject({
      value: {},
      issues: [{ path: ['id'], message: 'is missing' }],
    });
  });
});

describe('JSON', () => {
  test.each([
    ['{"id": 1}', { id: 1 }],
    ['\ufeff{"id": 1}', { id: 1 }],
    ['{"id": 1, "__proto__": 2}', JSON.parse('{"id": 1, "__proto__": 2}')],
  ])('%s is read', (text, value) => {
    const content = contentOf('application/json', PET);
    expect(readAs(content, text)).toEqual({ value, content, issues: [], files: [] });
  });

  test.each([
    ['{"id": "1"}', 'must be an integer', ['id'], 'integer'],
    ['{}', 'is missing', ['id'], 'required'],
    ['{"id": 1, "tags": [1]}', 'must be a text', ['tags', '0'], 'string'],
    [
      '{"id": 12345678901234567890}',
      'must be a number that JavaScript keeps exactly, not 12345678901234567890',
      ['id'],
      'number',
    ],
    ['{"id": 1', 'must be valid JSON', [], 'json'],
    ['\xff', 'must be valid JSON', [], 'json'],
    [`${'['.repeat(11)}${']'.repeat(11)}`, 'must not be nested deeper than 10 levels', [], 'shallower'],
    ['['.repeat(1_000_000), 'must not be nested deeper than 10 levels', [], 'shallower'],
    ['null', 'must be an object', [], 'object'],
  ])('%.40s has an issue: %s', (text, message, path, expected) => {
    const { issues } = readAs(contentOf('application/json', PET), Buffer.from(text, 'latin1'));
    expect(issues).toMatchObject([{ in: 'body', message, path, expected }]);
  });

  test.each(['application/json; charset=utf-8', 'application/json', undefined])(
    'is what is sent as %s',
    contentType => {
      expect(read([contentOf('application/json'), contentOf('text/plain')], '[1]', contentType)).toMatchObject({
        value: [1],
      });
    },
  );

  test('is what ends in +json, and what is sent for a range', () => {
    expect(readAs(contentOf('application/merge-patch+json'), '[1]').value).toEqual([1]);
    expect(readAs(contentOf('application/*'), '[1]', 'application/vnd.x+json').value).toEqual([1]);
    expect(readAs(contentOf('*/*'), '[1]', 'application/json').value).toEqual([1]);
  });
});

describe('An urlencoded form', () => {
  test.each<[string, unknown]>([
    ['id=1&name=a+b%26', { id: 1, name: 'a b&' }],
    ['id=1&tags=a&tags=b&sizes=1', { id: 1, tags: ['a', 'b'], sizes: [1] }],
    ['id=1&tags[]=a&tags[]=b&sizes[1]=2&sizes[0]=1', { id: 1, tags: ['a', 'b'], sizes: [1, 2] }],
    ['id=1&owner[id]=2', { id: 1, owner: { id: 2 } }],
    ['id=1&owner=%7B%22id%22%3A2%7D', { id: 1, owner: { id: 2 } }],
    ['id=1&toys=%7B%22id%22%3A2%7D&toys=%7B%22id%22%3A3%7D', { id: 1, toys: [{ id: 2 }, { id: 3 }] }],
    ['id=1&toys=%5B%7B%22id%22%3A2%7D%5D', { id: 1, toys: [{ id: 2 }] }],
    ['id=1&toys[0][id]=2', { id: 1, toys: [{ id: 2 }] }],
    ['id=1&x=2&y[a]=3&y[b]=4&z=5&z=6', { id: 1, x: '2', y: { a: '3', b: '4' }, z: ['5', '6'] }],
    ['id=1&__proto__=2', JSON.parse('{"id": 1, "__proto__": "2"}')],
  ])('%s', (text, value) => {
    expect(readAs(contentOf(FORM, PET), text)).toMatchObject({ value, issues: [] });
    expect(Object.keys(readAs(contentOf(FORM, PET), text).value as object)).toEqual(Object.keys(value as object));
  });

  test.each([
    ['id=x', 'must be an integer', ['id']],
    ['id=1&id=2', 'must be given once', ['id']],
    ['id=1&owner=x', 'must be an object', ['owner']],
    ['id=1&owner=%7B', 'must be valid JSON', ['owner']],
    ['id=1&sizes=1&sizes=x', 'must be an integer', ['sizes', '1']],
    ['name=1', 'is missing', ['id']],
  ])('%s is refused: %s', (text, message, path) => {
    expect(readAs(contentOf(FORM, PET), text).issues).toMatchObject([{ in: 'body', message, path }]);
  });

  test.each([
    ['tags', { explode: false }, 'id=1&tags=a,b', { id: 1, tags: ['a', 'b'] }],
    ['tags', { style: 'pipeDelimited', explode: false }, 'id=1&tags=a|b', { id: 1, tags: ['a', 'b'] }],
    ['owner', { style: 'deepObject' }, 'id=1&owner[id]=2', { id: 1, owner: { id: 2 } }],
    ['owner', { explode: false }, 'id=1&owner=id,2', { id: 1, owner: { id: 2 } }],
    ['owner', { contentType: 'application/json' }, 'id=1&owner={"id":2}', { id: 1, owner: { id: 2 } }],
  ] as const)('has members in the styles of their encoding: %s as %j', (name, encoding, text, value) => {
    expect(readAs(contentOf(FORM, PET, { [name]: encoding }), text)).toMatchObject({ value, issues: [] });
  });

  test('has the members of an object beside its own, where the encoding says so', () => {
    const schema = {
      type: 'object',
      properties: { range: { type: 'object', properties: { from: { type: 'integer' } } } },
    };
    const content = contentOf(FORM, schema, { range: { style: 'form', explode: true } });
    expect(readAs(content, 'from=1&x=2').value).toEqual({ range: { from: 1 }, x: '2' });
  });

  test('without a schema has texts', () => {
    expect(readAs(contentOf(FORM), 'a=1&b[c]=2').value).toEqual({ a: '1', b: { c: '2' } });
  });
});

/** Parts with their heads and contents. */
function multipart(...parts: [head: string, content: string][]): string {
  return `${parts.map(([head, content]) => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`).join('')}--b--\r\n`;
}

describe('A multipart form', () => {
  const TYPE = 'multipart/form-data; boundary=b';
  const content = contentOf('multipart/form-data', PET);

  test('has texts, lists, JSON and files', () => {
    const bytes = multipart(
      ['name="id"', '1'],
      ['name="name"\r\nContent-Type: text/plain', 'Rex'],
      ['name="tags"', 'a'],
      ['name="tags"', 'b'],
      ['name="owner"\r\nContent-Type: application/json', '{"id": 2}'],
      ['name="toys"\r\nContent-Type: application/json', '[{"id": 3}]'],
      ['name="sizes[]"', '4'],
      ['name="image"; filename="rex.png"\r\nContent-Type: image/png', '\x89PNG\r\n'],
    );
    expect(readAs(content, Buffer.from(bytes, 'latin1'), TYPE)).toEqual({
      content,
      value: {
        id: 1,
        name: 'Rex',
        tags: ['a', 'b'],
        owner: { id: 2 },
        toys: [{ id: 3 }],
        sizes: [4],
        image: '\x89PNG\r\n',
      },
      issues: [],
      files: [
        { name: 'image', filename: 'rex.png', mediaType: 'image/png', bytes: Buffer.from('\x89PNG\r\n', 'latin1') },
      ],
    });
  });

  test('keeps a file whole beside its value, which is bounded', () => {
    const bytes = multipart(['name="id"', '1'], ['name="image"; filename="x"', 'x'.repeat(100_000)]);
    const { value, files } = readAs(content, bytes, TYPE);
    expect((value as { image: string }).image).toHaveLength(65_536);
    expect(files[0]?.bytes).toHaveLength(100_000);
  });

  test.each([
    [multipart(['name="id"', 'x']), 'must be an integer', ['id']],
    [multipart(['name="id"', '1'], ['name="id"', '1']), 'must be given once', ['id']],
    [
      multipart(['name="id"', '1'], ['name="owner"\r\nContent-Type: application/json', '{']),
      'must be valid JSON',
      ['owner'],
    ],
    [multipart(['name="name"', '1']), 'is missing', ['id']],
    [multipart(['filename="x"', '1']), 'must be a form in multipart/form-data', []],
    ['--b\r\n', 'must be a form in multipart/form-data', []],
    ['x', 'must be a form in multipart/form-data', []],
  ])('%j is refused: %s', (bytes, message, path) => {
    expect(readAs(content, bytes, TYPE).issues).toMatchObject([{ in: 'body', message, path }]);
  });

  test('without a boundary in the header has the one it begins with', () => {
    expect(readAs(content, multipart(['name="id"', '1']), 'multipart/form-data')).toMatchObject({ value: { id: 1 } });
    expect(readAs(content, 'x', 'multipart/form-data').issues).toHaveLength(1);
  });
});

describe('Other bodies', () => {
  test('in text are texts, or what the schema wants', () => {
    expect(readAs(contentOf('text/plain', { type: 'string' }), 'é')).toMatchObject({ value: 'é', issues: [] });
    expect(readAs(contentOf('text/plain', { type: 'integer' }), '12')).toMatchObject({ value: 12, issues: [] });
    expect(readAs(contentOf('text/plain', { type: 'integer' }), 'x').issues).toMatchObject([{ path: [] }]);
    expect(readAs(contentOf('text/*'), Buffer.from([0xe9]), 'text/csv; charset=latin1').value).toBe('é');
    expect(readAs(contentOf('text/*'), 'a', 'text/csv; charset=unheard-of').value).toBe('a');
  });

  test.each(['application/xml', 'text/xml', 'application/atom+xml'])(
    'in XML are texts without validation: %s',
    type => {
      expect(readAs(contentOf(type, PET), '<pet/>')).toMatchObject({ value: '<pet/>', issues: [] });
    },
  );

  test('are bytes without validation', () => {
    const bytes = Buffer.from([0, 255]);
    expect(readAs(contentOf('image/*', { type: 'string' }), bytes, 'image/png')).toMatchObject({
      value: bytes,
      issues: [],
    });
  });
});
