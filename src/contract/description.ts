import { type OpenApi, operationsOf } from './openapi.js';
import type { Operation } from './operation.js';
import { readYaml } from './read-yaml.js';
import type { Schema } from './shape.js';
import { validatorsOf } from './validate.js';

/** An OpenAPI description that is one file, with no documents behind it: ours of ourselves. */
export type Description = { document: Schema; operations: readonly Operation[] };

/** Reads the description in a YAML file of the package. Throws what reading it throws, and `contract-invalid`. */
export function readDescription(file: URL): Description {
  const document = readYaml(file) as Schema;
  const documents = new Map([['openapi.yaml', document]]);
  const sources = { api: '', documents, validators: validatorsOf(documents), statements: () => [] };
  return { document, operations: operationsOf(document as unknown as OpenApi, sources) };
}
