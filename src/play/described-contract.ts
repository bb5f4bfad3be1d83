import type { Contract, Reading, Readings, Statement } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import type { Description } from '../openapi/index.js';
import { toOperation } from './described-operation.js';

/** What is known of an API beside its name. */
type Parts = {
  description: Description;
  statements: readonly Statement[];
  readings: readonly Reading[];
  /** The description as some choices of the readings make it. */
  versionOf(readings: Readings): Description;
};

/** The contract of an API that is made from a description, to which a contract folder may add statements and readings. */
export function createDescribedContract(
  name: string,
  { description, statements, readings, versionOf }: Parts,
): Contract {
  const noSchema = (schema: string): never => {
    throw new Problem(
      'no-such-schema',
      `The API ${name} has no schema file ${schema}: its schemas are in its description.`,
    );
  };
  return {
    api: name,
    basePath: description.basePaths[0] ?? '',
    operations: description.operations.map(operation =>
      toOperation(operation, { basePaths: description.basePaths, statements }),
    ),
    readings,
    statements: () => statements,
    rulings: {},
    bundle: chosen => versionOf(chosen).bundle(),
    schemas: [],
    schema: noSchema,
    validator: noSchema,
  };
}
