import type { JsonSchema } from '../../../openapi/index.js';
import type { Constraints, Kind } from './constraints.js';

/** A schema that is no boolean. */
export type SchemaObject = Exclude<JsonSchema, boolean>;

type Schemas = Readonly<Record<string, JsonSchema>>;

const KINDS: Readonly<Record<string, readonly Kind[]>> = {
  object: ['object'],
  array: ['array'],
  string: ['string'],
  number: ['integer', 'fraction'],
  integer: ['integer'],
  boolean: ['boolean'],
  null: ['null'],
};

/** The kinds that `type` allows. */
export function kindsOfType(type: unknown): Kind[] {
  return [type].flat().flatMap(name => KINDS[String(name)] ?? []);
}

/** Adds what the keywords of one schema say of the value itself; those that apply other schemas are not looked at. */
export function addKeywords(constraints: Constraints, schema: SchemaObject): void {
  addHints(constraints, schema);
  if (schema.type !== undefined) keepKinds(constraints, kindsOfType(schema.type));
  if (Array.isArray(schema.enum)) keepValues(constraints, schema.enum);
  if ('const' in schema) keepValues(constraints, [schema.const]);
  for (const keyword of Object.keys(schema)) {
    const add = Object.hasOwn(ADDITIONS, keyword) ? ADDITIONS[keyword] : undefined;
    if (!add) continue;
    for (const kind of add.kinds) constraints.suggested.add(kind);
    add.to(constraints, schema[keyword] as never, schema);
  }
}

function addHints({ hints, fakers }: Constraints, schema: SchemaObject): void {
  if ('x-faker' in schema) fakers.push(schema['x-faker']);
  if (Array.isArray(schema.examples)) hints.push(...schema.examples);
  if ('example' in schema) hints.push(schema.example);
  if ('default' in schema) hints.push(schema.default);
}

function keepKinds(constraints: Constraints, kinds: readonly Kind[]): void {
  constraints.kinds = new Set(kinds.filter(kind => constraints.kinds.has(kind)));
}

/** Values that are equal in one list and the next are compared when they are tried. */
function keepValues(constraints: Constraints, values: readonly unknown[]): void {
  if (!constraints.allowed || values.length < constraints.allowed.length) constraints.allowed = values;
}

type Addition = { kinds: readonly Kind[]; to(constraints: Constraints, value: never, schema: SchemaObject): void };

const NUMBERS: readonly Kind[] = ['integer', 'fraction'];
const NUMERIC_FORMATS: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** For each keyword: the kinds of values that it speaks of, and what it adds. */
const ADDITIONS: Readonly<Record<string, Addition>> = {
  minimum: { kinds: NUMBERS, to: (all, value: number) => (all.minimum = Math.max(all.minimum, value)) },
  maximum: { kinds: NUMBERS, to: (all, value: number) => (all.maximum = Math.min(all.maximum, value)) },
  exclusiveMinimum: { kinds: NUMBERS, to: (all, value: number) => (all.above = Math.max(all.above, value)) },
  exclusiveMaximum: { kinds: NUMBERS, to: (all, value: number) => (all.below = Math.min(all.below, value)) },
  multipleOf: { kinds: NUMBERS, to: (all, value: number) => all.multiples.push(value) },
  minLength: { kinds: ['string'], to: (all, value: number) => (all.minLength = Math.max(all.minLength, value)) },
  maxLength: { kinds: ['string'], to: (all, value: number) => (all.maxLength = Math.min(all.maxLength, value)) },
  pattern: { kinds: ['string'], to: (all, value: string) => all.patterns.push(value) },
  format: { kinds: [], to: addFormat },
  required: { kinds: ['object'], to: (all, names: string[]) => addAll(all.required, names) },
  minProperties: {
    kinds: ['object'],
    to: (all, value: number) => (all.minProperties = Math.max(all.minProperties, value)),
  },
  maxProperties: {
    kinds: ['object'],
    to: (all, value: number) => (all.maxProperties = Math.min(all.maxProperties, value)),
  },
  propertyNames: { kinds: ['object'], to: (all, schema: JsonSchema) => all.propertyNames.push(schema) },
  dependentRequired: {
    kinds: ['object'],
    to: (all, dependents: Record<string, string[]>) => all.dependents.push(...Object.entries(dependents)),
  },
  properties: { kinds: ['object'], to: addShape },
  patternProperties: {
    kinds: ['object'],
    to: (all, value: never, schema) => 'properties' in schema || addShape(all, value, schema),
  },
  additionalProperties: {
    kinds: ['object'],
    to: (all, value: never, schema) =>
      'properties' in schema || 'patternProperties' in schema || addShape(all, value, schema),
  },
  prefixItems: { kinds: ['array'], to: addList },
  items: {
    kinds: ['array'],
    to: (all, value: never, schema) => 'prefixItems' in schema || addList(all, value, schema),
  },
  minItems: { kinds: ['array'], to: (all, value: number) => (all.minItems = Math.max(all.minItems, value)) },
  maxItems: { kinds: ['array'], to: (all, value: number) => (all.maxItems = Math.min(all.maxItems, value)) },
  uniqueItems: { kinds: ['array'], to: (all, value: boolean) => (all.unique ||= value) },
  contains: { kinds: ['array'], to: addContains },
};

function addFormat(constraints: Constraints, format: string): void {
  const range = Object.hasOwn(NUMERIC_FORMATS, format) ? NUMERIC_FORMATS[format] : undefined;
  if (!range) {
    constraints.formats.push(format);
    return;
  }
  constraints.minimum = Math.max(constraints.minimum, range[0]);
  constraints.maximum = Math.min(constraints.maximum, range[1]);
  constraints.kinds.delete('fraction');
}

function addShape({ shapes }: Constraints, _: never, schema: SchemaObject): void {
  shapes.push({
    properties: (schema.properties ?? {}) as Schemas,
    patterns: (schema.patternProperties ?? {}) as Schemas,
    additional: (schema.additionalProperties ?? true) as JsonSchema,
  });
}

function addList({ lists }: Constraints, _: never, schema: SchemaObject): void {
  lists.push({ prefix: (schema.prefixItems ?? []) as JsonSchema[], rest: (schema.items ?? true) as JsonSchema });
}

function addContains({ contains }: Constraints, value: JsonSchema, schema: SchemaObject): void {
  const { minContains = 1, maxContains = Number.POSITIVE_INFINITY } = schema as Record<string, number>;
  contains.push({ schema: value, min: minContains, max: maxContains });
}

function addAll(names: Set<string>, more: readonly string[]): void {
  for (const name of more) names.add(name);
}
