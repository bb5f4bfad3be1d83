import { formatYaml } from '../../../src/openapi/index.js';

/** The lines of a page of prose, which was invented for these tests. */
export const PAGE = [
  'Berths of the harbour',
  'GET /berths lists the berths, ten on a page. page says which page.',
  'name finds the berths with this name.',
  'POST /berths adds a berth. A berth has a name and, if known, a depth in metres.',
  'GET /berths/{id} is one berth.',
].join('\n');

const BERTH = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'integer', readOnly: true },
    name: { type: 'string', minLength: 1 },
    depth: { type: 'number', minimum: 0 },
  },
};
const content = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const ok = (schema: unknown) => ({ description: 'As the page says.', ...content(schema) });
const inQuery = (name: string, schema: unknown) => ({ name, in: 'query', schema });
const berth = { $ref: './schemas/berth.json' };

export const DESCRIPTION = {
  openapi: '3.1.0',
  info: { title: 'Berths', version: '1' },
  servers: [{ url: 'https://harbour.example/v2' }],
  paths: {
    '/berths': {
      get: {
        operationId: 'listBerths',
        parameters: [inQuery('page', { type: 'integer', minimum: 0 }), inQuery('name', { type: 'string' })],
        responses: { 200: ok({ type: 'array', items: berth }), 400: { description: 'A wrong parameter.' } },
      },
      post: {
        operationId: 'addBerth',
        requestBody: { required: true, ...content({ $ref: '#/components/schemas/NewBerth' }) },
        responses: { 201: ok(berth), 400: { description: 'A wrong body.' } },
      },
    },
    '/berths/{id}': {
      get: {
        operationId: 'getBerth',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { 200: ok(berth), 404: { description: 'There is no such berth.' } },
      },
    },
  },
  components: {
    schemas: {
      NewBerth: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', minLength: 1, default: 'unnamed' },
          depth: { type: 'number', minimum: 0 },
        },
      },
    },
  },
};

export const STATEMENTS = [
  {
    id: 'list.operation',
    document: 'harbour',
    lines: '2',
    says: 'The berths are listed, ten on a page.',
    certainty: 'explicit',
    supports: ['openapi.yaml#/paths/~1berths/get'],
  },
  {
    id: 'list.name',
    document: 'harbour',
    lines: '3',
    says: 'A parameter finds berths by their name.',
    certainty: 'derived',
    reading: 'text-match',
    supports: ['openapi.yaml#/paths/~1berths/get/parameters/1'],
  },
  {
    id: 'add.operation',
    document: 'harbour',
    lines: '4',
    says: 'A berth is added; it has a name.',
    certainty: 'explicit',
    supports: ['openapi.yaml#/paths/~1berths/post', 'schemas/berth.json#/properties/name'],
  },
  {
    id: 'get.operation',
    document: 'harbour',
    lines: '5',
    says: 'One berth is read.',
    certainty: 'companion',
    supports: ['openapi.yaml#/paths/~1berths~1{id}/get'],
  },
];

export const READINGS = {
  profiles: { documented: 'What the page says.' },
  readings: [
    {
      id: 'text-match',
      question: 'Does a name match as a whole or in part?',
      lines: ['harbour:3'],
      choices: [
        { id: 'whole', means: 'as a whole', value: 'equal' },
        { id: 'part', means: 'in part, in any case', value: 'containing' },
      ],
      profiles: { documented: 'whole', observed: 'part' },
    },
    {
      id: 'first-page',
      question: 'What is the number of the first page?',
      choices: [
        { id: 'one', means: '1', value: 1 },
        { id: 'zero', means: '0', value: 0 },
      ],
      profiles: { documented: 'one' },
    },
    {
      id: 'nameless',
      question: 'May a berth be added without a name?',
      lines: ['harbour:4'],
      choices: [
        { id: 'refused', means: 'no' },
        {
          id: 'named',
          means: 'yes, it is called unnamed',
          describes: { 'openapi.yaml#/components/schemas/NewBerth/required': [] },
        },
      ],
      profiles: { documented: 'refused' },
    },
  ],
};

export const RESOURCES = {
  collections: { berths: { records: 12 } },
  operations: {
    listBerths: {
      paging: { by: 'page', page: 'page', usual: 10, first: { reading: 'first-page' } },
      filters: { name: { member: 'name', compare: { reading: 'text-match' } } },
    },
  },
};

/** The files of the contract folder, in the folder `harbour`; those that are given replace its own, and undefined leaves one out. */
export function harbourFiles(others: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const files: Record<string, unknown> = {
    'openapi.yaml': DESCRIPTION,
    'schemas/berth.json': JSON.stringify(BERTH),
    'statements.yaml': STATEMENTS,
    'readings.yaml': READINGS,
    'resources.yaml': RESOURCES,
    ...others,
  };
  return Object.fromEntries(
    Object.entries(files).flatMap(([name, value]) =>
      value === undefined ? [] : [[`harbour/${name}`, typeof value === 'string' ? value : formatYaml(value)]],
    ),
  );
}
