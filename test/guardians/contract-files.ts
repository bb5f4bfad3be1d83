import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';

/** The APIs that have a contract. */
export const APIS = readdirSync('contracts');

export type Statement = {
  id: string;
  document?: string;
  lines?: string;
  says: string;
  certainty: string;
  reading?: string;
  supports: string[];
};

export type Sample = {
  file: string;
  kind: 'example' | 'shape' | 'curl';
  printed: string[];
  operation?: string;
  status?: number;
  schema?: string;
};

/** A YAML or JSON file of a contract or of its fixtures. */
export function contractFile(api: string, file: string): unknown {
  return parsed(`contracts/${api}/${file}`);
}

export function statementsOf(api: string): Statement[] {
  return contractFile(api, 'statements.yaml') as Statement[];
}

export function samplesOf(api: string): Sample[] {
  return parsed(`fixtures/${api}/samples.yaml`) as Sample[];
}

export function sampleText(api: string, file: string): string {
  return readFileSync(`fixtures/${api}/samples/${file}`, 'utf8');
}

export function schemaFilesOf(api: string): string[] {
  return readdirSync(`contracts/${api}/schemas`).map(file => `schemas/${file}`);
}

function parsed(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  return path.endsWith('.json') ? JSON.parse(text) : load(text);
}
