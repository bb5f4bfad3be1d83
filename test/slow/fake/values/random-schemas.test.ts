import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generateValue, mendValue } from '../../../../src/fake/index.js';
import { accepts } from '../../../../src/fake/values/schema/accepts.js';
import { describeSchema, NOW } from '../../../fake/values/describe-schema.js';
import { randomSchema, SMALL_VALUES } from '../../../fake/values/random-schemas.js';

const RUNS = { numRuns: 80 };
/** So many that one in a hundred is more than one. */
const MANY_RUNS = { numRuns: 400 };

test('a value of a random schema is valid, the same for the same seed, and missing only where small values are invalid too', () => {
  let missing = 0;
  fc.assert(
    fc.property(randomSchema, fc.integer(), (schema, seed) => {
      const described = describeSchema(schema);
      const made = generateValue(described, { seed, now: NOW });
      expect(generateValue(described, { seed, now: NOW })).toEqual(made);
      if (made) expect(described.validate(made.value)).toEqual([]);
      else if (SMALL_VALUES.some(value => described.validate(value).length === 0)) missing++;
    }),
    MANY_RUNS,
  );
  expect(missing).toBeLessThanOrEqual(MANY_RUNS.numRuns / 100);
});

test('a minimal value of a random schema is valid', () => {
  fc.assert(
    fc.property(randomSchema, schema => {
      const described = describeSchema(schema);
      const made = generateValue(described, { seed: 1, now: NOW, minimal: true });
      if (made) expect(described.validate(made.value)).toEqual([]);
    }),
    RUNS,
  );
});

test('a random value is mended wherever a value can be made', () => {
  fc.assert(
    fc.property(
      randomSchema,
      fc.oneof(fc.constantFrom(...SMALL_VALUES), fc.jsonValue({ maxDepth: 2 })),
      (schema, value) => {
        const described = describeSchema(schema);
        const before = JSON.stringify(value);
        const mended = mendValue(value, described, { seed: 1, now: NOW });
        expect(JSON.stringify(value)).toBe(before);
        if (mended) expect(described.validate(mended.value)).toEqual([]);
        if (described.validate(value).length === 0) expect(mended).toEqual({ value, changed: [] });
      },
    ),
    RUNS,
  );
});

test('parts of schemas are tested as the validator tests whole ones', () => {
  fc.assert(
    fc.property(randomSchema, schema => {
      // ajv lets an empty array pass `contains` beside `prefixItems`
      fc.pre(!JSON.stringify(schema).includes('"contains"'));
      const described = describeSchema(schema);
      for (const value of SMALL_VALUES) {
        expect([value, accepts(schema, value, described)]).toEqual([value, described.validate(value).length === 0]);
      }
    }),
    RUNS,
  );
});
