import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Problem, packageFile } from '../kernel/index.js';
import { type Description, OWN_FORMATS, parseOwnDocument, readLocalDescription } from '../openapi/index.js';
import { type Contract, createContract } from './contract.js';
import type { Operation } from './operation.js';
import type { Reading } from './readings.js';
import type { Statement } from './statements.js';
import { toOperation } from './to-operation.js';

/** Contracts never change while the process runs, so all mocks share them. */
const loaded = new Map<string, Contract>();

/** Loads `contracts/<api>/` once. Throws `contract-invalid` when a file is missing or cannot be read. */
export function loadContract(api: string): Contract {
  const contract = loaded.get(api) ?? read(api);
  loaded.set(api, contract);
  return contract;
}

function read(api: string): Contract {
  const folder = packageFile(`contracts/${api}/`);
  const yaml = (file: string) => readYaml(new URL(file, folder));
  let known: readonly Statement[] | undefined;
  try {
    const also = readdirSync(new URL('schemas/', folder)).map(file => `schemas/${file}`);
    const description = describe(new URL('openapi.yaml', folder), also);
    return createContract(api, {
      description,
      statements: () => (known ??= yaml('statements.yaml') as Statement[]),
      readings: (yaml('readings.yaml') as { readings: Reading[] }).readings,
      resources: existsSync(new URL(RESOURCES, folder)) ? readFileSync(new URL(RESOURCES, folder), 'utf8') : undefined,
      versionOf: ({ described }) => description.changed(described),
    });
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('contract-invalid', `Failed to load the contract of ${api}: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

const RESOURCES = 'resources.yaml';

/** An OpenAPI description in a single file, without statements and readings: the one of the control plane. */
export type ApiDescription = Pick<Description, 'document'> & { operations: readonly Operation[] };

/** Reads the description in a YAML file of the package. Throws `description-invalid`. */
export function readDescription(file: URL): ApiDescription {
  const { document, basePaths, operations } = describe(file);
  return { document, operations: operations.map(one => toOperation(one, { basePaths, statements: () => [] })) };
}

function describe(file: URL, also: readonly string[] = []): Description {
  return readLocalDescription(fileURLToPath(file), { also, allowRefs: [FIXTURES], formats: OWN_FORMATS });
}

/** Examples are in the fixtures. */
const FIXTURES = fileURLToPath(packageFile('fixtures/'));

/** Reads a YAML file of the package. Throws the error of the file system, or of the parser with its line. */
export function readYaml(file: URL): unknown {
  return parseOwnDocument(readFileSync(file, 'utf8'));
}
