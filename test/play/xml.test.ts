import { expect, test } from 'vitest';
import { api, play } from './play.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The body of a response with a schema and an example, as XML. */
async function xmlOf(schema: unknown, example: unknown, schemas: Record<string, unknown> = {}): Promise<string> {
  const content = { 'application/xml': { schema, example } };
  const description = api(
    { '/x': { get: { responses: { 200: { description: 'x', content } } } } },
    { components: { schemas } },
  );
  // no more records than the example has
  const { get } = await play(
    { ...description, openapi: '3.1.0' },
    { records: Array.isArray(example) ? example.length : 25 },
  );
  const { text, headers } = await get('/x');
  expect(headers['content-type']).toBe('application/xml');
  expect(text.startsWith(HEAD)).toBe(true);
  return text.slice(HEAD.length);
}

const strings = { type: 'array', items: { type: 'string' } };

test.each([
  ['nothing', {}, { a: 1, b: [true, null] }, '<root><a>1</a><b>true</b><b/></root>'],
  ['a root name', { xml: { name: 'thing' } }, { a: 1 }, '<thing><a>1</a></thing>'],
  ['a root that is text', { type: 'string', xml: { name: 't' } }, 7, '<t>7</t>'],
  ['names', { properties: { a: { xml: { name: 'other' } } } }, { a: 1 }, '<root><other>1</other></root>'],
  [
    'attributes',
    { properties: { id: { xml: { attribute: true } }, b: {} } },
    { b: 'x', id: 'a"<&' },
    '<root id="a&quot;&lt;&amp;"><b>x</b></root>',
  ],
  ['a namespace', { xml: { namespace: 'urn:x' } }, { a: 1 }, '<root xmlns="urn:x"><a>1</a></root>'],
  [
    'a prefix',
    { properties: { a: { xml: { namespace: 'urn:x', prefix: 's' } } } },
    { a: 1 },
    '<root><s:a xmlns:s="urn:x">1</s:a></root>',
  ],
  [
    'a list',
    { properties: { animals: strings } },
    { animals: ['x', 'y'] },
    '<root><animals>x</animals><animals>y</animals></root>',
  ],
  [
    'items with a name',
    { properties: { animals: { type: 'array', items: { xml: { name: 'animal' } }, xml: { name: 'aliens' } } } },
    { animals: ['x'] },
    '<root><animal>x</animal></root>',
  ],
  [
    'a wrapped list',
    { properties: { animals: { ...strings, xml: { wrapped: true } } } },
    { animals: ['x'] },
    '<root><animals><animals>x</animals></animals></root>',
  ],
  [
    'a wrapped list with names',
    {
      properties: {
        animals: { type: 'array', items: { xml: { name: 'animal' } }, xml: { wrapped: true, name: 'aliens' } },
      },
    },
    { animals: ['x', 'y'] },
    '<root><aliens><animal>x</animal><animal>y</animal></aliens></root>',
  ],
  ['a root list', { ...strings, xml: { name: 'all' } }, ['x'], '<all><item>x</item></all>'],
  [
    'names that XML does not allow',
    { properties: { 'a b': { xml: { prefix: '1' } } } },
    { 'a b': 1 },
    '<root><item>1</item></root>',
  ],
  [
    'parts',
    { allOf: [{ properties: { a: { xml: { attribute: true } } } }, { xml: { name: 'whole' } }] },
    { a: 1 },
    '<whole a="1"/>',
  ],
])('%s', async (_, schema, example, expected) => {
  expect(await xmlOf(schema, example)).toBe(expected);
});

const Pet = {
  type: 'object',
  properties: {
    id: { type: 'integer', xml: { attribute: true } },
    tags: { type: 'array', xml: { name: 'tag', wrapped: true }, items: { $ref: '#/components/schemas/Tag' } },
    parent: { $ref: '#/components/schemas/Pet' },
  },
};
const Tag = { type: 'object', properties: { name: { type: 'string' } }, xml: { name: 'tag' } };

test('a root has the name of its component', async () => {
  const example = { id: 1, tags: [{ name: 'x' }], parent: { id: 2 } };
  expect(await xmlOf({ $ref: '#/components/schemas/Pet' }, example, { Pet, Tag })).toBe(
    '<Pet id="1"><tag><tag><name>x</name></tag></tag><parent id="2"/></Pet>',
  );
});

test('the items of a root list have the name of their component', async () => {
  const list = { type: 'array', items: { $ref: '#/components/schemas/Pet' } };
  expect(await xmlOf(list, [{ id: 1 }, { id: 2 }], { Pet, Tag })).toBe('<root><Pet id="1"/><Pet id="2"/></root>');
});

test('an example that is text is sent as it is', async () => {
  const content = { 'application/xml': { schema: { type: 'object' }, example: '<pet/>' } };
  const { get } = await play(api({ '/x': { get: { responses: { 200: { description: 'x', content } } } } }));
  expect((await get('/x')).text).toBe('<pet/>');
});
