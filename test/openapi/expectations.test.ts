import { expect, test } from 'vitest';
import { describeErrors } from '../../src/openapi/index.js';
import { createValidator } from '../../src/openapi/schema/validate.js';

/** What each issue of a value would have been right as. */
function wanted(schema: Record<string, unknown>, value: unknown): string[] {
  const validate = createValidator(schema, '', describeErrors);
  return validate(value).map(issue => issue.wanted);
}

test.each<[Record<string, unknown>, unknown, string]>([
  [{ type: 'boolean' }, 'yes', 'a boolean'],
  [{ type: 'integer' }, 'x', 'an integer'],
  [{ type: 'string' }, 1, 'a text'],
  [{ type: ['array', 'null'] }, 1, 'a list or null'],
  [{ anyOf: [{ type: 'object' }, { type: 'null' }] }, 1, 'an object'],
  [{ const: true }, false, 'true'],
  [{ enum: ['agent', 'client'] }, 'x', 'one of "agent", "client"'],
  [{ type: 'string', format: 'date-time' }, 'soon', 'a time such as 2018-02-14T10:23:08+00:00'],
  [{ type: 'string', format: 'date' }, 'soon', 'a date such as 2018-02-14'],
  [{ type: 'string', pattern: '^a+$' }, 'b', 'a text that matches ^a+$'],
  [{ type: 'object', required: ['a'] }, {}, 'a value'],
  [{ type: 'object', additionalProperties: false }, { a: 1 }, 'no key a'],
  [{ type: 'number', minimum: 3 }, 2, 'at least 3'],
  [{ type: 'number', maximum: 3 }, 4, 'at most 3'],
  [{ type: 'string', minLength: 1 }, '', 'at least 1 character'],
  [{ type: 'array', maxItems: 2 }, [1, 2, 3], 'at most 2 items'],
  [{ type: 'number', multipleOf: 2 }, 3, 'a value that must be multiple of 2'],
])('%j wants of %j what a person would say', (schema, value, words) => {
  expect(wanted(schema, value)).toEqual([words]);
});
