import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadDescribedApi, runSuite } from '../../../src/check/index.js';
import { createMock } from '../../../src/index.js';
import { writeFiles } from '../../openapi/files.js';
import { api, json } from '../../play/play.js';

const PET = {
  type: 'object',
  required: ['id', 'tag'],
  properties: { id: { type: 'integer' }, tag: { type: 'string' } },
};
const TAGS = {
  name: 'tags',
  in: 'query',
  style: 'form',
  explode: false,
  schema: { type: 'array', items: PET.properties.tag },
};
const LIMIT = { name: 'limit', in: 'query', schema: { type: 'integer' } };

// the mock, too, takes an encoded comma as a part of a value
test('several values of a filter have commas between them that are not encoded', async () => {
  const file = join(
    writeFiles({
      'pets.json': api({
        '/pets': { get: { parameters: [TAGS, LIMIT], responses: { 200: json({ type: 'array', items: PET }) } } },
        '/pets/{id}': {
          get: {
            parameters: [{ name: 'id', in: 'path', required: true, schema: PET.properties.id }],
            responses: { 200: json(PET), 404: { description: 'no such pet' } },
          },
        },
      }),
    }),
    'pets.json',
  );
  const mock = await createMock({ descriptions: [file] });
  onTestFinished(() => mock.close());
  const { violations, cases } = await runSuite({
    target: await mock.listen(),
    api: await loadDescribedApi(file),
    tokens: {},
  });
  expect(violations).toEqual([]);
  const several = cases.filter(({ id }) => /tags (?:several|many) values$/.test(id));
  expect(several.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});
