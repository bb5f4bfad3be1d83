import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { Problem, valueAt } from '../../kernel/index.js';
import { type Description, parseOwnDocument } from '../../openapi/index.js';
import type { Reading } from '../readings.js';
import type { Statement } from '../statements.js';
import { readingIssues, statementIssues } from './consistency.js';
import { completeReading, validateReadings, validateStatements, type WrittenReading } from './file-forms.js';
import { assertNoIssues, readOwnFile } from './own-file.js';

/** A folder that says what the documents of an API say: a description, and other files beside it, each of which may be absent. */
export type ContractFolder = {
  path: string;
  /** The path of the description. */
  description: string;
  /** Its schemas, to which the description need not refer: `schemas/pet.json`. */
  schemas: readonly string[];
  /** The path of the file that overrides what is inferred. */
  resources: string | undefined;
  /** What the documents state. */
  statements: readonly Statement[];
  /** What they leave open. */
  readings: readonly Reading[];
  /** The paths of its files beside the description and resources.yaml. */
  files: readonly string[];
  /** Throws `contract-invalid`, which names all places and ids in its files that do not exist. */
  assertFits(description: Description): void;
};

const STATEMENTS = 'statements.yaml';
const READINGS = 'readings.yaml';
const RESOURCES = 'resources.yaml';
const SCHEMAS = 'schemas';
const DESCRIPTIONS = ['openapi.yaml', 'openapi.yml', 'openapi.json'];

/**
 * Reads a contract folder. Rejects with `contract-invalid`, which names everything that is wrong with the form of its files,
 * or the description that is missing.
 */
export async function readContractFolder(path: string): Promise<ContractFolder> {
  const names = await readdir(path);
  const description = DESCRIPTIONS.find(name => names.includes(name));
  if (description === undefined) {
    const fix = 'Name an OpenAPI description, or a contract folder, which has one of these files.';
    throw new Problem('contract-invalid', `The folder ${path} has no ${DESCRIPTIONS.join(', ')}.`, { fix });
  }
  const read = async (name: string) => (names.includes(name) ? await readOwnFile(join(path, name)) : undefined);
  const statements = await read(STATEMENTS);
  const readings = await read(READINGS);
  assertNoIssues(path, [
    { file: statements, issues: validateStatements(statements?.value ?? []) },
    { file: readings, issues: validateReadings(readings?.value ?? {}) },
  ]);
  const { readings: written = [] } = (readings?.value ?? {}) as { readings?: WrittenReading[] };
  const stated = (statements?.value ?? []) as Statement[];
  const asked = written.map(completeReading);
  return {
    path,
    description: join(path, description),
    schemas: names.includes(SCHEMAS) ? await readSchemaNames(path) : [],
    resources: names.includes(RESOURCES) ? join(path, RESOURCES) : undefined,
    statements: stated,
    readings: asked,
    files: [statements, readings].flatMap(file => file?.path ?? []),
    assertFits(description) {
      const parts = { at: placesOf(path, description), readings: asked };
      assertNoIssues(path, [
        { file: statements, issues: statementIssues(stated, parts) },
        { file: readings, issues: readingIssues(parts) },
      ]);
    },
  };
}

async function readSchemaNames(path: string): Promise<string[]> {
  const names = await readdir(join(path, SCHEMAS));
  return names.filter(name => name.endsWith('.json')).map(name => `${SCHEMAS}/${name}`);
}

/** What stands at a place of the description, or of another file in the folder, to which the description need not refer. */
function placesOf(folder: string, description: Description): (place: string) => unknown {
  const read = new Map<string, unknown>();
  return place => {
    const [file = '', pointer = ''] = place.split('#');
    if (description.files.includes(file)) return description.at(place);
    if (!read.has(file)) read.set(file, readOtherFile(folder, file));
    return valueAt(read.get(file), pointer);
  };
}

function readOtherFile(folder: string, file: string): unknown {
  // statements of a folder are about the folder
  if (file === '' || isAbsolute(file) || normalize(file).startsWith('..')) return undefined;
  try {
    return parseOwnDocument(readFileSync(join(folder, file), 'utf8'));
  } catch {
    return undefined;
  }
}
