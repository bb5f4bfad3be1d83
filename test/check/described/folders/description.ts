const json = (schema: unknown) => ({ description: 'It.', content: { 'application/json': { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const refused = { description: 'Refused.' };
const query = (name: string, schema: object, description?: string) => ({ name, in: 'query', schema, description });
const etag = { headers: { ETag: { schema: { type: 'string' } } } };
const header = (name: string) => ({ name, in: 'header', schema: { type: 'string' } });
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const body = (name: string, example?: object) => ({
  required: true,
  content: { 'application/json': { schema: ref(name), ...(example && { example }) } },
});
const time = { type: 'string', format: 'date-time' };
const kind = { type: 'string', enum: ['bill', 'letter', 'plan'] };
const pages = [
  query('offset', { type: 'integer', minimum: 0, default: 0 }),
  query('limit', { type: 'integer', minimum: 1, maximum: 50, default: 10 }),
];
const found = [
  ...pages,
  query('kind', kind),
  query('shared', { type: 'boolean' }),
  query('tag', { type: 'string' }),
  query('owner', { type: 'string', format: 'email' }),
  query('min_size', { type: 'integer', minimum: 0 }),
  query('max_size', { type: 'integer', minimum: 0 }),
  query('opened_after', time),
  query(
    'q',
    { type: 'string', minLength: 1 },
    'Folders whose name or note has this text, in small or capital letters.',
  ),
  query('sort', { type: 'string', enum: ['size', '-size'] }),
];
const listed = {
  'X-Total-Count': { schema: { type: 'integer' } },
  Link: { schema: { type: 'string' } },
};
const members = {
  code: { type: 'string', pattern: '^[A-Z]{3}-[0-9]{6}$' },
  name: { type: 'string', maxLength: 60 },
  kind,
  note: { type: ['string', 'null'], maxLength: 80 },
  size: { type: ['integer', 'null'], minimum: 0, maximum: 900 },
  shared: { type: 'boolean', default: false },
  tags: { type: 'array', maxItems: 4, items: { type: 'string', pattern: '^[a-z]{1,12}$' } },
  owner: { type: ['string', 'null'], format: 'email' },
  opened_at: time,
};

const LINKS = {
  folder: { operationId: 'getFolder', parameters: { id: '$response.body#/id' } },
  pages: {
    operationRef: '#/paths/~1folders~1{id}~1pages/get',
    parameters: { 'path.id': '$response.body#/id', 'query.offset': 0 },
  },
};

const NEW_FOLDER = {
  code: 'ABC-123456',
  name: 'A folder',
  kind: 'plan',
  note: 'Of the house',
  size: 12,
  tags: ['a'],
  owner: 'kim@house.example',
  opened_at: '2026-02-01T08:00:00Z',
};

/** A description of folders with pages, with all that names can mean. */
export const FOLDERS = {
  openapi: '3.1.0',
  info: { title: 'Folders', version: '1' },
  paths: {
    '/folders': {
      get: {
        operationId: 'listFolders',
        parameters: found,
        responses: { 200: { ...json({ type: 'array', items: ref('Folder') }), headers: listed }, 400: refused },
      },
      head: {
        operationId: 'countFolders',
        parameters: found,
        responses: { 200: { description: 'The headers.', headers: listed }, 400: refused },
      },
      post: {
        operationId: 'createFolder',
        summary: 'Creates a folder. No other folder may have its code.',
        requestBody: body('NewFolder', NEW_FOLDER),
        responses: { 201: { ...json(ref('Folder')), ...etag, links: LINKS }, 400: refused, 409: refused },
      },
    },
    '/folders/{id}': {
      parameters: [id],
      get: {
        operationId: 'getFolder',
        parameters: [header('If-None-Match')],
        responses: { 200: { ...json(ref('Folder')), ...etag }, 304: { description: 'The same.' }, 404: refused },
      },
      put: {
        operationId: 'replaceFolder',
        parameters: [header('If-Match')],
        requestBody: body('NewFolder'),
        responses: { 200: { ...json(ref('Folder')), ...etag }, 400: refused, 404: refused, 409: refused, 412: refused },
      },
      patch: {
        operationId: 'changeFolder',
        requestBody: body('Changes'),
        responses: { 200: { ...json(ref('Folder')), ...etag }, 400: refused, 404: refused, 409: refused },
      },
      delete: {
        operationId: 'deleteFolder',
        parameters: [header('If-Match')],
        responses: { 204: { description: 'Gone.' }, 404: refused, 412: refused },
      },
    },
    '/folders/{id}/close': {
      parameters: [id],
      post: {
        operationId: 'closeFolder',
        responses: { 200: { ...json(ref('Folder')), ...etag }, 404: refused },
      },
    },
    '/folders/{id}/pages': {
      parameters: [id],
      get: {
        operationId: 'listPages',
        parameters: [
          ...pages,
          query('since', time, 'Pages of this time or later.'),
          query('until', time, 'Pages of this time or earlier.'),
        ],
        responses: {
          200: { ...json({ type: 'array', items: ref('Page') }), headers: listed },
          400: refused,
          404: refused,
        },
      },
      post: {
        operationId: 'createPage',
        requestBody: body('NewPage', { text: 'A page', at: '2026-02-01T08:00:00Z' }),
        responses: { 201: json(ref('Page')), 400: refused, 404: refused },
      },
    },
  },
  components: {
    schemas: {
      NewFolder: {
        type: 'object',
        required: ['code', 'name', 'kind', 'opened_at'],
        properties: members,
      },
      Changes: { type: 'object', properties: members },
      Folder: {
        type: 'object',
        required: [
          'id',
          'code',
          'name',
          'kind',
          'note',
          'size',
          'shared',
          'tags',
          'owner',
          'opened_at',
          'state',
          'created_at',
        ],
        properties: {
          id: { type: 'integer', readOnly: true },
          ...members,
          state: { type: 'string', enum: ['open', 'closed'], readOnly: true },
          created_at: { ...time, readOnly: true },
        },
      },
      NewPage: {
        type: 'object',
        required: ['text', 'at'],
        properties: { text: { type: 'string', maxLength: 200 }, at: time },
      },
      Page: {
        type: 'object',
        required: ['id', 'folder_id', 'text', 'at'],
        properties: {
          id: { type: 'integer', readOnly: true },
          folder_id: { type: 'integer', readOnly: true },
          text: { type: 'string' },
          at: time,
        },
      },
    },
  },
};
