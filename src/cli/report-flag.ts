import { accessSync, appendFileSync, constants, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { Problem } from '../kernel/index.js';
import { FORMATS, type Format, githubSummary, type Report, write } from '../report/index.js';
import { hasColor } from './has-color.js';

/** A form of report and the file it goes to; the terminal if there is none. */
export type ReportFlag = { format: Format; file?: string };

/** Reads `html=report.html`. */
export function reportFlag(text: string, before: ReportFlag[] = []): ReportFlag[] {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  const format = FORMATS.find(format => format === name);
  if (!format) throw new InvalidArgumentError(`It must begin with ${FORMATS.join(', ')}.`);
  const file = at < 0 ? undefined : text.slice(at + 1);
  if (file === '') throw new InvalidArgumentError('After = there must be a file.');
  if (file === undefined && before.some(other => other.file === undefined)) {
    throw new InvalidArgumentError('Only one report can go to the terminal; give the other a file.');
  }
  return [...before, { format, ...(file !== undefined && { file }) }];
}

/** Throws `option-invalid` where a file cannot be written, before the run that it is to tell of. */
export function assertWritable(files: readonly string[]): void {
  for (const file of files) told(file, () => accessSync(dirname(file), constants.W_OK));
}

/** Writes all reports. Where GitHub asks for a summary of the job, its report goes there, too. */
export function writeReports(report: Report, flags: readonly ReportFlag[]): void {
  for (const { format, file } of flags) {
    if (file === undefined)
      process.stdout.write(write(format, report, { color: hasColor(process.stdout, process.env) }));
    else saved(file, write(format, report, { color: false }));
    const summary = process.env.GITHUB_STEP_SUMMARY;
    if (format === 'github' && summary) told(summary, () => appendFileSync(summary, githubSummary(report)));
  }
}

/** Writes a file. Throws `option-invalid`, with the reason, where that fails. */
export function saved(file: string, text: string): void {
  told(file, () => writeFileSync(file, text));
}

function told(file: string, write: () => void): void {
  try {
    write();
  } catch (cause) {
    throw new Problem('option-invalid', `Failed to write ${file}: ${(cause as Error).message}.`, {
      fix: 'Name a file in a folder that exists and can be written.',
      cause,
    });
  }
}
