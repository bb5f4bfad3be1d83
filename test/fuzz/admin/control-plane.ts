import { type ApiDescription, type Operation, readDescription } from '../../../src/contract/index.js';
import { valueAt } from '../../../src/kernel/index.js';

/** The control plane's description of itself, and the operations in it. */
export const { document: DESCRIPTION, operations: CONTROLLED } = readDescription(
  new URL('../../../src/admin/openapi.yaml', import.meta.url),
);

/** All words that its schemas have, each once. */
export const WORDS: readonly string[] = [...new Set(wordsIn(DESCRIPTION.components))];

/** The schema of the body that an operation takes, as it stands in the description. */
export function bodySchemaOf({ place }: Operation): unknown {
  return valueAt(DESCRIPTION, `${place.replace(/^.*#/, '')}/requestBody/content/application~1json/schema`);
}

/** One of its schemas. */
export function schemaNamed(name: string): ApiDescription['document'] {
  return valueAt(DESCRIPTION, `/components/schemas/${name}`) as ApiDescription['document'];
}

function* wordsIn(schema: unknown): Generator<string> {
  if (schema === null || typeof schema !== 'object') return;
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'properties') yield* Object.keys(value);
    yield* wordsIn(value);
  }
}
