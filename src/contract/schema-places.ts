import type { ErrorObject } from 'ajv';
import { pointerOf } from '../kernel/index.js';

/**
 * Where each schema stands: ajv's own `schemaPath` begins anew at every `$ref`, and then does not lead into a file.
 * The files are walked once, when the first error asks.
 */
export class SchemaPlaces {
  readonly #documents = new Map<string, object>();
  #places: Map<unknown, string> | undefined;

  /** Adds a document as ajv has it, under the URI it is known by. */
  add(document: object, uri: string): void {
    this.#documents.set(uri, document);
  }

  /** The file and pointer of the word that an error is about; ajv must be `verbose`. */
  pathOf({ parentSchema, keyword, schemaPath }: ErrorObject): string {
    this.#places ??= this.#walked();
    const place = this.#places.get(parentSchema);
    return place === undefined ? schemaPath : `${place}/${keyword}`;
  }

  #walked(): Map<unknown, string> {
    const places = new Map<unknown, string>();
    const walk = (value: unknown, uri: string, path: string[]): void => {
      if (value === null || typeof value !== 'object') return;
      places.set(value, `${uri}#${pointerOf(path)}`);
      for (const [name, inner] of Object.entries(value)) walk(inner, uri, [...path, name]);
    };
    for (const [uri, document] of this.#documents) walk(document, uri, []);
    return places;
  }
}
