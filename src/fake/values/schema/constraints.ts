import { compilePattern, type JsonSchema } from '../../../openapi/index.js';

/** The kinds of JSON values; a number is an integer or a fraction, so that types can be intersected. */
export type Kind = 'object' | 'array' | 'string' | 'integer' | 'fraction' | 'boolean' | 'null';

/** What one schema says of the members of an object. All shapes of a value apply to it. */
export type ObjectShape = {
  properties: Readonly<Record<string, JsonSchema>>;
  patterns: Readonly<Record<string, JsonSchema>>;
  /** For the members that neither names. */
  additional: JsonSchema;
};

/** What one schema says of the items of an array. */
export type ListShape = { prefix: readonly JsonSchema[]; rest: JsonSchema };

export type Contains = { schema: JsonSchema; min: number; max: number };

/** Everything that some schemas together say of one value, with all choices made. */
export type Constraints = {
  kinds: Set<Kind>;
  /** The kinds that keywords speak of, where no type is given. */
  suggested: Set<Kind>;
  /** The values of `enum` and `const`; each must still be tried. */
  allowed: readonly unknown[] | undefined;
  minimum: number;
  above: number;
  maximum: number;
  below: number;
  multiples: number[];
  minLength: number;
  maxLength: number;
  patterns: string[];
  formats: string[];
  shapes: ObjectShape[];
  required: Set<string>;
  minProperties: number;
  maxProperties: number;
  propertyNames: JsonSchema[];
  dependents: [trigger: string, names: readonly string[]][];
  lists: ListShape[];
  minItems: number;
  maxItems: number;
  unique: boolean;
  contains: Contains[];
  /** Values that the schemas themselves give: examples and defaults. */
  hints: unknown[];
  /** How faker makes the value; the first call counts. */
  fakers: unknown[];
  /** Schemas that hold only by luck, so that the value is tested against them. */
  tests: JsonSchema[];
  /** The references that were followed at this value. */
  references: string[];
};

/** No constraint at all. */
export function createConstraints(): Constraints {
  return {
    kinds: new Set(['object', 'array', 'string', 'integer', 'fraction', 'boolean', 'null']),
    suggested: new Set(),
    allowed: undefined,
    minimum: Number.NEGATIVE_INFINITY,
    above: Number.NEGATIVE_INFINITY,
    maximum: Number.POSITIVE_INFINITY,
    below: Number.POSITIVE_INFINITY,
    multiples: [],
    minLength: 0,
    maxLength: Number.POSITIVE_INFINITY,
    patterns: [],
    formats: [],
    shapes: [],
    required: new Set(),
    minProperties: 0,
    maxProperties: Number.POSITIVE_INFINITY,
    propertyNames: [],
    dependents: [],
    lists: [],
    minItems: 0,
    maxItems: Number.POSITIVE_INFINITY,
    unique: false,
    contains: [],
    hints: [],
    fakers: [],
    tests: [],
    references: [],
  };
}

/** The schemas that apply to a member of this name: all must hold. */
export function memberSchemas(shapes: readonly ObjectShape[], name: string): JsonSchema[] {
  return shapes
    .flatMap(({ properties, patterns, additional }) => {
      const found = Object.hasOwn(properties, name) ? [properties[name] as JsonSchema] : [];
      for (const [pattern, schema] of Object.entries(patterns)) if (matches(pattern, name)) found.push(schema);
      return found.length > 0 ? found : [additional];
    })
    .filter(schema => schema !== true);
}

/** The schemas that apply to the item at an index. */
export function itemSchemas(lists: readonly ListShape[], index: number): JsonSchema[] {
  return lists.map(({ prefix, rest }) => prefix[index] ?? rest).filter(schema => schema !== true);
}

function matches(pattern: string, name: string): boolean {
  return compilePattern(pattern)?.test(name) ?? false;
}
