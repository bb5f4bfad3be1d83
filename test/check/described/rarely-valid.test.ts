import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadDescribedApi, runSuite } from '../../../src/check/index.js';
import { createMock } from '../../../src/index.js';
import { writeFiles } from '../../openapi/files.js';

const text = { type: 'string' };

// of its two members an area has one, so that no values that are drawn member by member are valid
const AREA = {
  type: 'object',
  properties: { circle: text, polygon: text },
  oneOf: [{ required: ['circle'] }, { required: ['polygon'] }],
};

test('a run ends where the members of a body are valid only in some combinations', async () => {
  const body = { type: 'object', required: ['name', 'area'], properties: { name: text, area: AREA } };
  const site = { ...body, required: ['id', ...body.required], properties: { id: text, ...body.properties } };
  const json = (schema: unknown) => ({ description: 'json', content: { 'application/json': { schema } } });
  const files = {
    'sites.json': {
      openapi: '3.0.3',
      info: { title: 'Sites', version: '1' },
      paths: {
        '/sites': {
          get: { responses: { 200: json({ type: 'array', items: site }) } },
          post: { requestBody: { required: true, ...json(body) }, responses: { 201: json(site), 400: json({}) } },
        },
        '/sites/{id}': {
          parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
          get: { responses: { 200: json(site), 404: json({}) } },
          delete: { responses: { 204: { description: 'deleted' }, 404: json({}) } },
        },
      },
    },
  };
  const file = join(writeFiles(files), 'sites.json');
  const mock = await createMock({ descriptions: [file] });
  onTestFinished(() => mock.close());
  const outcome = await runSuite({ target: await mock.listen(), api: await loadDescribedApi(file), tokens: {} });
  expect(outcome.violations).toEqual([]);
  expect(outcome.cases.find(({ check }) => check === 'create-keeps')?.verdict).toBe('pass');
});
