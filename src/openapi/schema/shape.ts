import { isObject } from '../../kernel/index.js';
import type { DescribedSchema, JsonSchema } from './described-schema.js';

/** A JSON Schema as a file has it. */
export type Schema = Record<string, unknown>;

/** What reading input needs to know of a schema: types, properties of objects, items of lists. */
export type Shape = {
  readonly types: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, Shape>;
  readonly items: Shape | undefined;
};

/** A schema that is nested deeper than this contains itself. */
const MAX_DEPTH = 64;

/** Reads the shape of a schema: follows `$ref`, and merges the branches of `anyOf`, `oneOf` and `allOf`. */
export function readShape(schema: DescribedSchema): Shape {
  const read = (part: JsonSchema, depth: number): Shape => {
    if (depth > MAX_DEPTH) throw new Error(`${schema.place} contains itself, which no input can be read with`);
    const types = new Set<string>();
    const properties = new Map<string, Shape>();
    let items: Shape | undefined;
    const lay = (layer: JsonSchema): void => {
      if (!isObject(layer)) return;
      for (const type of [layer.type ?? []].flat()) types.add(String(type));
      for (const [name, property] of Object.entries((layer.properties ?? {}) as Record<string, JsonSchema>)) {
        properties.set(name, read(property, depth + 1));
      }
      if (layer.items) items = read(layer.items as JsonSchema, depth + 1);
      if (typeof layer.$ref === 'string') lay(schema.resolve(layer.$ref));
      for (const word of ['anyOf', 'oneOf', 'allOf'])
        for (const branch of (layer[word] ?? []) as JsonSchema[]) lay(branch);
    };
    lay(part);
    return { types, properties, items };
  };
  return read(schema.read(), 0);
}
