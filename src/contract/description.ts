import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { type OpenApi, operationsOf } from './openapi.js';
import type { Operation } from './operation.js';
import type { Schema } from './shape.js';
import { validatorsOf } from './validate.js';

/** An OpenAPI description that is one file, with no documents behind it: ours of ourselves. */
export type Description = { document: Schema; operations: readonly Operation[] };

/** Reads the description in a YAML file. Throws `contract-invalid`. */
export function readDescription(file: URL): Description {
  const document = load(readFileSync(file, 'utf8')) as Schema;
  const documents = new Map([['openapi.yaml', document]]);
  const sources = { api: '', documents, validatorAt: validatorsOf(documents), statements: () => [] };
  return { document, operations: operationsOf(document as unknown as OpenApi, sources) };
}
