import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFECTS, VARIANTS } from './everything.js';
import { supportsOf } from './prove.js';

const MOST_PER_STATEMENT = 24;

test.each(['dnl', 'acefone'] as const)(
  'no statement of %s has more than two dozen defects, and every one exists',
  api => {
    const counts = new Map<string, number>();
    for (const { statement } of DEFECTS[api]) counts.set(statement, (counts.get(statement) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > MOST_PER_STATEMENT)).toEqual([]);
    for (const statement of counts.keys()) expect(supportsOf(api, statement).length).toBeGreaterThan(0);
  },
);

test.each(['dnl', 'acefone'] as const)('no two defects or variants of %s have the same id', api => {
  const ids = [...DEFECTS[api], ...VARIANTS[api]].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the page about the check says how much is planted', () => {
  const count = (planted: Readonly<Record<string, readonly unknown[]>>) => Object.values(planted).flat().length;
  const page = readFileSync('docs/check.md', 'utf8');
  expect(page).toContain(`${count(DEFECTS)} of ${count(DEFECTS)} defects caught`);
  expect(page).toContain(`0 of ${count(VARIANTS)} variants accused`);
});
