import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../kernel/index.js';
import type { Reading } from '../readings.js';
import type { Statement } from '../statements.js';
import { completeReading, validateReadings, validateStatements } from './file-forms.js';
import { assertNoIssues, readOwnFile } from './own-file.js';

/** A folder that says what the documents of an API say: a description, and other files beside it, each of which may be absent. */
export type ContractFolder = {
  path: string;
  /** The path of the description. */
  description: string;
  /** The path of the file that overrides what is inferred. */
  resources: string | undefined;
  /** What the documents state. */
  statements: readonly Statement[];
  /** What they leave open. */
  readings: readonly Reading[];
};

export const STATEMENTS = 'statements.yaml';
export const READINGS = 'readings.yaml';
const RESOURCES = 'resources.yaml';
const DESCRIPTIONS = ['openapi.yaml', 'openapi.yml', 'openapi.json'];

/**
 * Reads a contract folder. Rejects with `contract-invalid`, which names everything that is wrong with the form of its files,
 * or the file that is missing. What they say of each other is checked by `assertConsistent`.
 */
export async function readContractFolder(path: string): Promise<ContractFolder> {
  const names = await readdir(path);
  const description = DESCRIPTIONS.find(name => names.includes(name));
  if (description === undefined) {
    throw new Problem('contract-invalid', `The folder ${path} has no ${DESCRIPTIONS.join(', ')}.`);
  }
  const read = async (name: string) => (names.includes(name) ? await readOwnFile(join(path, name)) : undefined);
  const statements = await read(STATEMENTS);
  const readings = await read(READINGS);
  assertNoIssues(path, [
    ...(statements ? [{ file: statements, issues: validateStatements(statements.value) }] : []),
    ...(readings ? [{ file: readings, issues: validateReadings(readings.value) }] : []),
  ]);
  const { readings: asked = [] } = (readings?.value ?? {}) as { readings?: Reading[] };
  return {
    path,
    description: join(path, description),
    resources: names.includes(RESOURCES) ? join(path, RESOURCES) : undefined,
    statements: (statements?.value ?? []) as Statement[],
    readings: asked.map(completeReading),
  };
}
