import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { formatPointer, Problem } from '../../kernel/index.js';
import { describeIssues, findLines, type InputIssue, parseOwnDocument } from '../../openapi/index.js';

/** A YAML file that a person has written. */
export type OwnFile = { path: string; text: string; value: unknown };

/** Reads such a file; its value is undefined where it has only comments. Rejects with `contract-invalid`. */
export async function readOwnFile(path: string): Promise<OwnFile> {
  try {
    const text = await readFile(path, 'utf8');
    return { path, text, value: parseOwnDocument(text) };
  } catch (error) {
    const { message } = error as Error;
    throw new Problem('contract-invalid', `Failed to read ${relative('', path)}: ${message}.`, { cause: error });
  }
}

/** What is wrong with a file; nothing with one that is not there. */
type FileIssues = { file: OwnFile | undefined; issues: readonly InputIssue[] };

/** Throws `contract-invalid`, which names everything that is wrong with some files of a folder, with their lines. */
export function assertNoIssues(folder: string, found: readonly FileIssues[]): void {
  const lines = found.flatMap(({ file, issues }) => {
    if (!file) return [];
    const pointers = issues.map(issue => formatPointer(issue.path));
    const at = findLines(file.text, pointers);
    return describeIssues(issues, () => '').map((message, index) => {
      const pointer = pointers[index] ?? '';
      return `  ${relative('', file.path)}:${at.get(pointer) ?? 1} ${pointer}${message}`;
    });
  });
  if (lines.length > 0)
    throw new Problem('contract-invalid', `The contract in ${folder} has issues:\n${lines.join('\n')}`);
}
