const RESOURCES = 200;
const MEMBERS = 150;
const TEXT = 'This text stands for the long explanations that large descriptions have for each of their members. ';

const KINDS = [
  { type: 'string' },
  { type: 'integer' },
  { type: 'string', format: 'date-time' },
  { type: 'string', format: 'email' },
  { type: 'boolean' },
  { type: 'number' },
  { type: 'array', items: { type: 'string' } },
  { type: 'string', enum: ['first', 'second', 'third'] },
];

/** A description of 1,000 operations and about 10 MB: 200 resources whose records have 150 members. */
export function largeDescription() {
  const numbers = Array.from({ length: RESOURCES }, (_, at) => at);
  return {
    openapi: '3.0.3',
    info: { title: 'Large', version: '1.0.0' },
    paths: Object.fromEntries(numbers.flatMap(pathsOf)),
    components: { schemas: Object.fromEntries(numbers.flatMap(schemasOf)) },
  };
}

/** @param {number} at */
function schemasOf(at) {
  const members = Array.from({ length: MEMBERS }, (_, one) => [
    `field_${one}`,
    { ...KINDS[(at + one) % KINDS.length], description: TEXT.repeat(2) },
  ]);
  const parts = [1, 2, 3].map(one => [`part_${one}`, schema(`Part${(at * 7 + one) % RESOURCES}`)]);
  const properties = { id: { type: 'integer' }, ...Object.fromEntries([...members, ...parts]) };
  const text = { type: 'string', description: TEXT.repeat(3) };
  return [
    [`Thing${at}`, { type: 'object', required: ['id', 'field_0', 'field_1'], properties }],
    [`Part${at}`, { type: 'object', properties: { name: text, note: text } }],
  ];
}

/** @param {number} at */
function pathsOf(at) {
  const thing = schema(`Thing${at}`);
  const list = { type: 'object', properties: { items: { type: 'array', items: thing }, total: { type: 'integer' } } };
  const query = ['page', 'limit', 'field_1'].map(name => ({ name, in: 'query', schema: { type: 'integer' } }));
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const body = { content: { 'application/json': { schema: thing } } };
  const description = TEXT.repeat(8);
  return [
    [
      `/things${at}`,
      {
        get: { description, parameters: query, responses: { 200: json(list) } },
        post: { description, requestBody: body, responses: { 201: json(thing) } },
      },
    ],
    [
      `/things${at}/{id}`,
      {
        parameters: [id],
        get: { description, responses: { 200: json(thing) } },
        put: { description, requestBody: body, responses: { 200: json(thing) } },
        delete: { description, responses: { 204: { description: 'It is gone.' } } },
      },
    ],
  ];
}

/** @param {string} name */
function schema(name) {
  return { $ref: `#/components/schemas/${name}` };
}

/** @param {object} its */
function json(its) {
  return { description: 'ok', content: { 'application/json': { schema: its } } };
}
