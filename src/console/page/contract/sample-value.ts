import { type OutlinedSchema, resolve } from '../detail/outline-schema.js';

type Exemplary = OutlinedSchema & {
  example?: unknown;
  examples?: readonly unknown[] | Readonly<Record<string, { value?: unknown }>>;
  default?: unknown;
  readOnly?: boolean;
  minimum?: number;
};

/** How deep a value goes that is made from a schema. */
const MAX_DEPTH = 5;

/** A value to begin with: the example of the description, or the required members with a value of their type. */
export function sampleValue(document: object, written: object | undefined, depth = 0): unknown {
  const schema = (resolve(document, written ?? {}) ?? {}) as Exemplary;
  const [example] = examplesOf(schema);
  if (example !== undefined) return example;
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.oneOf ?? schema.anyOf ?? [];
  if (first && !schema.properties) return sampleValue(document, first, depth + 1);
  if (depth > MAX_DEPTH) return null;
  const [type] = [schema.type ?? (schema.properties || schema.allOf ? 'object' : 'string')].flat();
  if (type === 'object') return sampleObject(document, schema, depth);
  if (type === 'array') return schema.items ? [sampleValue(document, schema.items, depth + 1)] : [];
  return { integer: schema.minimum ?? 1, number: schema.minimum ?? 1, boolean: true, null: null }[type ?? ''] ?? 'text';
}

function sampleObject(document: object, schema: Exemplary, depth: number): object {
  const parts = (schema.allOf ?? []).map(part => sampleValue(document, part, depth + 1));
  const required = new Set(schema.required ?? Object.keys(schema.properties ?? {}));
  const own = Object.entries(schema.properties ?? {})
    .filter(([name, member]) => required.has(name) && !(resolve(document, member) as Exemplary | undefined)?.readOnly)
    .map(([name, member]) => [name, sampleValue(document, member, depth + 1)]);
  return Object.assign({}, ...parts.filter(part => typeof part === 'object'), Object.fromEntries(own));
}

/** The examples of a schema, a parameter or a media type. */
export function examplesOf({ example, examples }: Pick<Exemplary, 'example' | 'examples'>): unknown[] {
  const others = Array.isArray(examples)
    ? examples
    : Object.values(examples ?? {}).map(one => (one as { value?: unknown }).value);
  return [example, ...others].filter(one => one !== undefined);
}
