import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parsePointer, valueAt } from '../../../src/kernel/index.js';
import type { DescribedSchema, Direction, JsonSchema } from '../../../src/openapi/index.js';

/** The time of all tests of values: 2026-11-30T12:00:00Z. */
export const NOW = Date.UTC(2026, 10, 30, 12) * 1000;

/** A schema as a description would have it: references lead to `#/$defs/…`, and ajv validates. */
export function describeSchema(schema: JsonSchema, direction: Direction = 'response'): DescribedSchema {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addVocabulary(['discriminator', 'example', 'xml', 'externalDocs']);
  const validate = ajv.compile(schema);
  return {
    place: 'test.yaml#',
    direction,
    read: () => schema,
    part: () => undefined,
    locate: reference => reference,
    resolve: reference => (reference === '#' ? schema : (valueAt(schema, reference.slice(1)) as JsonSchema)),
    validate: value => {
      if (validate(value)) return [];
      return (validate.errors ?? []).map(({ instancePath, message = '', schemaPath }) => ({
        path: parsePointer(instancePath),
        expected: 'valid' as const,
        message,
        wanted: message,
        schemaPath,
      }));
    },
  };
}
