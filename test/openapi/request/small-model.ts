import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { valueAt } from '../../../src/kernel/index.js';
import type { Content, Parameter, PartEncoding } from '../../../src/openapi/operation.js';
import type { DescribedSchema, JsonSchema } from '../../../src/openapi/schema/described-schema.js';
import { describeErrors, type SchemaIssue } from '../../../src/openapi/schema/schema-issues.js';
import { SchemaPlaces } from '../../../src/openapi/schema/schema-places.js';

const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true });
formats.default(ajv);

/** A schema that may refer to its own parts: `#/$defs/pet`. */
export function schemaOf(schema: JsonSchema): DescribedSchema {
  const places = new SchemaPlaces(schema as object, 'api.yaml');
  const validator = ajv.compile(schema as object);
  return {
    place: 'api.yaml#',
    direction: 'request',
    read: () => schema,
    part: () => undefined,
    locate: reference => reference,
    resolve: reference => valueAt(schema, reference.slice(1)) as JsonSchema,
    validate(value) {
      if (validator(value)) return [];
      const issues = describeErrors(validator.errors ?? [], places);
      return issues.length > 0 ? issues : [INVALID];
    },
  };
}

const INVALID: SchemaIssue = {
  path: [],
  expected: 'valid',
  message: 'must be valid',
  wanted: 'a value that must be valid',
  schemaPath: 'api.yaml#',
};

/** A parameter with the defaults that OpenAPI gives it. */
export function parameterOf(given: Partial<Parameter> & Pick<Parameter, 'name' | 'in'>, schema: JsonSchema): Parameter {
  const style = given.style ?? (given.in === 'query' || given.in === 'cookie' ? 'form' : 'simple');
  return {
    required: given.in === 'path',
    style,
    explode: style === 'form',
    allowEmptyValue: false,
    description: undefined,
    mediaType: undefined,
    place: `api.yaml#/parameters/${given.name}`,
    schema: schemaOf(schema),
    examples: [],
    ...given,
  };
}

export function contentOf(
  mediaType: string,
  schema?: JsonSchema,
  encoding: Readonly<Record<string, Partial<PartEncoding>>> = {},
): Content {
  return {
    mediaType,
    place: 'api.yaml#/content',
    schema: schema === undefined ? undefined : schemaOf(schema),
    examples: [],
    encoding: Object.fromEntries(
      Object.entries(encoding).map(([name, part]) => [
        name,
        { contentType: undefined, style: 'form', explode: true, ...part },
      ]),
    ),
  };
}
