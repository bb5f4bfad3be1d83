import type { ErrorObject } from 'ajv';
import { formatPointer } from '../../kernel/index.js';
import type { Resolve, Schema } from './shape.js';

/**
 * Finds the place of each schema: ajv's `schemaPath` starts again at every `$ref`, so it does not say in which file it is.
 * The files are searched once, at the first error.
 */
export class SchemaPlaces {
  readonly #documents = new Map<string, object>();
  #places: Map<unknown, string> | undefined;

  /** Adds a document: the very object that ajv has, and its URI. */
  add(document: object, uri: string): void {
    this.#documents.set(uri, document);
  }

  /** The file and pointer of the keyword that an error is about; ajv must be `verbose`. */
  findPath({ parentSchema, keyword, schemaPath }: ErrorObject): string {
    this.#places ??= this.#walk();
    const place = this.#places.get(parentSchema);
    return place === undefined ? schemaPath : `${place}/${keyword}`;
  }

  #walk(): Map<unknown, string> {
    const places = new Map<unknown, string>();
    const walk = (value: unknown, uri: string, path: string[]): void => {
      if (value === null || typeof value !== 'object') return;
      places.set(value, `${uri}#${formatPointer(path)}`);
      for (const [name, inner] of Object.entries(value)) walk(inner, uri, [...path, name]);
    };
    for (const [uri, document] of this.#documents) walk(document, uri, []);
    return places;
  }
}

/** How many items of a list are searched. */
const MAX_TOUCHED_ITEMS = 10;

/** Finds the places of a schema that apply to a value: `schemas/order.json#/properties/paid`. */
export function findTouchedPlaces(
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
      for (const item of inner.slice(0, MAX_TOUCHED_ITEMS))
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
