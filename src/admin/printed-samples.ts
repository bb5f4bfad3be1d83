import { existsSync, readFileSync } from 'node:fs';
import { readYaml } from '../contract/index.js';
import { packageFile } from '../kernel/index.js';

/** What a document prints at some lines: JSON, or a command. */
export type PrintedSample = { lines: string; text: string };

/** The samples that a document of a shipped API prints, in their order; none of other documents are known. */
export function printedSamples(api: string, document: string): PrintedSample[] {
  const list = packageFile(`fixtures/${api}/samples.yaml`);
  if (!existsSync(list)) return [];
  const samples = readYaml(list) as { file: string; printed: string[] }[];
  return samples.flatMap(({ file, printed }) =>
    printed
      .map(place => place.split(':'))
      .filter(([name]) => name === document)
      .map(([, lines = '']) => ({ lines, text: readFileSync(new URL(`samples/${file}`, list), 'utf8').trimEnd() })),
  );
}
