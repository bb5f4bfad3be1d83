import { expect, test } from 'vitest';
import { SchemaView } from '../../src/openapi/index.js';
import { describing, loadFiles } from './files.js';

const PET = {
  allOf: [
    { $ref: '#/components/schemas/Named' },
    {
      type: 'object',
      required: ['kind'],
      properties: {
        id: { type: 'integer', readOnly: true },
        kind: { enum: ['cat', 'dog'] },
        secret: { type: 'string', writeOnly: true },
        owner: { nullable: true, allOf: [{ $ref: '#/components/schemas/Named' }] },
      },
    },
  ],
};
const NAMED = { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 20 } } };

async function viewOf(schema: unknown): Promise<SchemaView> {
  const description = await loadFiles({
    'api.json': describing(schema, { components: { schemas: { Pet: PET, Named: NAMED } } }),
  });
  const found = description.operations[0]?.responses[0]?.contents[0]?.schema;
  if (!found) throw new Error('there is no schema');
  return new SchemaView(found);
}

test('a view joins all parts of a schema and leaves out what a response never has', async () => {
  const { members, types } = await viewOf({ $ref: '#/components/schemas/Pet' });
  expect([...types]).toEqual(['object']);
  expect([...members.keys()].sort()).toEqual(['id', 'kind', 'name', 'owner']);
  const { id, kind, name, owner } = Object.fromEntries(members);
  expect([id?.readOnly, kind?.readOnly]).toEqual([true, false]);
  expect([id?.required, kind?.required, name?.required]).toEqual([false, true, true]);
  expect(kind?.value.enum).toEqual(['cat', 'dog']);
  expect([...(kind?.value.types ?? [])]).toEqual(['string']);
  expect([owner?.nullable, name?.nullable]).toEqual([true, false]);
});

test('the same schema has the same place, whoever refers to it', async () => {
  const list = await viewOf({ type: 'array', items: { $ref: '#/components/schemas/Pet' } });
  const nested = await viewOf({ type: 'object', properties: { data: { $ref: '#/components/schemas/Pet' } } });
  expect(list.items?.place).toBe('api.json#/components/schemas/Pet');
  expect(nested.members.get('data')?.value.place).toBe(list.items?.place);
  expect(list.items?.members.get('owner')?.value.place).toBe('api.json#/components/schemas/Named');
});

test.each([
  ['description', { description: 'The pet.' }, true],
  ['null', { nullable: true }, true],
  ['required members', { required: ['id'] }, false],
  ['members', { properties: { age: { type: 'integer' } } }, false],
])(
  'a reference with %s beside it is the same schema only where its members are the same',
  async (_, beside, isSame) => {
    const { place, members } = await viewOf({ allOf: [{ $ref: '#/components/schemas/Pet' }], ...beside });
    expect(place === 'api.json#/components/schemas/Pet').toBe(isSame);
    expect([...members.keys()]).toEqual(expect.arrayContaining(['name', 'kind', 'id']));
  },
);

test('a part of a schema validates on its own', async () => {
  const nested = await viewOf({ type: 'object', properties: { data: { $ref: '#/components/schemas/Pet' } } });
  const pet = nested.members.get('data')?.value.schema;
  expect(pet?.validate({ name: 'Rex', kind: 'dog' })).toEqual([]);
  expect(pet?.validate({ name: 'Rex', kind: 'fish' })[0]?.path).toEqual(['kind']);
});

test('a member of one alternative is a member, and required only where all alternatives require it', async () => {
  const { members } = await viewOf({
    oneOf: [
      { type: 'object', required: ['a', 'b'], properties: { a: { type: 'string' }, b: { type: 'string' } } },
      { type: 'object', required: ['a'], properties: { a: { type: 'integer' }, c: { type: 'string' } } },
    ],
  });
  expect([...members].map(([name, { required }]) => [name, required])).toEqual([
    ['a', true],
    ['b', false],
    ['c', false],
  ]);
});

test('a schema that contains itself can be viewed', async () => {
  const description = await loadFiles({
    'api.json': describing(
      { $ref: '#/components/schemas/Tree' },
      {
        components: {
          schemas: {
            Tree: {
              type: 'object',
              properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
            },
          },
        },
      },
    ),
  });
  const view = new SchemaView(description.operations[0]?.responses[0]?.contents[0]?.schema as never);
  const children = view.members.get('children')?.value;
  expect(children?.items?.members.get('children')?.value.items?.place).toBe(view.place);
});

test('a schema speaks of members that it only requires', async () => {
  const view = await viewOf({ type: 'object', required: ['age'], properties: { name: { type: 'string' } } });
  expect(['name', 'age', 'other'].map(name => view.mentions(name))).toEqual([true, true, false]);
});

test('a schema with several patterns compares each text with its own pattern', async () => {
  const properties = { a: { type: 'string', pattern: '^a+$' }, b: { type: 'string', pattern: '^b+$' } };
  const { schema } = await viewOf({ type: 'object', properties });
  expect(schema.validate({ a: 'aa', b: 'bb' })).toEqual([]);
  expect(schema.validate({ a: 'bb', b: 'aa' }).map(({ path }) => path)).toEqual([['a'], ['b']]);
});
