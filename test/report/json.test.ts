import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Outcome } from '../../src/check/index.js';
import { createReport, write } from '../../src/report/index.js';
import { anOutcome, aViolation, everyVerdict } from './an-outcome.js';
import { HOSTILE } from './hostile.js';

type Json = Record<string, unknown>;

const schema = JSON.parse(readFileSync('src/report/report.schema.json', 'utf8'));
const warnings: unknown[] = [];
const note = (...said: unknown[]) => warnings.push(said);
const validate = new Ajv2020({ strict: true, allErrors: true, logger: { log: note, warn: note, error: note } }).compile(
  schema,
);

const baseline = {
  violations: ['active', 'name'].map(parameter => ({
    check: 'list-filter',
    operation: 'listUsers',
    parameter,
    statement: 'list.active',
    reason: 'SW-1',
  })),
};

/** A report in which every key that there is occurs. */
const full = () => published(everyVerdict());

function published(outcome: Outcome): Json {
  const text = write('json', createReport(outcome, { baseline }), { color: false });
  expect(text.endsWith('}\n')).toBe(true);
  return JSON.parse(text);
}

test('a strict validator compiles the schema without a warning', () => {
  expect(warnings).toEqual([]);
  expect(schema).toMatchObject({ title: expect.any(String), description: expect.any(String) });
});

test.each<[string, Outcome]>([
  ['nothing was found', anOutcome()],
  ['every verdict occurs', everyVerdict()],
  ['nothing was tested', anOutcome({ cases: [] })],
  ['it was interrupted', anOutcome({ ended: 'interrupted' })],
  ['it failed', anOutcome({ failure: 'The run is not complete: it broke.' })],
  ['the target has gone away', anOutcome({ ended: 'lost', writes: 'none' })],
  ['a violation has no parameter and no curl', anOutcome({ violations: [{ ...withoutParameter(), curl: '' }] })],
  ['the server sends what breaks texts', anOutcome({ violations: [aViolation({ got: HOSTILE })] })],
])('the JSON is valid where %s', (_, outcome) => {
  expect(validate(published(outcome)), JSON.stringify(validate.errors)).toBe(true);
});

test('violations and warnings stand before what is resolved', () => {
  const names = Object.keys(full());
  expect(names.filter(name => ['violations', 'warnings', 'resolved', 'rootCauses'].includes(name))).toEqual([
    'violations',
    'warnings',
    'resolved',
    'rootCauses',
  ]);
});

test('the JSON is invalid if a required key is missing', () => {
  const optional = ['parameter', 'known', 'ended', 'incomplete'];
  const lacking = everyObject(full()).flatMap(({ path, keys }) => keys.map(key => [...path, key]));
  const accepted = lacking.filter(path => {
    const report = full();
    delete (at(report, path.slice(0, -1)) as Json)[path.at(-1) ?? ''];
    return validate(report);
  });
  const surprising = accepted.filter(path => !optional.includes(path.at(-1) ?? '') && !isOpen(path.slice(0, -1)));
  expect(lacking.length).toBeGreaterThan(60);
  expect(surprising).toEqual([]);
});

test('the JSON is invalid if it has an unknown key', () => {
  const accepted = everyObject(full()).filter(({ path }) => {
    const report = full();
    (at(report, path) as Json).surplus = true;
    return validate(report);
  });
  expect(accepted).toEqual([]);
});

test('every key that the schema describes is written', () => {
  const written = new Set(everyObject(full()).flatMap(({ keys }) => keys));
  const described = everyObject(schema).flatMap(({ path, keys }) => (path.at(-1) === 'properties' ? keys : []));
  expect(described.length).toBeGreaterThan(40);
  expect(described.filter(key => !written.has(key))).toEqual([]);
});

test('headers, bodies and cases are not published', () => {
  expect(Object.keys(full())).not.toEqual(expect.arrayContaining(['background']));
  expect(JSON.stringify(full())).not.toContain('evidence');
});

test('the JSON holds a text of the server as it was sent', () => {
  const { violations } = published(anOutcome({ violations: [aViolation({ got: HOSTILE })] }));
  expect(violations).toMatchObject([{ got: HOSTILE }]);
});

function withoutParameter() {
  const { parameter: _, ...violation } = aViolation();
  return violation;
}

/** Maps that have the keys of the target or of the contract. */
function isOpen(path: readonly string[]): boolean {
  return /^(readings|coverage\.operations(\.\w+\.(outcomes|undocumented|parameters|sent|shown))?)$/.test(
    path.join('.'),
  );
}

/** All objects of a report, with where they are. */
function everyObject(value: unknown, path: readonly string[] = []): { path: readonly string[]; keys: string[] }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, item]) => everyObject(item, [...path, key]));
  return Array.isArray(value) ? inner : [{ path, keys: Object.keys(value) }, ...inner];
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => (inner as Json)[key], value);
}
