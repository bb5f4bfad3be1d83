import { describe, expect, test } from 'vitest';
import { createInputValidator, describeIssues } from '../../src/openapi/index.js';

const DELAY = {
  oneOf: [
    {
      type: 'object',
      required: ['type', 'milliseconds'],
      additionalProperties: false,
      properties: { type: { const: 'fixed' }, milliseconds: { type: 'number', minimum: 0, maximum: 100 } },
    },
    {
      type: 'object',
      required: ['type', 'lower', 'upper'],
      additionalProperties: false,
      properties: { type: { const: 'uniform' }, lower: { type: 'number' }, upper: { type: 'number' } },
    },
  ],
};

const RESPONSE = {
  oneOf: [
    {
      type: 'object',
      required: ['status'],
      additionalProperties: false,
      properties: { status: { type: 'integer', minimum: 200, maximum: 599 }, body: true },
    },
    {
      type: 'object',
      required: ['code'],
      additionalProperties: false,
      properties: { code: { type: 'integer' } },
    },
  ],
};

const find = createInputValidator(
  {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: {
      name: { type: 'string', minLength: 1 },
      times: { type: 'integer', minimum: 1, maximum: 9 },
      size: { type: 'integer', minimum: 1 },
      isOn: { type: 'boolean' },
      mode: { enum: ['fast', 'slow'] },
      since: { type: 'string', format: 'date-time' },
      secret: { type: 'string', pattern: '^[a-z]+$', title: 'lower-case letters', writeOnly: true },
      tags: { type: 'array', items: { type: ['string', 'null'] } },
      path: { oneOf: [{ type: 'string' }, { type: 'object' }] },
      delay: DELAY,
      responses: { type: 'array', items: RESPONSE },
    },
  },
  { instead: { priority: 'use times.' } },
);

const validate = (value: unknown) => describeIssues(find(value));

describe('Each issue of an input is one sentence with its place and its value', () => {
  test.each<[unknown, string[]]>([
    [{ name: 'a', times: 9, tags: ['b', null] }, []],
    [5, ['The whole must be an object, not 5.']],
    [{}, ['/name is missing.']],
    [{ name: '' }, ['/name must not be empty.']],
    [
      { times: 0, isOn: 'yes' },
      ['/name is missing.', '/times must be an integer from 1 to 9, not 0.', '/isOn must be true or false, not "yes".'],
    ],
    [{ name: 'a', times: 1.5 }, ['/times must be an integer from 1 to 9, not 1.5.']],
    [{ name: 'a', size: 0 }, ['/size must be an integer of at least 1, not 0.']],
    [{ name: 'a', mode: 'x' }, ['/mode must be one of fast, slow, not "x".']],
    [{ name: 'a', since: 'noon' }, ['/since must be a time, such as 2026-11-26T12:00:00Z, not "noon".']],
    [{ name: 'a', secret: 'A B' }, ['/secret must be lower-case letters.']],
    [{ name: 'a', secret: 5 }, ['/secret must be lower-case letters.']],
    [
      { name: 'a', tags: [5, 'b', []] },
      ['/tags/0 must be text or null, not 5.', '/tags/2 must be text or null, not [].'],
    ],
    [{ name: 'a', tmies: 1 }, ['/tmies is unknown; did you mean times?']],
    [{ name: 'a', priority: 1 }, ['/priority is unknown; use times.']],
    [
      { name: 'a', unrelated: 1 },
      [expect.stringMatching(/^\/unrelated is unknown; the known names are name, times, /)],
    ],
    [
      { name: 'x'.repeat(200), times: 'y'.repeat(200) },
      [`/times must be an integer from 1 to 9, not "${'y'.repeat(79)}….`],
    ],
  ])('%j', (value, issues) => {
    expect(validate(value)).toEqual(issues);
  });
});

describe('Of a choice of forms, only the issues of the intended form are reported', () => {
  test.each<[object, string[]]>([
    [{ delay: 200 }, ['/delay must be an object, not 200.']],
    [{ delay: {} }, ['/delay/type is missing.']],
    [{ delay: { type: 'slow' } }, ['/delay/type must be one of fixed, uniform, not "slow".']],
    [{ delay: { type: 'fixed', milliseconds: 101 } }, ['/delay/milliseconds must be a number from 0 to 100, not 101.']],
    [{ delay: { type: 'uniform', lower: 1 } }, ['/delay/upper is missing.']],
    [
      { delay: { type: 'fixed', milliseconds: 1, lower: 1 } },
      ['/delay/lower does not belong here; what belongs here is type, milliseconds.'],
    ],
    [{ path: 5 }, ['/path must be text or an object, not 5.']],
    [{ responses: [{}] }, ['/responses/0 must have either status or code.']],
    [{ responses: [{ status: 200, code: 404 }] }, ['/responses/0 must have either status or code.']],
    [
      { responses: [{ status: 20 }, { code: 'x' }, { code: 404, body: 1 }] },
      [
        '/responses/0/status must be an integer from 200 to 599, not 20.',
        '/responses/1/code must be an integer, not "x".',
        '/responses/2/body does not belong here; what belongs here is code.',
      ],
    ],
  ])('%j', (value, issues) => {
    expect(validate({ name: 'a', ...value })).toEqual(issues);
  });
});

test('an input with very many issues is refused with the first of them', () => {
  const tags = Array(100_000).fill(5);
  expect(validate({ name: 'a', tags })).toHaveLength(50);
  expect(validate({ name: 'a', tags: [...Array(1000).fill('b'), 5] })).toEqual([
    '/tags/1000 must be text or null, not 5.',
  ]);
});
