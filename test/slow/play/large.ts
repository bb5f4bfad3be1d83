/** A description with 1,000 operations and 10 MB, as JSON text. */
export function largeDescription(): string {
  const text = 'Lorem ipsum dolor sit amet. '.repeat(20);
  const names = Array.from({ length: 500 }, (_, at) => `Thing${at}`);
  const schemas = names.map((name, at) => [
    name,
    {
      type: 'object',
      description: text,
      required: ['id', 'name'],
      properties: {
        id: { type: 'integer', readOnly: true, description: text },
        name: { type: 'string', minLength: 1, description: text },
        ...Object.fromEntries(
          Array.from({ length: 20 }, (_, field) => [
            `field${field}`,
            { type: 'string', format: 'date-time', description: text },
          ]),
        ),
        next: { $ref: `#/components/schemas/${names[(at + 1) % names.length]}` },
      },
    },
  ]);
  const paths = names.map(name => {
    const content = { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } };
    const ok = { description: text, content };
    return [
      `/${name.toLowerCase()}/{id}`,
      {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { operationId: `get${name}`, description: text, responses: { 200: ok } },
        put: {
          operationId: `put${name}`,
          description: text,
          requestBody: { required: true, content },
          responses: { 200: ok },
        },
      },
    ];
  });
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Large', version: '1' },
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  });
}
