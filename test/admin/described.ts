import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import { expect } from 'vitest';
import type { Answered } from '../server/start-server.js';

type Content = { content?: Record<string, { schema: object }> };
type Described = { operationId: string; requestBody?: Content; responses: Record<string, Content> };
type Description = { paths: Record<string, Record<string, Described>>; components: object };

/** The control plane's description of itself. */
export const description = load(readFileSync('src/admin/openapi.yaml', 'utf8')) as Description;

const ajv = new Ajv2020({ strict: false });
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addSchema({ $id: 'control', components: description.components });

const PROBLEM = 'application/problem+json';

type Exchange = { method: string; path: string; sent: string; result: Answered };

/** Whether the description has a response, and allows the accepted request. */
export function expectDescribed({ method, path, sent, result }: Exchange): void {
  const asked = `${method} ${path}`;
  const { status, headers, text } = result;
  const type = headers['content-type']?.split(';')[0];
  expect(
    Object.keys(headers).filter(name => name.startsWith('access-control')),
    asked,
  ).toEqual([]);
  const operation = operationOf(method, path);
  if (!operation) {
    expect([401, 403, 404, 405], asked).toContain(status);
    expectValid({ schema: '#/components/schemas/Problem', value: JSON.parse(text), asked });
    return;
  }
  const { responses, requestBody } = operation;
  const response = responses[status] ?? (status >= 400 && status < 500 ? responses['4XX'] : undefined);
  expect(response, `${asked} answers ${status}: ${text}`).toBeDefined();
  if (status >= 400) {
    expect(type, asked).toBe(PROBLEM);
    expectValid({ schema: '#/components/schemas/Problem', value: JSON.parse(text), asked });
  } else {
    const content = Object.entries(response?.content ?? {});
    expect([type].filter(Boolean), asked).toEqual(content.map(([name]) => name));
    const [name, { schema = {} } = {}] = content[0] ?? [];
    if (name === 'application/json' && method !== 'HEAD') expectValid({ schema, value: JSON.parse(text), asked });
  }
  if (requestBody && status < 300) {
    const { schema = {} } = requestBody.content?.['application/json'] ?? {};
    expectValid({ schema, value: sent === '' ? {} : JSON.parse(sent), asked: `what ${asked} accepted` });
  }
}

/** The operation of a path below `/__admin`. */
function operationOf(method: string, path: string): Described | undefined {
  const [bare = ''] = path.split('?');
  const fitting = Object.entries(description.paths).filter(([template]) =>
    new RegExp(`^${template.replace('/__admin', '').replace(/\{\w+\}/g, '[^/]+')}/?$`).test(bare),
  );
  const [, methods] = fitting.toSorted(([left], [right]) => left.split('{').length - right.split('{').length)[0] ?? [];
  return methods?.[(method === 'HEAD' ? 'GET' : method).toLowerCase()];
}

function expectValid({ schema, value, asked }: { schema: object | string; value: unknown; asked: string }): void {
  const within = JSON.stringify(typeof schema === 'string' ? { $ref: schema } : schema);
  const validate = ajv.compile(JSON.parse(within.replaceAll('"#/', '"control#/')));
  expect(validate(value) ? [] : validate.errors, `${asked}: ${JSON.stringify(value).slice(0, 2000)}`).toEqual([]);
}
