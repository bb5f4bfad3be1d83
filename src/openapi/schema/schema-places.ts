import type { ErrorObject } from 'ajv';
import { formatPointer } from '../../kernel/index.js';

/**
 * Finds the places of the schemas in a document: ajv's `schemaPath` starts again at every `$ref`, so it does not say where a
 * schema stands. The document is searched once, at the first error.
 */
export class SchemaPlaces {
  readonly #document: object;
  readonly #uri: string;
  #places: Map<unknown, string> | undefined;

  /** The document has to be the very object that ajv has. */
  constructor(document: object, uri: string) {
    this.#document = document;
    this.#uri = uri;
  }

  /** The place of the keyword that an error is about; ajv must be `verbose`. */
  findPath({ parentSchema, keyword, schemaPath }: ErrorObject): string {
    this.#places ??= this.#walk();
    const place = this.#places.get(parentSchema);
    return place === undefined ? schemaPath : `${place}/${keyword}`;
  }

  #walk(): Map<unknown, string> {
    const places = new Map<unknown, string>();
    const walk = (value: unknown, path: string[]): void => {
      if (value === null || typeof value !== 'object') return;
      places.set(value, `${this.#uri}#${formatPointer(path)}`);
      for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
    };
    walk(this.#document, []);
    return places;
  }
}
