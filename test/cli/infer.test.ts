import { expect, test } from 'vitest';
import { formatInference } from '../../src/cli/infer.js';

test('names of a description reach the terminal without the characters that it obeys', () => {
  const text = formatInference({
    title: 'Shop\u001b[31m',
    openapi: '3.1.0',
    basePath: '',
    collections: {},
    operations: [
      {
        id: 'a',
        method: 'GET',
        path: '/a\u0007',
        does: 'list',
        collection: 'a\u0007',
        rule: 'list',
        why: 'GET /a\u001b lists',
        response: '200',
        source: 'none',
      },
    ],
    rules: { list: 1 },
    doubts: ['x\u001b'],
    warnings: [{ file: 'a.yaml', line: 3, place: '/paths/~1a\u001b]0;x', message: 'is odd' }],
  });
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  expect(text).toContain('a.yaml:3\n');
});
