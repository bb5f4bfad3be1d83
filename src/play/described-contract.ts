import type { Contract } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import type { Description } from '../openapi/index.js';
import { toOperation } from './described-operation.js';

/** The contract of an API of which there is only a description: it has no statements and no readings. */
export function createDescribedContract(name: string, description: Description): Contract {
  const noSchema = (schema: string): never => {
    throw new Problem(
      'no-such-schema',
      `The API ${name} has no schema file ${schema}: its schemas are in its description.`,
    );
  };
  return {
    api: name,
    basePath: description.basePaths[0] ?? '',
    operations: description.operations.map(operation => toOperation(operation, description)),
    readings: [],
    statements: () => [],
    rulings: {},
    bundle: () => description.bundle(),
    schemas: [],
    schema: noSchema,
    validator: noSchema,
  };
}
