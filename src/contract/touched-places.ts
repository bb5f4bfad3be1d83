import type { Resolve, Schema } from './shape.js';

/** The most items of a list that are looked into. */
const MOST_ITEMS = 10;

/** The places of a schema that a value has something for: `schemas/user.json#/properties/active`. */
export function touchedPlaces(
  value: unknown,
  { schema, file, pointer, resolve }: { schema: Schema; file: string; pointer: string; resolve: Resolve },
): Set<string> {
  const places = new Set<string>();
  const walk = (inner: unknown, at: { schema: Schema; file: string; pointer: string }): void => {
    places.add(`${at.file}#${at.pointer}`);
    const { $ref, properties, items } = at.schema as {
      $ref?: string;
      properties?: Record<string, Schema>;
      items?: Schema;
    };
    if ($ref !== undefined) walk(inner, { ...resolve($ref, at.file), pointer: $ref.split('#')[1] ?? '' });
    for (const word of ['anyOf', 'oneOf', 'allOf']) {
      ((at.schema[word] ?? []) as Schema[]).forEach((branch, index) => {
        walk(inner, { ...at, schema: branch, pointer: `${at.pointer}/${word}/${index}` });
      });
    }
    if (Array.isArray(inner) && items) {
      for (const item of inner.slice(0, MOST_ITEMS))
        walk(item, { ...at, schema: items, pointer: `${at.pointer}/items` });
    } else if (inner !== null && typeof inner === 'object' && properties) {
      places.add(`${at.file}#${at.pointer}/properties`);
      for (const [name, property] of Object.entries(properties)) {
        if (!Object.hasOwn(inner, name)) continue;
        const pointer = `${at.pointer}/properties/${name}`;
        walk((inner as Record<string, unknown>)[name], { ...at, schema: property, pointer });
      }
    }
  };
  walk(value, { schema, file, pointer });
  return places;
}
