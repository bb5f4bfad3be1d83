import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';

/** The value of a YAML file of the package. Throws what reading it throws, with line and column where it is no YAML. */
export function readYaml(file: URL): unknown {
  return load(readFileSync(file, 'utf8'));
}
