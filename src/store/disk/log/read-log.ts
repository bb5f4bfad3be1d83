import { isObject, Problem } from '../../../kernel/index.js';
import { indexTooDeep, TOO_DEEP } from '../files/parse-json.js';
import { readLines } from '../files/read-lines.js';
import { readLogLine } from './log-line.js';

/** The contents of a log. */
export type LogContents = {
  /** The bytes of its first line, which names it; there is none in logs of the second form. */
  start: number;
  /** The bytes up to the end of its last good line. */
  length: number;
  /** What follows them: the beginning of a line, as a crash leaves it, or a whole line that is damaged. */
  end: 'good' | 'torn' | 'damaged';
  entries: number;
  /** The checksum that its first line says it follows, and that of its last good line; unknown in logs of the second form. */
  first: string | undefined;
  last: string | undefined;
};

export type ReadLogOptions = {
  /** The number of the log, which its first line names. */
  number: number;
  /** The checksum of the line that its first line must follow; where it is unknown, any will do. */
  after: string | undefined;
  /** Whether its last line must be good, since another log goes on from it. */
  isFinished?: boolean;
};

/**
 * Reads a log and passes each entry on, in order, with the number of its line. A last line that is torn or damaged is left
 * out, except in logs that are finished. Throws `data-damaged` with the line of any other damage and of a
 * line that does not follow the one before it, and `data-unusable`.
 */
export async function readLog(
  file: string,
  take: (entry: unknown, line: number) => void,
  { number, after, isFinished = false }: ReadLogOptions,
): Promise<LogContents> {
  const contents: LogContents = { start: 0, length: 0, end: 'good', entries: 0, first: undefined, last: after };
  let damage: Problem | undefined;
  const takeLine = (bytes: Buffer, line: number, whole: boolean) => {
    if (damage) throw damage;
    const where = { file, line };
    const read = whole ? readLogLine(bytes) : { issue: 'not whole' };
    if ('issue' in read) {
      damage = damaged(read.issue, where);
      contents.end = whole ? 'damaged' : 'torn';
      return;
    }
    if (contents.last !== undefined && read.after !== contents.last) throw unconnected(where);
    const entries = entriesOf(read.json, { ...where, number: read.after === undefined ? undefined : number });
    for (const entry of entries) take(entry, line);
    contents.last = read.after === undefined ? undefined : read.checksum;
    contents.entries += entries.length;
    contents.length += bytes.length + 1;
    if (line !== 1 || read.after === undefined) return;
    contents.first = read.after;
    contents.start = contents.length;
  };
  try {
    await readLines(file, takeLine);
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new Problem('data-unusable', `Failed to read ${file}: ${message}.`, { cause: error });
  }
  // a log is finished before the next one is begun: what is wrong with it no crash has done
  if (damage && isFinished) throw damage;
  return contents;
}

/** With a right checksum the line is as it was written, so that even the last line is not taken for a torn one. */
function entriesOf(json: string, where: Place & { number: number | undefined }): unknown[] {
  if (indexTooDeep(json) >= 0) throw damaged(TOO_DEEP, where);
  let entries: unknown;
  try {
    entries = JSON.parse(json);
  } catch (cause) {
    throw damaged('not JSON', { ...where, cause });
  }
  if (where.line === 1 && where.number !== undefined) {
    if (isObject(entries) && entries.log === where.number) return [];
    throw damaged(`not the first line of log ${where.number}`, where);
  }
  if (!Array.isArray(entries)) throw damaged('not a list of entries', where);
  return entries;
}

type Place = { file: string; line: number; cause?: unknown };

function damaged(reason: string, { file, line, cause }: Place): Problem {
  return new Problem('data-damaged', `${file}:${line} is ${reason}.`, { fix: PUTTING_BACK, cause });
}

function unconnected({ file, line }: Place): Problem {
  const what = 'does not follow the line before it: lines were removed, doubled or moved, or are of another log';
  return new Problem('data-damaged', `${file}:${line} ${what}.`, { fix: PUTTING_BACK });
}

/** The advice about a log that is not as it was written. */
export const PUTTING_BACK = 'Put back what was there, or discard all data with `--reset`.';
