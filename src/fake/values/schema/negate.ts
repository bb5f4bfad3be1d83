import type { JsonSchema } from '../../../openapi/index.js';

type Negation = (value: never) => JsonSchema[];

/** For each keyword, schemas one of which a value that breaks the keyword satisfies. */
const NEGATIONS: Readonly<Record<string, Negation>> = {
  // a `not` that has nothing but a type is understood where kinds are kept
  type: type => [{ not: { type } }],
  const: () => [true],
  enum: () => [true],
  minimum: value => [{ type: 'number', exclusiveMaximum: value }],
  maximum: value => [{ type: 'number', exclusiveMinimum: value }],
  exclusiveMinimum: value => [{ type: 'number', maximum: value }],
  exclusiveMaximum: value => [{ type: 'number', minimum: value }],
  multipleOf: () => [{ type: 'number' }],
  minLength: (value: number) => (value > 0 ? [{ type: 'string', maxLength: value - 1 }] : []),
  maxLength: (value: number) => [{ type: 'string', minLength: value + 1 }],
  pattern: () => [{ type: 'string' }],
  format: () => [{ type: ['string', 'number'] }],
  required: (names: string[]) => names.map(name => ({ type: 'object', properties: { [name]: false } })),
  properties: (members: Record<string, JsonSchema>) => negateMembers(members),
  patternProperties: () => [{ type: 'object', minProperties: 1 }],
  additionalProperties: (schema: JsonSchema) => [
    { type: 'object', required: ['other'], properties: { other: { not: schema } } },
  ],
  propertyNames: () => [{ type: 'object', minProperties: 1 }],
  minProperties: (value: number) => (value > 0 ? [{ type: 'object', maxProperties: value - 1 }] : []),
  maxProperties: (value: number) => [{ type: 'object', minProperties: value + 1 }],
  dependentRequired: (dependents: Record<string, string[]>) =>
    Object.entries(dependents).flatMap(([trigger, names]) =>
      names.map(name => ({ type: 'object', required: [trigger], properties: { [name]: false } })),
    ),
  dependentSchemas: (dependents: Record<string, JsonSchema>) =>
    Object.entries(dependents).map(([trigger, schema]) => ({ type: 'object', required: [trigger], not: schema })),
  items: (schema: JsonSchema) => [{ type: 'array', contains: { not: schema } }],
  prefixItems: (schemas: JsonSchema[]) =>
    schemas.map((schema, index) => ({
      type: 'array',
      minItems: index + 1,
      prefixItems: [...Array.from({ length: index }, () => true), { not: schema }],
    })),
  contains: (schema: JsonSchema) => [{ type: 'array', items: { not: schema } }],
  minItems: (value: number) => (value > 0 ? [{ type: 'array', maxItems: value - 1 }] : []),
  maxItems: (value: number) => [{ type: 'array', minItems: value + 1 }],
  uniqueItems: value => (value ? [{ type: 'array', minItems: 2 }] : []),
  allOf: (schemas: JsonSchema[]) => schemas.map(schema => ({ not: schema })),
  anyOf: (schemas: JsonSchema[]) => [{ allOf: schemas.map(schema => ({ not: schema })) }],
  oneOf: (schemas: JsonSchema[]) => [{ allOf: schemas.map(schema => ({ not: schema })) }, true],
  not: schema => [schema],
  if: () => [true],
  unevaluatedProperties: () => [{ type: 'object' }],
  unevaluatedItems: () => [{ type: 'array', minItems: 1 }],
};

function negateMembers(members: Record<string, JsonSchema>): JsonSchema[] {
  return Object.entries(members).map(([name, schema]) => ({
    type: 'object',
    required: [name],
    properties: { [name]: { not: schema } },
  }));
}

/**
 * Lists ways in which a value can break a schema, as schemas. None where every value is valid. A way may be too wide, so the value must
 * be tested as well.
 */
export function negate(schema: JsonSchema, resolve: (reference: string) => JsonSchema): JsonSchema[] {
  if (typeof schema === 'boolean') return schema ? [] : [true];
  const ways = typeof schema.$ref === 'string' ? [{ not: resolve(schema.$ref) }] : [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (Object.hasOwn(NEGATIONS, keyword)) ways.push(...((NEGATIONS[keyword]?.(value as never) ?? []) as typeof ways));
  }
  return ways;
}
