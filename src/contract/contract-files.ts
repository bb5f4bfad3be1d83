import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { packageFile } from '../kernel/index.js';
import type { Schema } from '../openapi/index.js';

const CONTRACTS = packageFile('contracts/');

/** Reads openapi.yaml and the schemas, by their path in the contract's folder, readings.yaml and, if there is one, rulings.yaml. */
export function readContractFiles(api: string): {
  documents: ReadonlyMap<string, Schema>;
  readings: Record<string, unknown>;
  rulings: Record<string, unknown>;
} {
  const folder = new URL(`${api}/`, CONTRACTS);
  const text = (file: string) => readFileSync(new URL(file, folder), 'utf8');
  const yaml = (file: string) => readYaml(new URL(file, folder));
  const documents = new Map<string, Schema>([['openapi.yaml', yaml('openapi.yaml') as Schema]]);
  for (const file of readdirSync(new URL('schemas/', folder))) {
    documents.set(`schemas/${file}`, JSON.parse(text(`schemas/${file}`)));
  }
  return {
    documents,
    readings: yaml('readings.yaml') as Record<string, unknown>,
    rulings: existsSync(new URL(RULINGS, folder)) ? (yaml(RULINGS) as Record<string, unknown>) : {},
  };
}

/** What the documents leave open and only one choice answers, as data. */
const RULINGS = 'rulings.yaml';

/** Reads statements.yaml, which only the judge needs. */
export function readStatements(api: string): unknown {
  return readYaml(new URL(`${api}/statements.yaml`, CONTRACTS));
}

/** Reads the text of a file whose path is relative to the contract's folder. */
export function readBeside(api: string, path: string): string {
  return readFileSync(new URL(path, new URL(`${api}/`, CONTRACTS)), 'utf8');
}

/** Reads a YAML file of the package. Throws the error of the file system, or of the parser with line and column. */
export function readYaml(file: URL): unknown {
  return load(readFileSync(file, 'utf8'));
}
