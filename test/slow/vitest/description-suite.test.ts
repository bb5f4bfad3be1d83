import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createMock } from '../../../src/index.js';
import { descriptionSuite } from '../../../src/vitest.js';

const EXAMPLE = `const contract = 'examples/telephone-shop/openapi.yaml';
const mock = await createMock({ descriptions: [contract] });
await descriptionSuite({ target: mock.app, contract, token: 'any', skip: ['wrong-credentials'], minCoverage: 80 });`;

// the mock is judged by its own description, as the page shows it
describe('the example of the page', async () => {
  const contract = 'examples/telephone-shop/openapi.yaml';
  const mock = await createMock({ descriptions: [contract] });
  await descriptionSuite({ target: mock.app, contract, token: 'any', skip: ['wrong-credentials'], minCoverage: 80 });
});

test('the page has the example', () => {
  expect(readFileSync('docs/check-any-api.md', 'utf8')).toContain(EXAMPLE);
});

test('a description that cannot be read is a problem', async () => {
  const suite = descriptionSuite({ target: 'http://localhost:1', contract: 'no-such-file.yaml' });
  await expect(suite).rejects.toThrow('no-such-file.yaml');
});
