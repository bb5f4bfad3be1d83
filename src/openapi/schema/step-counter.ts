import type { KeywordCxt } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { _ } from 'ajv/dist/2020.js';
import type { JsonSchema } from './described-schema.js';

/**
 * How many referred schemas one validation may apply. A schema that refers twice to one that refers twice to the next, and
 * so on, would double the steps each time.
 */
const MAX_STEPS = 100_000;

/** A value takes too many steps. A full stack is a RangeError, too. */
export class TooManySteps extends RangeError {}

/** All validations share it, since each runs to its end before the next. */
const counter = {
  left: 0,
  error: new TooManySteps('The schema takes too many steps.'),
};

/** Runs a validation. Throws `TooManySteps`. */
export function withinSteps(validate: () => boolean): boolean {
  counter.left = MAX_STEPS;
  return validate();
}

const KEYWORD = 'x-understudy-step';

/** Adds to an instance of ajv the keyword that counts steps. */
export function addStepCounter(ajv: Ajv2020): void {
  ajv.addKeyword({
    keyword: KEYWORD,
    // otherwise the steps of a reference would come first
    before: '$ref',
    code({ gen }: KeywordCxt) {
      const steps = gen.scopeValue('obj', { ref: counter });
      gen.if(_`--${steps}.left < 0`, () => gen.throw(_`${steps}.error`));
    },
  });
}

/** A copy of a schema that counts as a step when it is applied. */
export function countSteps(schema: JsonSchema): JsonSchema & object {
  if (typeof schema === 'boolean') return { [KEYWORD]: true, ...(schema ? {} : { not: {} }) };
  return { ...schema, [KEYWORD]: true };
}
