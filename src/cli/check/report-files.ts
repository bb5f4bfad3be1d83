import { randomBytes } from 'node:crypto';
import {
  accessSync,
  appendFileSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { Problem } from '../../kernel/index.js';
import { FORMATS, type Format, githubSummary, type Report, write } from '../../report/index.js';

/**
 * Writes an incomplete report to each file before the run. This proves that the files can be written, replaces those of an
 * older run, and leaves valid files if the process is killed. Throws `option-invalid`.
 */
export function writeIncompleteReports(flags: readonly ReportFlag[], before: Report): void {
  const files = flags.flatMap(({ file }) => (file === undefined ? [] : [file]));
  assertDistinct(files);
  for (const file of files) assertWritable(file);
  const summary = summaryFile(flags);
  if (summary !== undefined) reasoned(summary, () => appendFileSync(summary, ''));
  for (const { format, file } of flags) {
    if (file !== undefined && !isDevice(file)) replaceFile(file, write(format, before, { color: false }));
  }
}

/**
 * Writes all reports, and the files first: the reader of the terminal may have gone. A report for GitHub is also added to
 * the summary of the job. Throws `option-invalid` for reports that cannot be written, after all others are written.
 */
export function writeReports(flags: readonly ReportFlag[], report: Report): void {
  const failures: Problem[] = [];
  const attempt = (act: () => void) => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      failures.push(error);
    }
  };
  for (const { format, file } of flags) {
    if (file !== undefined) attempt(() => replaceFile(file, write(format, report, { color: false })));
  }
  const summary = summaryFile(flags);
  if (summary !== undefined) attempt(() => reasoned(summary, () => appendFileSync(summary, githubSummary(report))));
  const shown = flags.find(({ file }) => file === undefined);
  if (shown) process.stdout.write(write(shown.format, report, { color: hasColor() }));
  const [first, ...others] = failures;
  if (!first) return;
  throw new Problem('option-invalid', [first, ...others].map(({ message }) => message).join(' '), { fix: first.fix });
}

/** Replaces a file in one step, so that no reader sees half of it. Throws `option-invalid`. */
export function replaceFile(file: string, text: string): void {
  reasoned(file, () => {
    // a device or a pipe must not be replaced by a file
    if (isDevice(file)) return writeFileSync(file, text);
    const target = realPath(file);
    const beside = `${target}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      writeFileSync(beside, text, { flag: 'wx' });
      renameSync(beside, target);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
  });
}

/** Throws `option-invalid` for a file that cannot be written. */
export function assertWritable(file: string): void {
  reasoned(file, () => {
    const target = realPath(file);
    const found = statSync(target, { throwIfNoEntry: false });
    if (found?.isDirectory()) throw new Error('it is a folder');
    if (found) accessSync(target, constants.W_OK);
    if (!isDevice(file)) accessSync(dirname(target), constants.W_OK);
  });
}

function assertDistinct(files: readonly string[]): void {
  const twice = files.find((file, at) => files.slice(0, at).some(other => resolve(other) === resolve(file)));
  if (twice === undefined) return;
  throw new Problem('option-invalid', `Two reports name the same file, ${twice}.`, {
    fix: 'Name a different file for each.',
  });
}

/** Whether a path exists but is no regular file: `/dev/null`, a pipe. */
function isDevice(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** The path of a file, which may not exist yet, with links followed. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}

function summaryFile(flags: readonly ReportFlag[]): string | undefined {
  const file = process.env.GITHUB_STEP_SUMMARY;
  return file && flags.some(({ format }) => format === 'github') ? file : undefined;
}

function reasoned(file: string, act: () => void): void {
  try {
    act();
  } catch (cause) {
    throw new Problem('option-invalid', `Failed to write ${file}: ${(cause as Error).message}.`, {
      fix: 'Name a file in a folder that exists and is writable.',
      cause,
    });
  }
}

function hasColor(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}

/** The format of a report and its file; without a file it goes to the terminal. */
export type ReportFlag = { format: Format; file?: string };

/** Parses `html=report.html`. */
export function reportFlag(text: string, before: ReportFlag[] = []): ReportFlag[] {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  const format = FORMATS.find(format => format === name);
  if (!format) throw new InvalidArgumentError(`It must begin with ${FORMATS.join(', ')}.`);
  const file = at < 0 ? undefined : text.slice(at + 1);
  if (file === '') throw new InvalidArgumentError('A file must follow the =.');
  if (file === undefined && before.some(other => other.file === undefined)) {
    throw new InvalidArgumentError('Only one report can go to the terminal. Name a file for the other.');
  }
  return [...before, { format, ...(file !== undefined && { file }) }];
}
