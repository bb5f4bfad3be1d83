import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/app/index.js';

test('the README lists every limit with its default', () => {
  const table = /^\| limit \|.*?\n\n/ms.exec(readFileSync('README.md', 'utf8'))?.[0] ?? '';
  const rows = [...table.matchAll(/^\| `(\w+)` \| [^|]+ \| ([\d,]+) \| [^|]+ \|$/gm)];
  const listed = rows.map(([, name = '', value = '']) => [name, Number(value.replaceAll(',', ''))]);
  expect(listed).toEqual(Object.entries(DEFAULT_LIMITS));
});
