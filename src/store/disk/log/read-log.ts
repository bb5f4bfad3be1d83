import { isObject, Problem } from '../../../kernel/index.js';
import { indexTooDeep, TOO_DEEP } from '../files/parse-json.js';
import { readLines } from '../files/read-lines.js';
import { readLogLine } from './log-file.js';

/** The contents of a log. */
export type LogContents = {
  /** The bytes of its first line, which names it. */
  start: number;
  /** The bytes up to the end of its last good line. */
  length: number;
  /** What follows them: the beginning of a line, as a crash leaves it, or a whole line that is damaged. */
  end: 'good' | 'torn' | 'damaged';
  entries: number;
  /** The checksum of its last good line, or that which its first line must follow. */
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
  const contents: LogContents = { start: 0, length: 0, end: 'good', entries: 0, last: after };
  let damage: Problem | undefined;
  const takeLine = (bytes: Buffer, line: number, whole: boolean) => {
    if (damage) throw damage;
    const read = whole ? readLogLine(bytes) : { issue: 'not whole' };
    if ('issue' in read) {
      damage = damaged({ file, line }, `is ${read.issue}`);
      contents.end = whole ? 'damaged' : 'torn';
      return;
    }
    if (contents.last !== undefined && read.after !== contents.last) throw damaged({ file, line }, UNCONNECTED);
    const value = parsed(read.json, { file, line });
    contents.last = read.checksum;
    contents.length += bytes.length + 1;
    if (line === 1) {
      if (!isObject(value) || value.log !== number)
        throw damaged({ file, line }, `is not the first line of log ${number}`);
      contents.start = contents.length;
      return;
    }
    if (!Array.isArray(value)) throw damaged({ file, line }, 'is not a list of entries');
    for (const entry of value) take(entry, line);
    contents.entries += value.length;
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

const UNCONNECTED = 'does not follow the line before it: lines were removed, doubled or moved, or are of another log';

/** With a right checksum the line is as it was written, so that even the last line is not taken for a torn one. */
function parsed(json: string, place: Place): unknown {
  if (indexTooDeep(json) >= 0) throw damaged(place, `is ${TOO_DEEP}`);
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw damaged({ ...place, cause }, 'is not JSON');
  }
}

type Place = { file: string; line: number; cause?: unknown };

function damaged({ file, line, cause }: Place, what: string): Problem {
  return new Problem('data-damaged', `${file}:${line} ${what}.`, { fix: PUTTING_BACK, cause });
}

/** The advice about a log that is not as it was written. */
export const PUTTING_BACK = 'Put back what was there, or discard all data with `--reset`.';
