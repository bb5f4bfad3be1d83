// A small description in the manner of the pet store, and requests to it.

const PET = {
  type: 'object',
  required: ['id', 'name', 'status'],
  properties: {
    id: { type: 'integer', minimum: 1 },
    name: { type: 'string' },
    status: { type: 'string', enum: ['available', 'pending', 'sold'] },
    tags: { type: 'array', items: { type: 'string' } },
    created_at: { type: 'string', format: 'date-time', readOnly: true },
  },
};

const { name, status, tags } = PET.properties;
const NEW_PET = { type: 'object', required: ['name'], properties: { name, status, tags } };

/** From it alone a mock can infer what it keeps. */
export const DESCRIPTION = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1.0.0' },
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        parameters: [
          inQuery('page', { type: 'integer', minimum: 1, default: 1 }),
          inQuery('limit', { type: 'integer', minimum: 1, maximum: 100, default: 25 }),
          inQuery('status', status),
        ],
        responses: { 200: json({ type: 'array', items: schema('Pet') }) },
      },
      post: {
        operationId: 'createPet',
        requestBody: { required: true, content: { 'application/json': { schema: schema('NewPet') } } },
        responses: { 201: json(schema('Pet')) },
      },
    },
    '/pets/{petId}': {
      get: {
        operationId: 'getPet',
        parameters: [{ name: 'petId', in: 'path', required: true, schema: PET.properties.id }],
        responses: { 200: json(schema('Pet')), 404: { description: 'There is no such pet.' } },
      },
    },
  },
  components: { schemas: { Pet: PET, NewPet: NEW_PET } },
};

const BODY = JSON.stringify({ name: 'Rex', status: 'sold', tags: ['old'] });

/**
 * What is requested of some number of pets: to the mock, and the same in json-server's own dialect.
 * @typedef {{ title: string, requests: import('../request.js').Request[], dialect: import('../request.js').Request[] }} Work
 * @param {number} count
 * @returns {Work[]}
 */
export function petWorks(count) {
  const ids = Array.from({ length: 100 }, (_, at) => 1 + Math.floor((at * count) / 100));
  const pages = [1, 2, 3, 5, 8, 13, 21, 34];
  // more than the mock remembers
  const allPages = Array.from({ length: Math.min(3000, Math.ceil(count / 25)) }, (_, at) => 1 + at);
  /** @type {(page: number) => [string, string]} */
  const list = page => [`/pets?page=${page}&limit=25`, `/pets?_page=${page}&_per_page=25`];
  return [
    work('get one', ids, id => [`/pets/${id}`, `/pets/${id}`]),
    work('list, 25 on a page', pages, list),
    work('list, each page in turn', allPages, list),
    work('list, a filter', [1, 2, 3, 5, 8], page => [
      `/pets?status=sold&page=${page}&limit=25`,
      `/pets?status=sold&_page=${page}&_per_page=25`,
    ]),
    {
      title: 'create',
      requests: [{ method: 'POST', path: '/pets', body: BODY }],
      dialect: [{ method: 'POST', path: '/pets', body: BODY }],
    },
  ];
}

/**
 * @template T
 * @param {string} title
 * @param {T[]} values
 * @param {(value: T) => [path: string, dialect: string]} pathsOf
 * @returns {Work}
 */
function work(title, values, pathsOf) {
  const paths = values.map(pathsOf);
  return { title, requests: paths.map(([path]) => ({ path })), dialect: paths.map(([, path]) => ({ path })) };
}

/**
 * @param {string} parameter
 * @param {object} its
 */
function inQuery(parameter, its) {
  return { name: parameter, in: 'query', schema: its };
}

/** @param {string} one */
function schema(one) {
  return { $ref: `#/components/schemas/${one}` };
}

/** @param {object} its */
function json(its) {
  return { description: 'ok', content: { 'application/json': { schema: its } } };
}
