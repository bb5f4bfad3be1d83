import { readFileSync } from 'node:fs';
import { createConfig, lint } from '@redocly/openapi-core';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { readJson } from '../../src/kernel/index.js';
import { parseRule } from '../rules/known.js';
import { rowsOf } from './docs/pages.js';

const DESCRIPTION = 'src/admin/openapi.yaml';

type Described = { paths: Record<string, Record<string, { summary: string }>> };

test('the table of the control plane is what its description has', () => {
  const { paths } = load(readFileSync(DESCRIPTION, 'utf8')) as Described;
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => [`${method.toUpperCase()} ${path}`, summary.toLowerCase()]),
  );
  const table = rowsOf('docs/admin-api.md', '| operation | does |');
  const rows = table.map(([operation, does = '']) => [operation, does.toLowerCase()]);
  expect(rows).toEqual(described);
});

test('a public validator finds no error in the description of the control plane', async () => {
  const config = await createConfig({ extends: ['recommended'] });
  const findings = await lint({ ref: DESCRIPTION, config });
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([]);
});

test('the rules that are shown can be used', () => {
  const rules = rowsOf('docs/forcing-responses.md', '| wanted | rule |').map(([, rule = '']) => JSON.parse(rule));
  expect(rules.length).toBeGreaterThan(5);
  for (const rule of rules) expect(readJson(rule, parseRule)).toMatchObject({ value: { json: rule } });
});
