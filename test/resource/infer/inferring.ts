import { inferResources } from '../../../src/resource/index.js';
import { loadFiles } from '../../openapi/files.js';

type Schema = Record<string, unknown> | string;

/** An operation in short: `sends` and `gives` are schemas, or names of schemas; `['Pet']` is a list of them. */
export type Short = {
  sends?: Schema | readonly [Schema];
  gives?: Schema | readonly [Schema];
  status?: number;
  /** Other documented statuses, without bodies. */
  also?: readonly number[];
  query?: Readonly<Record<string, Record<string, unknown>>>;
  path?: Readonly<Record<string, Record<string, unknown>>>;
  mediaType?: string;
};

/** Infers the resources of an API whose operations are `METHOD /path`, which are also their ids. */
export async function inferApi(
  operations: Readonly<Record<string, Short>>,
  schemas: Readonly<Record<string, Record<string, unknown>>> = {},
) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [id, short] of Object.entries(operations)) {
    const [method = '', path = ''] = id.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: { operationId: id, ...expand(path, short) } };
  }
  const components = {
    schemas: Object.fromEntries(Object.entries(schemas).map(([name, members]) => [name, object(members)])),
  };
  const api = { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths, components };
  return inferResources(await loadFiles({ 'api.json': api }));
}

/** What each operation does, with the collection: `list pets`. */
export async function deeds(...args: Parameters<typeof inferApi>): Promise<Record<string, string>> {
  const { resources } = await inferApi(...args);
  return Object.fromEntries(
    Object.entries(resources.operations).map(([id, { does, collection }]) => [id, [does, collection].join(' ').trim()]),
  );
}

/** An object schema of members; names that end with `!` are required. */
export function object(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = Object.keys(members);
  if (names.length === 0 || 'allOf' in members) return members;
  return {
    type: 'object',
    required: names.filter(name => name.endsWith('!')).map(name => name.slice(0, -1)),
    properties: Object.fromEntries(names.map(name => [name.replace(/!$/, ''), schemaOf(members[name] as Schema)])),
  };
}

function expand(
  path: string,
  { sends, gives, status = 200, also = [], query = {}, path: own = {}, mediaType = 'application/json' }: Short,
) {
  const variables = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: own[name] ?? { type: 'string' },
  }));
  const asked = Object.entries(query).map(([name, { required = false, ...schema }]) => ({
    name,
    in: 'query',
    required,
    schema,
  }));
  const content = (schema: Schema | readonly [Schema]) => ({ content: { [mediaType]: { schema: schemaOf(schema) } } });
  return {
    parameters: [...variables, ...asked],
    ...(sends !== undefined && { requestBody: content(sends) }),
    responses: {
      [status]: { description: 'ok', ...(gives !== undefined && content(gives)) },
      ...Object.fromEntries(also.map(one => [one, { description: 'also' }])),
    },
  };
}

/** `Pet` is a reference, `['Pet']` a list, `string` and `integer` are types, and an object without a type has members; `{}` allows any value. */
function schemaOf(schema: Schema | readonly [Schema]): Record<string, unknown> {
  if (isList(schema)) return { type: 'array', items: schemaOf(schema[0]) };
  if (typeof schema === 'object')
    return 'type' in schema && typeof schema.type === 'string' && !isMembers(schema) ? schema : object(schema);
  const [type = '', format] = schema.split(' ');
  return /^[A-Z]/.test(type) ? { $ref: `#/components/schemas/${type}` } : { type, ...(format && { format }) };
}

/** Whether an object with a member `type` is a list of members, of which one is called `type`. */
function isMembers(schema: Record<string, unknown>): boolean {
  return (
    !['string', 'integer', 'number', 'boolean', 'object', 'array'].includes(schema.type as string) || 'id' in schema
  );
}

function isList(schema: Schema | readonly [Schema]): schema is readonly [Schema] {
  return Array.isArray(schema);
}
