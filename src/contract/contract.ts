import { Problem } from '../kernel/index.js';
import { changeDocuments, createValidators, type Schema, type Validator } from '../openapi/index.js';
import { bundle } from './bundle.js';
import { readBeside, readContractFiles, readStatements, readYaml } from './contract-files.js';
import type { Operation } from './operation.js';
import { type OpenApi, readBasePath, readOperations } from './read-operations.js';
import type { Reading, Readings } from './readings.js';
import type { Statement } from './statements.js';

/** What the documents promise about one API: all that the mock and the judge need. */
export type Contract = {
  /** The API's name, which is the name of its folder: `shop`. */
  api: string;
  /** The beginning of all its paths: `/v1`. */
  basePath: string;
  operations: readonly Operation[];
  readings: readonly Reading[];
  /** What the documents state. The file is read at the first call, since the mock does not need it. */
  statements(): readonly Statement[];
  /** What rulings.yaml has, such as `defaults`; empty without one. */
  rulings: Readonly<Record<string, unknown>>;
  /** Makes one OpenAPI document for these readings, which needs no other file. */
  bundle(readings: Readings): Schema;
  /** The names of the schemas' files: `order.json`. */
  schemas: readonly string[];
  /** A schema for these readings; without readings, as its file has it. `order` means `schemas/order.json`. */
  schema(name: string, readings?: Readings): Schema;
  /** The validator of a schema, by the same name. */
  validator(name: string): Validator;
};

/** Contracts never change while the process runs, so all mocks share them. */
const loaded = new Map<string, Contract>();

/** Loads `contracts/<api>/` once. Throws `contract-invalid` when a file is missing or cannot be read. */
export function loadContract(api: string): Contract {
  const contract = loaded.get(api) ?? read(api);
  loaded.set(api, contract);
  return contract;
}

function read(api: string): Contract {
  try {
    const { documents, readings, rulings } = readContractFiles(api);
    const openApi = documents.get(OPENAPI) as OpenApi;
    const validators = createValidators(documents);
    let known: readonly Statement[] | undefined;
    const statements = () => (known ??= readStatements(api) as Statement[]);
    return {
      api,
      basePath: readBasePath(openApi),
      operations: readOperations(openApi, { api, documents, validators, statements }),
      readings: readings.readings as Reading[],
      rulings,
      statements,
      bundle: readings =>
        bundle({
          documents: changeDocuments(documents, readings.described),
          description: OPENAPI,
          read: path => readBeside(api, path),
        }),
      schemas: [...documents.keys()].filter(file => file !== OPENAPI).map(file => file.replace(/^.*\//, '')),
      schema: (name, readings) =>
        (readings ? changeDocuments(documents, readings.described) : documents).get(`schemas/${name}.json`) as Schema,
      validator: name => validators.complete(`schemas/${name}.json`),
    };
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('contract-invalid', `Failed to load the contract of ${api}: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

const OPENAPI = 'openapi.yaml';

/** An OpenAPI description in a single file, without statements and readings: the one of the control plane. */
export type ApiDescription = { document: Schema; operations: readonly Operation[] };

/** Reads the description in a YAML file of the package. Throws the error of reading the file, or `contract-invalid`. */
export function readDescription(file: URL): ApiDescription {
  const document = readYaml(file) as Schema;
  const documents = new Map([['openapi.yaml', document]]);
  const sources = { api: '', documents, validators: createValidators(documents), statements: () => [] };
  return { document, operations: readOperations(document as unknown as OpenApi, sources) };
}
