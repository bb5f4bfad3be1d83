import { dirname } from 'node:path';
import { Problem } from '../kernel/index.js';
import { readLogLine } from './log-line.js';
import { readLines } from './read-lines.js';

/** What a log holds. */
export type LogContents = {
  /** The bytes up to the end of its last good line. */
  length: number;
  /** Whether something stands behind them: what a crash left of a flush that nobody was told of. */
  torn: boolean;
  entries: number;
};

/**
 * Hands each entry of a log over, in order, with the number of its line; a file that is not there holds none. A last
 * line that is damaged is left out, unless another log goes on from a finished one. Throws `data-damaged` with the line of
 * any other damage, and `data-unusable`.
 */
export async function readLog(
  file: string,
  take: (entry: unknown, line: number) => void,
  { isFinished = false } = {},
): Promise<LogContents> {
  const contents: LogContents = { length: 0, torn: false, entries: 0 };
  let torn: Problem | undefined;
  try {
    await readLines(file, (bytes, line, whole) => {
      if (torn) throw torn;
      const read = whole ? readLogLine(bytes) : { flaw: 'not whole' };
      if ('flaw' in read) {
        torn = damaged(read.flaw, { file, line });
        return;
      }
      const entries = entriesOf(read.json, { file, line });
      for (const entry of entries) take(entry, line);
      contents.entries += entries.length;
      contents.length += bytes.length + 1;
    });
  } catch (error) {
    const { syscall, code, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    if (code !== 'ENOENT') throw new Problem('data-unusable', `Failed to read ${file}: ${message}.`, { cause: error });
  }
  // a log is finished before the next one is begun: what is wrong with it no crash has done
  if (torn && isFinished) throw torn;
  contents.torn = torn !== undefined;
  return contents;
}

/** With a right checksum the line is as somebody meant it to be, so that even the last is not taken for a torn one. */
function entriesOf(json: string, where: { file: string; line: number }): unknown[] {
  let entries: unknown;
  try {
    entries = JSON.parse(json);
  } catch (cause) {
    throw damaged('not JSON', { ...where, cause });
  }
  if (!Array.isArray(entries)) throw damaged('not a list of entries', where);
  return entries;
}

function damaged(reason: string, { file, line, cause }: { file: string; line: number; cause?: unknown }): Problem {
  const fix = `Correct that line, or discard all data with \`understudy reset --data '${dirname(file)}'\`.`;
  return new Problem('data-damaged', `${file}:${line} is ${reason}.`, { fix, cause });
}
