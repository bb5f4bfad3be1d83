import { api, json, jsonBody } from '../play.js';

type Schema = Record<string, unknown>;

export const ERROR = json({
  type: 'object',
  required: ['code', 'message'],
  properties: { code: { type: 'integer' }, message: { type: 'string' } },
});
export const text = { type: 'string' };
export const integer = { type: 'integer' };
export const time = { type: 'string', format: 'date-time', readOnly: true };
const NOTHING = { description: 'nothing' };

/** A string of a query. */
export const query = (name: string, schema: Schema = text) => ({ name, in: 'query', schema });
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const list = (items: Schema) => ({ type: 'array', items });
export const object = (properties: Record<string, unknown>, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  required,
  properties,
});
export const body = jsonBody;
export const response = json;
export { NOTHING };

/** A list and an item, with everything that one does with them. */
export function crud({
  path,
  key,
  keySchema = text,
  parameters = [],
  page,
  item,
  input,
  change = { type: 'object' },
  headers,
  schemas,
}: {
  path: string;
  /** The name of the path variable. */
  key: string;
  keySchema?: Schema;
  /** The query parameters of the list. */
  parameters?: readonly unknown[];
  /** The schema of the list's response. */
  page: Schema;
  /** The schema of the response to all others. */
  item: Schema;
  /** The schema of the body. */
  input: Schema;
  /** The schema of a change. */
  change?: Schema;
  /** The headers of the list's response. */
  headers?: Record<string, unknown>;
  schemas: Record<string, unknown>;
}): Record<string, unknown> {
  const found = { 200: response(item), 404: ERROR };
  return api(
    {
      [path]: {
        get: { parameters, responses: { 200: { ...response(page), ...(headers && { headers }) } } },
        post: { requestBody: body(input), responses: { 201: response(item), 400: ERROR } },
      },
      [`${path}/{${key}}`]: {
        parameters: [{ name: key, in: 'path', required: true, schema: keySchema }],
        get: { responses: found },
        put: { requestBody: body(input), responses: found },
        patch: { requestBody: body(change), responses: found },
        delete: { responses: { 204: NOTHING, 404: ERROR } },
      },
    },
    { components: { schemas } },
  );
}
