import { execFile } from 'node:child_process';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OWN_CODE } from '../../kernel/index.js';

/** Where an error happened in a file: `handlers.js:12`. Undefined where its stack does not say so. */
export function placeInFile(error: unknown, file: string): string | undefined {
  return placesOf(error).find(place => place.file === file)?.shown;
}

/** Where a file cannot be parsed, which the error of an import does not say: Node's own check does. */
export async function findSyntaxError(file: string): Promise<string | undefined> {
  const checked = promisify(execFile)(process.execPath, ['--check', file]);
  const { stderr } = await checked.catch(error => error as { stderr: string });
  const line = /^.*:(\d+)$/m.exec(stderr)?.[1];
  return line === undefined ? undefined : `${relative(process.cwd(), file)}:${line}`;
}

/** Where an error happened in code that is not ours. */
export function placeOutside(error: unknown): string | undefined {
  return placesOf(error).find(({ file }) => !file.startsWith(OURS) && !file.includes('/node_modules/'))?.shown;
}

/** The folder of our own code. */
const OURS = fileURLToPath(OWN_CODE);

function placesOf(error: unknown): { file: string; shown: string }[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return [...stack.matchAll(/(file:\/\/\/[^\s()?]+|(?<=[\s(])\/[^\s()?:]+)(?:\?[^\s():]*)?:(\d+)/g)].map(
    ([, at = '', line = '']) => {
      const file = at.startsWith('file:') ? fileURLToPath(at) : at;
      return { file, shown: `${relative(process.cwd(), file)}:${line}` };
    },
  );
}
