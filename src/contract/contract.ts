import { Problem } from '../kernel/index.js';
import { bundled } from './bundle.js';
import { readBeside, readContractFiles, readStatements } from './contract-files.js';
import { basePathOf, type OpenApi, operationsOf } from './openapi.js';
import type { Operation } from './operation.js';
import type { Reading } from './readings.js';
import type { Schema } from './shape.js';
import type { Statement } from './statements.js';
import { type Validator, validatorsOf } from './validate.js';

/** What the documents promise about one API, as far as a mock or a judge needs it. */
export type Contract = {
  /** The API's name, which is that of its folder: `dnl`. */
  api: string;
  /** What all of its paths begin with: `/v1`. */
  basePath: string;
  operations: readonly Operation[];
  readings: readonly Reading[];
  /** What the documents state; read when first asked for, since a mock need not know. */
  statements(): readonly Statement[];
  /** The rest of readings.yaml beside the readings: `defaults` and the like. */
  rulings: Readonly<Record<string, unknown>>;
  /** The OpenAPI description with all that it refers to in it; made when first asked for. */
  bundled(): Schema;
  /** The names of the schemas' files: `user.json`. */
  schemas: readonly string[];
  /** A schema as its file has it: `user` stands for `schemas/user.json`. */
  schema(name: string): Schema;
  /** The validator of a schema, by the same name. */
  validator(name: string): Validator;
};

/** Contracts never change while the process runs, so that many mocks share one. */
const loaded = new Map<string, Contract>();

/** Loads `contracts/<api>/`, once. Throws `contract-invalid` where a file is missing or cannot be read. */
export function loadContract(api: string): Contract {
  const contract = loaded.get(api) ?? read(api);
  loaded.set(api, contract);
  return contract;
}

function read(api: string): Contract {
  try {
    const { documents, readings } = readContractFiles(api);
    const openApi = documents.get(OPENAPI) as OpenApi;
    const validators = validatorsOf(documents);
    let whole: Schema | undefined;
    let known: readonly Statement[] | undefined;
    const statements = () => (known ??= readStatements(api) as Statement[]);
    const { profiles: _, readings: list, ...rulings } = readings;
    return {
      api,
      basePath: basePathOf(openApi),
      operations: operationsOf(openApi, { api, documents, validators, statements }),
      readings: list as Reading[],
      rulings,
      statements,
      bundled: () => (whole ??= bundled({ documents, description: OPENAPI, read: path => readBeside(api, path) })),
      schemas: [...documents.keys()].filter(file => file !== OPENAPI).map(file => file.replace(/^.*\//, '')),
      schema: name => documents.get(schemaFile(name)) as Schema,
      validator: name => validators.complete(schemaFile(name)),
    };
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('contract-invalid', `Failed to load the contract of ${api}: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

const OPENAPI = 'openapi.yaml';

function schemaFile(name: string): string {
  return `schemas/${name}.json`;
}
