import { Problem } from '../kernel/index.js';
import type { Description, Schema, Validator } from '../openapi/index.js';
import type { Operation } from './operation.js';
import type { Reading, Readings } from './readings.js';
import type { Statement } from './statements.js';
import { toOperation } from './to-operation.js';

/** What the documents promise about one API: all that the mock and the judge need. */
export type Contract = {
  /** The API's name, which is the name of its file or folder: `shop`. */
  api: string;
  /** The beginning of all its paths: `/v1`. */
  basePath: string;
  operations: readonly Operation[];
  /** The description as its files have it. */
  description: Description;
  readings: readonly Reading[];
  /** What the documents state. The file of a shipped API is read at the first call, since the mock does not need it. */
  statements(): readonly Statement[];
  /** What rulings.yaml has, such as `defaults`; empty without one. */
  rulings: Readonly<Record<string, unknown>>;
  /** Whether a description alone makes it: then each operation of each law is a requirement, and no document states it. */
  isDescribed: boolean;
  /** The text of resources.yaml; undefined without one. */
  resources: string | undefined;
  /** The description as these readings make it. */
  versionOf(readings: Readings): Description;
  /** Makes one OpenAPI document for these readings, which needs no other file. */
  bundle(readings: Readings): Schema;
  /** The names of the files in its folder `schemas`: `order.json`. */
  schemas: readonly string[];
  /** A schema for these readings; without readings, as its file has it. `order` means `schemas/order.json`. */
  schema(name: string, readings?: Readings): Schema;
  /** The validator of a schema, by the same name. */
  validator(name: string): Validator;
};

/** What is known of an API beside its name. */
type Parts = Pick<Contract, 'description' | 'statements' | 'readings' | 'versionOf'> & {
  rulings?: Contract['rulings'];
  resources?: Contract['resources'];
  isDescribed?: boolean;
};

/** The contract of an API: its description, to which statements and readings may be added. */
export function createContract(api: string, parts: Parts): Contract {
  const { description, statements, readings, rulings = {}, resources, isDescribed = false, versionOf } = parts;
  const { basePaths, operations, files } = description;
  const missing = (name: string) => new Problem('contract-invalid', `The contract of ${api} has no schema ${name}.`);
  return {
    api,
    basePath: basePaths[0] ?? '',
    operations: operations.map(operation => toOperation(operation, { basePaths, statements })),
    description,
    readings,
    statements,
    rulings,
    resources,
    isDescribed,
    versionOf,
    bundle: chosen => versionOf(chosen).bundle(),
    schemas: files.flatMap(file => /^schemas\/([^/]+\.json)$/.exec(file)?.[1] ?? []).sort(),
    schema(name, chosen) {
      const schema = (chosen ? versionOf(chosen) : description).at(placeOf(name));
      if (schema === undefined) throw missing(name);
      return schema as Schema;
    },
    validator(name) {
      const schema = description.schemaAt(placeOf(name));
      if (!schema) throw missing(name);
      return value => schema.validate(value, 'whole');
    },
  };
}

function placeOf(name: string): string {
  return `schemas/${name}.json#`;
}
