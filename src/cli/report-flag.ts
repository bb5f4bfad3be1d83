import { InvalidArgumentError } from 'commander';
import { FORMATS, type Format } from '../report/index.js';

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
