import { expect, test } from 'vitest';
import { fakerWarnings } from '../../src/play/index.js';
import { loadFiles } from '../openapi/files.js';

test('each `x-faker` that makes no value is named with its place, in all files', async () => {
  const description = await loadFiles({
    'api.json': {
      openapi: '3.1.0',
      info: { title: 'Staff', version: '1' },
      paths: { '/people': { get: { responses: { 204: { description: 'none' } } } } },
      components: {
        schemas: {
          Person: {
            type: 'object',
            properties: {
              name: { type: 'string', 'x-faker': 'person.fullName' },
              nick: { type: 'string', 'x-faker': 'person.fulName' },
              home: { $ref: 'place.json#/Place' },
            },
            example: { 'x-faker': 'data' },
          },
        },
      },
    },
    'place.json': { Place: { type: 'string', 'x-faker': { city: [] } } },
  });
  expect(fakerWarnings(description)).toEqual([
    {
      place: 'api.json#/components/schemas/Person/properties/nick/x-faker',
      message: "makes no value: it names no method of faker's person; did you mean fullName?",
    },
    {
      place: 'place.json#/Place/x-faker',
      message: expect.stringMatching(/^makes no value: it names no module of faker/),
    },
  ]);
});
