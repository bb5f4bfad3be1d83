import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../src/openapi/index.js';
import { describing, issuesOf, loadFiles } from './files.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Schemas S0 to S30, each of which is made from a reference to the next. */
function chain(link: (next: unknown) => unknown, last: unknown) {
  const schemas = Array.from({ length: 31 }, (_, at) => [`S${at}`, at === 30 ? last : link(ref(`S${at + 1}`))]);
  return { schemas: Object.fromEntries(schemas) };
}

describe('patterns that would take V8 forever', () => {
  const long = `${'a'.repeat(50_000)}!`;

  test.each([
    '^(a+)+$',
    '^(a|a)*$',
    '^(a*)*$',
    '(a+){10}$',
    '^(.*a){12}$',
    'a*a*a*a*b$',
    `${'a?'.repeat(30)}${'a'.repeat(30)}$`,
  ])('%s is matched in linear time', async pattern => {
    expect(await issuesOf(long, { type: 'string', pattern })).toHaveLength(1);
    expect(await issuesOf('a'.repeat(40), { type: 'string', pattern })).toEqual(
      pattern === 'a*a*a*a*b$' ? [`/ must match pattern "${pattern}"`] : [],
    );
  });

  test.each([
    ['^(\\s\\w+)+$', ['\u00a0foo', '\ufefffoo\u2003bar'], ['foo', ' ']],
    ['^([\\s.]+x)+$', ['\u00a0x', '..x'], ['x']],
    ['^(\\u0041\\-[\\/])+$', ['A-/A-/'], ['A-']],
    ['^(?<year>\\d{4})(-\\d\\d)*$', ['2026-11-30'], ['2026-1']],
    ['^([\\u{1F600}-\\u{1F64F}])+$', ['😀😁'], ['a']],
    ['^([0-9a-f]{8})(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567']],
  ])('%s matches as in V8', (source, matching, others) => {
    const pattern = compilePattern(source);
    for (const text of matching) expect([text, pattern?.test(text)]).toEqual([text, true]);
    for (const text of others) expect([text, pattern?.test(text)]).toEqual([text, false]);
  });

  test('look-aheads without repeated groups are matched', async () => {
    const schema = { type: 'string', pattern: '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)[a-zA-Z\\d@$!%*?&]{8,}$' };
    expect(await issuesOf(`Passw0rd${'x'.repeat(100)}`, schema)).toEqual([]);
    expect(await issuesOf('password', schema)).toHaveLength(1);
  });

  test('a pattern that matches a text again is matched, unless the text is long', () => {
    const pattern = compilePattern('(a*)\\1b');
    expect(['aab', 'aac'].map(text => pattern?.test(text))).toEqual([true, false]);
    // a pattern that is too costly for a text allows it
    expect(pattern?.test('a'.repeat(1000))).toBe(true);
  });

  test('a pattern that neither engine can match in bounded time is ignored, with a warning', async () => {
    const schema = { type: 'string', pattern: '^(?!.*x)(a+)+$' };
    expect(await issuesOf('b', schema)).toEqual([]);
    const { warnings } = await loadFiles({ 'api.json': describing(schema) });
    expect(warnings().map(({ message }) => message)).toEqual([
      'is a regular expression that may take too long to match; any text is allowed',
    ]);
  });
});

describe('schemas that double', () => {
  const none = { schemas: {} };

  test.each([
    ['allOf', (next: unknown) => ({ allOf: [next, next] })],
    ['anyOf', (next: unknown) => ({ anyOf: [next, next] })],
    ['oneOf', (next: unknown) => ({ oneOf: [next, { type: 'null' }, next] })],
    ['unevaluatedProperties', (next: unknown) => ({ allOf: [next, next], unevaluatedProperties: false })],
  ])('%s: a value that takes too many steps is allowed', async (_, link) => {
    const components = chain(link, { type: 'object', properties: { a: {} }, required: ['a'] });
    expect(await issuesOf({ a: 1 }, ref('S0'), { openapi: '3.1.0', components })).toEqual([]);
  });

  test('a schema that doubles with each level of a value', async () => {
    const twice = { allOf: [{ properties: { next: ref('N') } }, { properties: { next: ref('N') } }] };
    const value = (levels: number): unknown => (levels === 0 ? { next: {} } : { next: value(levels - 1) });
    const components = { schemas: { N: { type: 'object', ...twice } } };
    expect(await issuesOf(value(60), ref('N'), { components })).toEqual([]);
    expect(await issuesOf({ next: 1 }, ref('N'), { components })).not.toEqual([]);
  });

  test('a schema with thousands of schemas within it allows anything, with one warning', async () => {
    const nested = (levels: number): unknown =>
      levels === 0 ? { type: 'string' } : { anyOf: [nested(levels - 1), nested(levels - 1)] };
    expect(await issuesOf(1, nested(14), { components: none })).toEqual([]);
    const { warnings } = await loadFiles({ 'api.json': describing(nested(14)) });
    expect(warnings().map(({ message }) => message)).toEqual([
      'has more than 3000 schemas within it; anything is allowed there',
    ]);
  });

  test('a schema that is referred to often is not copied', async () => {
    const large = {
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`p${at}`, { type: 'string' }])),
    };
    const properties = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`q${at}`, ref('Large')]));
    const components = { schemas: { Large: large } };
    expect(await issuesOf({ q7: { p3: 1 } }, { type: 'object', properties }, { components })).toEqual([
      '/q7/p3 must be string',
    ]);
  });
});

describe('values in which much is wrong', () => {
  test('a list of objects is unique in linear time', async () => {
    const items = Array.from({ length: 60_000 }, (_, x) => ({ x, y: 'y' }));
    const schema = { type: 'array', uniqueItems: true };
    expect(await issuesOf(items, schema)).toEqual([]);
    expect(await issuesOf([...items, { y: 'y', x: 9 }], schema)).toHaveLength(1);
  });

  test.each([
    [[1, '1', true, 'true', null, 'null', {}, '{}', [], '[]'], 0],
    [
      [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
      1,
    ],
    [['a', 'b', 'a'], 1],
    [[null, null], 1],
  ])('%j: %i repeated item', async (list, count) => {
    const issues = await issuesOf(list, { type: 'array', uniqueItems: true });
    expect(issues.filter(issue => issue.includes('duplicate'))).toHaveLength(count);
  });

  test('of a hundred thousand broken items, some are named', async () => {
    const items = Array.from({ length: 100_000 }, () => ({ x: 1 }));
    const schema = { type: 'array', items: { type: 'object', required: ['a', 'b', 'c'] } };
    expect((await issuesOf(items, schema)).length).toBeLessThanOrEqual(200);
  });

  test('of a long enum, the first values are named', async () => {
    const { operations } = await loadFiles({
      'api.json': describing({ enum: Array.from({ length: 10_000 }, (_, at) => at) }),
    });
    const [issue] = operations[0]?.responses[0]?.contents[0]?.schema?.validate('x') ?? [];
    expect(issue?.wanted).toMatch(/^one of 0, 1, .*, 49 and 9950 others$/);
  });
});

describe('references that are not followed', () => {
  const closed = { type: 'object', properties: { a: {} }, unevaluatedProperties: false };

  test('$dynamicRef allows anything, with a warning', async () => {
    const schema = { ...closed, allOf: [{ $dynamicRef: '#node' }], unevaluatedItems: false };
    expect(await issuesOf({ a: 1, b: 2 }, schema, { openapi: '3.1.0' })).toEqual([]);
    const { warnings } = await loadFiles({ 'api.json': describing(schema, { openapi: '3.1.0' }) });
    expect(warnings().map(({ message }) => message)).toEqual([
      'refers to another schema by $dynamicRef, which is not followed; anything is allowed there',
    ]);
  });

  test('nothing is unevaluated beside a reference that leads nowhere', async () => {
    expect(await issuesOf({ b: 2 }, { ...closed, $ref: '#/nowhere' }, { openapi: '3.1.0' })).toEqual([]);
  });
});
